//! The key store: makes keys, wraps them, forgets them. A key is durable here before the first row that it seals.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::{ConversationId, Timestamp};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection, Executor, Row};
use tokio::sync::Mutex as AsyncMutex;
use zeroize::Zeroizing;

use super::dialect::{Address, Dialect};
use super::error::StoreError;
use super::files::{self, Hold};
use super::migrate;
use super::seal::{Key, OperatorKey, Site, hex, key_id};
use crate::faults;

/// Unwrapped keys in memory. Beyond this all are dropped, and read again as they are needed.
const CACHED_KEYS: usize = 10_000;
const CHECK_NAME: &str = "operator-check";
const CHECK_WORD: &[u8] = b"fairway";
const CONVERSATION: &str = "conversation/";

/// The key that seals everything of one conversation.
pub(super) fn conversation_key(conversation: &ConversationId) -> String {
    format!("{CONVERSATION}{conversation}")
}

/// The conversation whose key this is; `None` for a month of misses.
pub(super) fn conversation_of(key_name: &str) -> Option<&str> {
    key_name.strip_prefix(CONVERSATION)
}

/// The key that seals the misses of one calendar month (UTC): `misses-2026-11`.
pub(super) fn misses_key(at: Timestamp) -> String {
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("misses-{}", moment.strftime("%Y-%m"))
}

/// One connection is enough: keys are read once and then cached, and all writing comes from the writer task.
pub(super) struct Keys {
    address: Address,
    connection: AsyncMutex<Option<AnyConnection>>,
    cache: Mutex<HashMap<String, Arc<Key>>>,
    operator: OperatorKey,
    hold: Option<Hold>,
}

