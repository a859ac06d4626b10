//! Paused screenings: each waits for its code, and whoever brings it first has it.

use domain::command::Command;
use domain::conversation::Conversation;
use domain::ids::Timestamp;
use domain::message::{Incoming, What};
use domain::screening::{Code, Underway};

use super::error::StoreError;
use super::rows;
use super::seal::Site;
use super::writer::Tx;
use super::{Store, wire};
use crate::faults;

const KEY: &str = "paused/";

/// The key that seals one paused screening. It is no conversation's: the screening may go on in another.
pub(super) fn paused_key(mark: &str) -> String {
    format!("{KEY}{mark}")
}

/// A paused screening, to be kept.
#[derive(Clone, Debug)]
pub struct PausedDraft {
    pub mark: String,
    pub screening: Underway,
    pub until: Timestamp,
}

impl Store {
    /// The screening that an event's words bring the code of, else the one that its conversation paused.
    pub(super) async fn paused_for(
        &self,
        incoming: &Incoming,
        conversation: &Conversation,
    ) -> Result<Option<Underway>, StoreError> {
        let mark = match code_in(&incoming.what) {
            Some(code) => Some(code.mark()),
            None => conversation.paused.as_ref().map(|paused| paused.mark.clone()),
        };
        let Some(mark) = mark else { return Ok(None) };
        let row = sqlx::query("SELECT screening_sealed FROM paused WHERE mark = $1")
            .bind(&mark)
            .fetch_optional(&self.inner.readers)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let Some(sealed) = rows::sealed(&row, "screening_sealed")? else { return Ok(None) };
        let opened = self.inner.keys.open_sealed(&site(&mark), &sealed).await?;
        opened.map(|words| wire::read_underway(&words)).transpose()
    }
}

fn code_in(what: &What) -> Option<Code> {
    match what {
        What::Said { text, .. } => Code::read(text.trim().split_once(char::is_whitespace)?.1),
        What::Invoked { command: Command::Resume { code } } => code.clone(),
        _ => None,
    }
}

fn site(mark: &str) -> Site {
    Site::new("paused.screening_sealed", paused_key(mark), &[])
}

pub(super) async fn park(tx: &mut Tx, draft: &PausedDraft) -> Result<(), StoreError> {
    let sealed = tx.keys().seal(&site(&draft.mark), &wire::write_underway(&draft.screening)?).await?;
    sqlx::query("INSERT INTO paused (mark, until, screening_sealed) VALUES ($1, $2, $3)")
        .bind(&draft.mark)
        .bind(draft.until.0)
        .bind(sealed)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

/// Where another turn has taken it up, this one is decided again.
pub(super) async fn take_up(tx: &mut Tx, mark: &str) -> Result<(), StoreError> {
    let done = sqlx::query("DELETE FROM paused WHERE mark = $1").bind(mark).execute(&mut tx.conn).await?;
    if done.rows_affected() == 0 { Err(StoreError::Stale) } else { Ok(()) }
}

/// Erases those whose time is over, and the keys of those that were taken up.
pub(super) async fn expire(tx: &mut Tx, now: Timestamp) -> Result<(), StoreError> {
    let waiting = sqlx::query("SELECT mark FROM paused WHERE until >= $1").bind(now.0).fetch_all(&mut tx.conn).await?;
    let waiting: Vec<String> =
        waiting.iter().map(|row| rows::text(row, "mark").map(|mark| paused_key(&mark))).collect::<Result<_, _>>()?;
    let names = tx.keys().names().await?;
    let gone: Vec<String> = names.into_iter().filter(|name| name.starts_with(KEY) && !waiting.contains(name)).collect();
    if !gone.is_empty() {
        tx.keys().destroy(&gone).await?;
        faults::point("store.erase.key_destroyed");
    }
    sqlx::query("DELETE FROM paused WHERE until < $1").bind(now.0).execute(&mut tx.conn).await?;
    Ok(())
}
