//! Copies of both SQLite files, and coming back from them.

use std::fs;
use std::path::Path;

use sqlx::{Connection, Executor};

use super::Store;
use super::dialect::Address;
use super::error::StoreError;
use super::files::{self, Hold, beside};
use super::keys::{Keys, erased_list};
use super::migrate;
use super::open::{self, StoreOptions, checked};
use crate::faults;

/// The names of the copies in a backup's folder.
const DATA_COPY: &str = "fairway.sqlite";
const KEYS_COPY: &str = "keys.sqlite";
/// Older than any network remembers a delivery's key, so that delivery looks into the room's history before it repeats.
const RESTORED_AGE_MS: i64 = 86_400_000;

impl Store {
    /// Writes a copy of the database and of the key store into the folder `to`. The copy of the keys should be kept for
    /// days only: while it exists, what was erased since can be read with it. Nothing is overwritten.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        copy_out(&self.inner.address, &self.inner.keys, to).await
    }

    /// The same from outside. While the desk runs it holds the locks, and a copy only reads. While it does not, the locks
    /// are taken: whoever leaves a SQLite database last folds its log in, and after a kill the next start would miss it.
    pub async fn backup_of(options: StoreOptions, to: &Path) -> Result<(), StoreError> {
        let (address, keys_address) = options.addresses()?;
        let holds = [hold_if_free(&address)?, hold_if_free(&keys_address)?];
        let keys = Keys::open(keys_address, None, options.operator_key, true).await?;
        let copied = copy_out(&address, &keys, to).await;
        keys.close().await?;
        holds.into_iter().flatten().try_for_each(|hold| hold.mark_if_folded())?;
        copied
    }

    /// Puts a backup in the place that `options` names. The old files must have been moved away; nothing is overwritten.
    /// What the backup still had to say counts as old and uncertain: since then it may well have been said (F14).
    pub async fn restore(from: &Path, options: StoreOptions) -> Result<(), StoreError> {
        let (address, keys_address) = options.addresses()?;
        let (Some(data), Some(keys)) = (address.file(), keys_address.file()) else { return Err(StoreError::UsePgDump) };
        for path in [data, keys] {
            for taken in ["", "-wal", "-journal"].map(|ending| beside(path, ending)) {
                if taken.exists() {
                    return Err(StoreError::Exists(taken));
                }
            }
        }
        let (data_hold, keys_hold) = (Hold::take(data)?, Hold::take(keys)?);
        let (new_data, new_keys) = (beside(data, ".restoring"), beside(keys, ".restoring"));
        copy(&from.join(KEYS_COPY), &new_keys)?;
        copy(&from.join(DATA_COPY), &new_data)?;
        // Opening the copy proves that the operator's key fits before anything is put in place.
        let copied = Keys::open(Address::Sqlite(new_keys.clone()), None, options.operator_key, true).await?;
        copied.erase_again(&erased_list(keys)).await?;
        copied.close().await?;
        make_uncertain(&Address::Sqlite(new_data.clone())).await?;
        faults::point("store.restore.copied");
        // The keys first: a start that finds keys and no database refuses, one that finds neither begins anew.
        for (new, place) in [(&new_keys, keys), (&new_data, data)] {
            flush(new)?;
            fs::rename(new, place).map_err(|error| StoreError::file(place, error))?;
            flush(place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
        }
        keys_hold.mark_closed()?;
        data_hold.mark_closed()
    }
}

/// The lock of a database that is there and that no desk holds.
fn hold_if_free(address: &Address) -> Result<Option<Hold>, StoreError> {
    if !address.file().is_some_and(files::holds_database) {
        return Ok(None);
    }
    match open::hold(address) {
        Err(StoreError::Locked(_)) => Ok(None),
        held => held,
    }
}

async fn copy_out(address: &Address, keys: &Keys, to: &Path) -> Result<(), StoreError> {
    if address.file().is_none() || keys.address().file().is_none() {
        return Err(StoreError::UsePgDump);
    }
    let (data_copy, keys_copy) = (to.join(DATA_COPY), to.join(KEYS_COPY));
    for copy in [&data_copy, &keys_copy] {
        if copy.exists() {
            return Err(StoreError::Exists(copy.clone()));
        }
    }
    fs::create_dir_all(to).map_err(|error| StoreError::file(to, error))?;
    // The database first: a key is durable before its first row, so the later copy of the keys has all it needs.
    let mut connection = address.connect().await?;
    files::create(&data_copy)?;
    sqlx::query("VACUUM INTO $1").bind(data_copy.display().to_string()).execute(&mut connection).await?;
    connection.close().await?;
    files::create(&keys_copy)?;
    keys.copy_to(&keys_copy.display().to_string()).await?;
    for path in [&data_copy, &keys_copy, &to.to_owned()] {
        flush(path)?;
    }
    Ok(())
}

async fn make_uncertain(copy: &Address) -> Result<(), StoreError> {
    let mut connection = checked(copy).await?;
    migrate::migrate(&mut connection, copy.dialect(), migrate::STORE).await?;
    sqlx::query(
        "UPDATE outbox SET ambiguous = 1, lease_until = 0,
           first_tried_at = CASE WHEN first_tried_at < created_at - $1 THEN first_tried_at ELSE created_at - $1 END
         WHERE done_at IS NULL",
    )
    .bind(RESTORED_AGE_MS)
    .execute(&mut connection)
    .await?;
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    Ok(connection.close().await?)
}

fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    // What a restore that was cut short has left, above all its log, must not mix with this one.
    for left in ["", "-wal", "-shm"].map(|ending| beside(to, ending)).iter().filter(|left| left.exists()) {
        fs::remove_file(left).map_err(|error| StoreError::file(left, error))?;
    }
    files::create(to)?;
    fs::copy(from, to).map(|_| ()).map_err(|error| StoreError::file(from, error))
}

fn flush(path: &Path) -> Result<(), StoreError> {
    fs::File::open(path).and_then(|file| file.sync_all()).map_err(|error| StoreError::file(path, error))
}