impl Keys {
    /// `in_use` says that a database is there which this store must already know.
    pub async fn open(
        address: Address,
        hold: Option<Hold>,
        operator: OperatorKey,
        in_use: bool,
    ) -> Result<Self, StoreError> {
        let mut connection = address.connect().await?;
        let dialect = address.dialect();
        let damaged =
            |why: &str| StoreError::Damaged { what: format!("the key store {}", address.name()), why: why.into() };
        if in_use && !migrate::is_there(&mut connection, dialect).await? {
            return Err(damaged("it is empty, although the database has been in use"));
        }
        migrate::migrate(&mut connection, dialect, migrate::KEYS).await?;
        let row = sqlx::query("SELECT word_sealed FROM operator_check WHERE name = $1")
            .bind(CHECK_NAME)
            .fetch_optional(&mut connection)
            .await?;
        match row {
            Some(row) => {
                let sealed: Vec<u8> = row.try_get("word_sealed")?;
                if operator.unwrap_key(CHECK_NAME, &sealed).is_none_or(|word| word.as_slice() != CHECK_WORD) {
                    return Err(StoreError::WrongOperatorKey(address.name()));
                }
            }
            None if in_use => return Err(damaged("it has no operator's mark, although the database has been in use")),
            None => {
                sqlx::query("INSERT INTO operator_check (name, word_sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                    .bind(CHECK_NAME)
                    .bind(operator.wrap(CHECK_NAME, CHECK_WORD)?)
                    .execute(&mut connection)
                    .await?;
            }
        }
        if let Some(hold) = &hold {
            hold.mark_open()?;
        }
        Ok(Self { address, connection: AsyncMutex::new(Some(connection)), cache: Mutex::default(), operator, hold })
    }

    /// Seals words for their place; the key is made, durably, when there is none yet.
    pub async fn seal(&self, site: &Site, words: &[u8]) -> Result<Vec<u8>, StoreError> {
        if self.cached(&site.key).is_none() {
            self.prepare(std::slice::from_ref(&site.key)).await?;
        }
        self.cached(&site.key).ok_or(StoreError::Unsealed(site.what))?.seal(site, words)
    }

    /// The words; `None` when their key was destroyed, by which they are erased.
    pub async fn open_sealed(&self, site: &Site, sealed: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let wanted = key_id(sealed).ok_or(StoreError::Unsealed(site.what))?;
        let mut key = self.cached(&site.key).filter(|key| key.id.as_slice() == wanted);
        if key.is_none() {
            self.load(std::slice::from_ref(&site.key)).await?;
            key = self.cached(&site.key).filter(|key| key.id.as_slice() == wanted);
        }
        match key {
            None => Ok(None),
            Some(key) => key.open(site, sealed).map(Some).ok_or(StoreError::Unsealed(site.what)),
        }
    }

    /// Makes those of the keys that are not there, in one transaction, and has all of them at hand. Where another
    /// program may have destroyed a key meanwhile (PostgreSQL), what is cached is not trusted for sealing.
    pub async fn prepare(&self, names: &[String]) -> Result<(), StoreError> {
        let mut missing: Vec<String> = match self.address.dialect() {
            Dialect::Sqlite => names.iter().filter(|name| self.cached(name).is_none()).cloned().collect(),
            Dialect::Postgres => names.to_vec(),
        };
        missing.sort();
        missing.dedup();
        if missing.is_empty() {
            return Ok(());
        }
        self.load(&missing).await?;
        missing.retain(|name| self.cached(name).is_none());
        if missing.is_empty() {
            return Ok(());
        }
        self.in_transaction(async |connection| {
            for name in &missing {
                let key = Key::generate()?;
                sqlx::query("INSERT INTO keys (name, id, wrapped_sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
                    .bind(name)
                    .bind(hex(&key.id))
                    .bind(self.operator.wrap(name, key.secret())?)
                    .execute(&mut *connection)
                    .await?;
            }
            faults::point("store.keys.before_commit");
            Ok(())
        })
        .await?;
        faults::point("store.keys.made");
        // Read back and not taken from memory: on PostgreSQL another program may have made the same key first.
        self.load(&missing).await
    }

    /// See [`OperatorKey::mark`].
    pub fn mark(&self, use_of: &str, ids: &[&str]) -> String {
        self.operator.mark(use_of, ids)
    }

    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Destroys keys for good. What they sealed cannot be read again by anyone. Their ids (not their names) go onto the
    /// list beside the key store, so that a copy of it that is put back later loses them again.
    pub async fn destroy(&self, names: &[String]) -> Result<(), StoreError> {
        self.in_transaction(async |connection| {
            for name in names {
                let row = sqlx::query("SELECT id FROM keys WHERE name = $1")
                    .bind(name)
                    .fetch_optional(&mut *connection)
                    .await?;
                if let (Some(row), Some(path)) = (row, self.address.file()) {
                    files::append_line(&erased_list(path), &row.try_get::<String, _>("id")?)?;
                }
                sqlx::query("DELETE FROM keys WHERE name = $1").bind(name).execute(&mut *connection).await?;
            }
            Ok(())
        })
        .await?;
        self.cache.lock().unwrap_or_else(PoisonError::into_inner).retain(|name, _| !names.contains(name));
        self.fold_log().await
    }

    /// In a copy that was put back: destroys the keys that were destroyed since it was made.
    pub async fn erase_again(&self, list: &Path) -> Result<(), StoreError> {
        let ids = files::read_lines(list)?;
        self.in_transaction(async |connection| {
            for id in &ids {
                sqlx::query("DELETE FROM keys WHERE id = $1").bind(id).execute(&mut *connection).await?;
            }
            Ok(())
        })
        .await?;
        self.fold_log().await
    }

    /// Empties the write-ahead log, so that no older copy of a deleted row stays in it. This store has one connection,
    /// so no reader is ever in the way.
    async fn fold_log(&self) -> Result<(), StoreError> {
        self.with(async |connection| self.address.dialect().fold_log(connection).await.map(|_| ())).await
    }

    /// The names of all keys.
    pub async fn names(&self) -> Result<Vec<String>, StoreError> {
        self.with(async |connection| {
            let rows = sqlx::query("SELECT name FROM keys").fetch_all(connection).await?;
            rows.iter().map(|row| Ok(row.try_get("name")?)).collect()
        })
        .await
    }

    /// Folds the log in and ends the connection.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.fold_log().await?;
        if let Some(hold) = &self.hold {
            hold.mark_closed()?;
        }
        if let Some(connection) = self.connection.lock().await.take() {
            connection.close().await?;
        }
        Ok(())
    }

    /// Runs on the key store's own connection; for the backup.
    pub async fn copy_to(&self, path: &str) -> Result<(), StoreError> {
        self.with(async |connection| {
            sqlx::query("VACUUM INTO $1").bind(path).execute(connection).await?;
            Ok(())
        })
        .await
    }

    fn cached(&self, name: &str) -> Option<Arc<Key>> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Reads keys anew; one that is no longer there leaves the cache.
    async fn load(&self, names: &[String]) -> Result<(), StoreError> {
        let found = self
            .with(async |connection| {
                let mut found = Vec::with_capacity(names.len());
                for name in names {
                    let row = sqlx::query("SELECT id, wrapped_sealed FROM keys WHERE name = $1")
                        .bind(name)
                        .fetch_optional(&mut *connection)
                        .await?;
                    found.push(row.map(|row| self.unwrap_row(name, &row)).transpose()?);
                }
                Ok(found)
            })
            .await?;
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() + names.len() > CACHED_KEYS {
            cache.clear();
        }
        for (name, key) in names.iter().zip(found) {
            match key {
                Some(key) => cache.insert(name.clone(), Arc::new(key)),
                None => cache.remove(name),
            };
        }
        Ok(())
    }

    fn unwrap_row(&self, name: &str, row: &AnyRow) -> Result<Key, StoreError> {
        let (id, wrapped): (String, Vec<u8>) = (row.try_get("id")?, row.try_get("wrapped_sealed")?);
        let secret = self.operator.unwrap_key(name, &wrapped).ok_or(StoreError::Unsealed("keys.wrapped_sealed"))?;
        unhex(&id).and_then(|id| Key::from_parts(&id, &secret)).ok_or(StoreError::Unsealed("keys.wrapped_sealed"))
    }

    async fn in_transaction(
        &self,
        work: impl AsyncFnOnce(&mut AnyConnection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let begin = self.address.dialect().begin();
        self.with(async move |connection| {
            connection.execute(begin).await?;
            work(connection).await?;
            connection.execute("COMMIT").await?;
            Ok(())
        })
        .await
    }

    /// Lends the connection, made anew when there is none. After any failure it is dropped, and with it what was open:
    /// that is rare here, and surer than to judge which errors a connection outlives.
    async fn with<T>(
        &self,
        work: impl AsyncFnOnce(&mut AnyConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut held = self.connection.lock().await;
        let mut connection = match held.take() {
            Some(connection) => connection,
            None => self.address.connect().await?,
        };
        let done = work(&mut connection).await;
        if done.is_ok() {
            *held = Some(connection);
        }
        done
    }
}

/// Where a SQLite key store notes the keys that it destroyed. A file of its own, because a list inside the store would be
/// put back together with it, one key too short.
pub(super) fn erased_list(key_store: &Path) -> PathBuf {
    files::beside(key_store, ".erased")
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|digit| digit.to_digit(16)?.try_into().ok()).collect();
    Some(digits?.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + digit)).collect())
}
