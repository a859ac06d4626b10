//! Asks that another entry answers better than their own.

use super::entry::{Entry, Status};
use super::index::{AskRef, Index};
use super::judge::{self, Judge};
use super::query::{Query, Tools};
use super::{Among, Verdict, search};
use crate::content::{ContentError, Rule, short};
use crate::ids::EntryId;

/// How near its own entry must come to count as found all the same, as a share of the first one's score.
const OWN_NEAR: f32 = 0.5;

/// Every ask is left out and asked. That the entry of a related subject comes first is usual, and a matter of taste; that
/// the desk would serve, and be sure of, an entry which nobody called related, while its own is far behind, is worth a look.
pub(super) fn elsewhere(entries: &[Entry], index: &Index, judge: &Judge, tools: &Tools<'_>) -> Vec<ContentError> {
    let mut notes = Vec::new();
    for (ask, text) in judge::asks(index, entries) {
        let query = Query::new(text, Some(ask.language), Some(ask), tools);
        let ranking = search::ranking(index, query, Among::All);
        let Verdict::Sure(hit) = judge.judge(&ranking) else { continue };
        let own = &index.docs[ask.doc as usize].id;
        if ranking.hits.iter().any(|near| near.entry == *own && near.score >= hit.score * OWN_NEAR) {
            continue;
        }
        let names = |one: &EntryId, other: &EntryId| {
            entries.iter().any(|entry| entry.id == *one && entry.related.contains(other))
        };
        if names(own, &hit.entry) || names(&hit.entry, own) {
            continue;
        }
        let Some((entry, line)) = place(entries, index, ask) else { continue };
        let message = format!(
            "without the ask “{}” the desk would answer it from `{}`: move it there, word it more clearly, or name the other \
             entry under `related`",
            short(text),
            hit.entry
        );
        notes.push(ContentError::new(&entry.path, line, message).under(Rule::AskNearElsewhere));
    }
    notes
}

/// The file and line on which an ask stands.
fn place<'a>(entries: &'a [Entry], index: &Index, ask: AskRef) -> Option<(&'a Entry, usize)> {
    let id = &index.docs[ask.doc as usize].id;
    entries
        .iter()
        .filter(|entry| entry.id == *id && entry.status == Status::Published)
        .flat_map(|entry| entry.lines.asks.get(&ask.language).into_iter().flatten().map(move |line| (entry, *line)))
        .nth(ask.at as usize)
}
