//! The questions that were not answered, or not well, and what was said of answers.
//!
//! A question is sealed under the key of its month, with a mark in place of the person: made with the operator's key, so that
//! different people can be counted. Once the month's key is destroyed, question and mark are noise.

use domain::conversation::feedback::Opinion;
use domain::ids::{ConversationId, EntryId, EventId, Timestamp};
use domain::language::Language;
use domain::misses::{Miss, MissKind};
use sqlx::{AnyPool, Row};

use super::Store;
use super::error::StoreError;
use super::keys::{Keys, misses_key};
use super::look::Look;
use super::open::StoreOptions;
use super::rows;
use super::seal::{Site, random_name};
use super::turn::Commit;
use super::wire::{self, About};
use super::writer::Tx;

const DAY_MS: i64 = 86_400_000;
/// What the marks are for. They never change: a mark made tomorrow must be the same.
const PERSON: &str = "fairway 2026-11 misses person";
const ORIGIN: &str = "fairway 2026-11 misses origin";

/// A question to be kept without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissDraft {
    pub kind: MissKind,
    pub question: String,
    pub language: Language,
    /// The event that asked: deleting it deletes the miss.
    pub asked_by: EventId,
}

/// How often answers from an entry helped, and how often they were not what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionCount {
    pub entry: EntryId,
    pub helped: i64,
    pub missed: i64,
}

/// All that editors can learn from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Misses {
    /// Newest day first, those of destroyed months left out.
    pub misses: Vec<Miss>,
    /// In order of entries.
    pub opinions: Vec<OpinionCount>,
}

impl Store {
    pub async fn misses(&self) -> Result<Misses, StoreError> {
        read(&self.inner.readers, &self.inner.keys).await
    }

    /// The same for a command beside the desk.
    pub async fn misses_of(options: StoreOptions) -> Result<Misses, StoreError> {
        let Some(look) = Look::open(options).await? else { return Ok(Misses::default()) };
        let found = read(look.readers(), look.keys()).await;
        look.close().await?;
        found
    }
}

async fn read(readers: &AnyPool, keys: &Keys) -> Result<Misses, StoreError> {
    let found = sqlx::query(
        "SELECT id, month, day_at, language, kind, question_sealed, about_sealed FROM misses ORDER BY day_at DESC, id",
    )
    .fetch_all(readers)
    .await?;
    let mut misses = Vec::with_capacity(found.len());
    for row in &found {
        let (month, id) = (rows::text(row, "month")?, rows::text(row, "id")?);
        let Some(sealed) = rows::sealed(row, "question_sealed")? else { continue };
        let Some(question) = keys.open_sealed(&question_site(&month, &id), &sealed).await? else { continue };
        let about = match rows::sealed(row, "about_sealed")? {
            Some(sealed) => keys.open_sealed(&about_site(&month, &id), &sealed).await?,
            None => None,
        };
        let about = about.map(|about| wire::read_about(&about)).transpose()?;
        let (person, served) = about.map_or((None, None), |About { person, served }| (Some(person), served));
        let unreadable = || StoreError::Unreadable("misses");
        misses.push(Miss {
            question: String::from_utf8(question.to_vec()).map_err(|_| unreadable())?,
            language: rows::text(row, "language")?.parse().map_err(|_| unreadable())?,
            kind: kind(&rows::text(row, "kind")?, served).ok_or_else(unreadable)?,
            day: Timestamp(rows::number(row, "day_at")?),
            person,
        });
    }
    let sums = sqlx::query(
        "SELECT entry, CAST(SUM(helped) AS BIGINT) AS helped, CAST(SUM(missed) AS BIGINT) AS missed FROM opinions
         GROUP BY entry ORDER BY entry",
    )
    .fetch_all(readers)
    .await?;
    let count = |row: &sqlx::any::AnyRow| {
        Ok(OpinionCount {
            entry: EntryId::new(rows::text(row, "entry")?),
            helped: rows::number(row, "helped")?,
            missed: rows::number(row, "missed")?,
        })
    };
    Ok(Misses { misses, opinions: sums.iter().map(count).collect::<Result<_, StoreError>>()? })
}

fn kind(word: &str, served: Option<(EntryId, domain::ids::SectionId)>) -> Option<MissKind> {
    match (word, served) {
        ("unknown", _) => Some(MissKind::Unknown),
        ("none_of_these", _) => Some(MissKind::NoneOfThese),
        ("unhelpful", Some((entry, section))) => Some(MissKind::Unhelpful { entry, section }),
        _ => None,
    }
}

fn question_site(month: &str, id: &str) -> Site {
    Site::new("misses.question_sealed", month.to_owned(), &[id])
}

fn about_site(month: &str, id: &str) -> Site {
    Site::new("misses.about_sealed", month.to_owned(), &[id])
}

fn origin(keys: &Keys, conversation: &ConversationId, event: &str) -> String {
    keys.mark(ORIGIN, &[conversation.as_str(), event])
}

pub(super) async fn insert(tx: &mut Tx, commit: &Commit, miss: &MissDraft) -> Result<(), StoreError> {
    // A random id, because a number that counts up would tell in which order people asked.
    let (month, id) = (misses_key(commit.now), random_name()?);
    let question = tx.keys().seal(&question_site(&month, &id), miss.question.as_bytes()).await?;
    let served = match &miss.kind {
        MissKind::Unhelpful { entry, section } => Some((entry.clone(), section.clone())),
        MissKind::Unknown | MissKind::NoneOfThese => None,
    };
    // One person in two rooms is one; on two networks nobody can tell.
    let person = tx.keys().mark(PERSON, &[commit.place.network.as_str(), commit.sender.as_str()]);
    let about = tx.keys().seal(&about_site(&month, &id), &wire::write_about(&About { person, served })?).await?;
    let origin = origin(tx.keys(), &commit.conversation.id, miss.asked_by.as_str());
    sqlx::query(
        "INSERT INTO misses (id, month, day_at, language, kind, origin, question_sealed, about_sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&id)
    .bind(&month)
    .bind(commit.now.0 - commit.now.0.rem_euclid(DAY_MS))
    .bind(miss.language.code())
    .bind(miss.kind.word())
    .bind(origin)
    .bind(question)
    .bind(about)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

pub(super) async fn count_opinion(
    tx: &mut Tx,
    opinion: Opinion,
    entry: &EntryId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (helped, missed) = match opinion {
        Opinion::Helped => (1_i64, 0_i64),
        Opinion::Missed => (0, 1),
    };
    sqlx::query(
        "INSERT INTO opinions (month, entry, helped, missed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (month, entry) DO UPDATE SET helped = opinions.helped + excluded.helped,
           missed = opinions.missed + excluded.missed",
    )
    .bind(misses_key(now))
    .bind(entry.as_str())
    .bind(helped)
    .bind(missed)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// Deletes what an event left.
pub(super) async fn forget(tx: &mut Tx, conversation: &ConversationId, event: &EventId) -> Result<(), StoreError> {
    forget_event(tx, conversation, event.as_str()).await
}

/// Deletes what any event of a conversation left.
pub(super) async fn forget_all(tx: &mut Tx, conversation: &ConversationId) -> Result<(), StoreError> {
    let events = sqlx::query("SELECT event FROM inbox WHERE conversation = $1")
        .bind(conversation.as_str())
        .fetch_all(&mut tx.conn)
        .await?;
    for row in &events {
        forget_event(tx, conversation, &row.try_get::<String, _>("event")?).await?;
    }
    Ok(())
}

async fn forget_event(tx: &mut Tx, conversation: &ConversationId, event: &str) -> Result<(), StoreError> {
    let origin = origin(tx.keys(), conversation, event);
    sqlx::query("DELETE FROM misses WHERE origin = $1").bind(origin).execute(&mut tx.conn).await?;
    Ok(())
}

/// Deletes what is of months before this one; their keys are gone.
pub(super) async fn expire(tx: &mut Tx, month: &str) -> Result<(), StoreError> {
    for step in ["DELETE FROM misses WHERE month < $1", "DELETE FROM opinions WHERE month < $1"] {
        sqlx::query(step).bind(month).execute(&mut tx.conn).await?;
    }
    Ok(())
}
