//! Opening: locks, checks, migrations. A start never makes anew what should be there.

use std::path::Path;
use std::sync::Arc;

use sqlx::{AnyConnection, Executor, Row};

use super::dialect::Address;
use super::error::StoreError;
use super::files::{self, Hold};
use super::keys::Keys;
use super::seal::OperatorKey;
use super::writer::Writer;
use super::{Inner, Store, migrate};

/// Where everything is. `config` makes it.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// `sqlite:<path>` or `postgres://…`.
    pub url: String,
    /// The key store: another database than `url`, with backups of its own.
    pub keys_url: String,
    pub operator_key: OperatorKey,
}

impl StoreOptions {
    /// With the key store `keys.sqlite` beside a SQLite database. PostgreSQL has no "beside": there the key store is
    /// named by the operator.
    pub fn beside(url: &str, operator_key: OperatorKey) -> Result<Self, StoreError> {
        match Address::parse(url)? {
            Address::Sqlite(path) => {
                let keys_url = format!("sqlite:{}", path.with_file_name("keys.sqlite").display());
                Ok(Self { url: url.to_owned(), keys_url, operator_key })
            }
            Address::Postgres(_) => Err(StoreError::Address("the key store's".to_owned())),
        }
    }

    pub(super) fn addresses(&self) -> Result<(Address, Address), StoreError> {
        let (data, keys) = (Address::parse(&self.url)?, Address::parse(&self.keys_url)?);
        // Keys in the same database would go into the same backups, and then erasing erases nothing.
        if data == keys {
            Err(StoreError::Address(format!("{}, a second time", keys.name())))
        } else {
            Ok((data, keys))
        }
    }
}

impl Store {
    /// Takes the locks, checks both databases, migrates them, and finishes erasures that were cut short.
    pub async fn open(options: StoreOptions) -> Result<Store, StoreError> {
        let (address, keys_address) = options.addresses()?;
        let hold = hold(&address)?;
        let keys_hold = hold_keys(&keys_address, &address)?;
        let in_use = is_there(&address).await?;
        prepare_file(&keys_address).await?;
        let keys = Keys::open(keys_address, keys_hold, options.operator_key, in_use).await?;
        if !in_use && !keys.names().await?.is_empty() {
            return Err(damaged(&address, "it is missing, although its key store has been in use"));
        }
        prepare_file(&address).await?;
        let mut connection = address.connect().await?;
        migrate::migrate(&mut connection, address.dialect(), migrate::STORE).await?;
        if let Some(hold) = &hold {
            hold.mark_open()?;
            // Nobody else can hold a lease on this file, so those of the last run are over at once.
            connection.execute("UPDATE outbox SET lease_until = 0 WHERE done_at IS NULL AND state = 'sending'").await?;
        }
        let keys = Arc::new(keys);
        let readers = address.readers()?;
        let writer = Writer::start(connection, address.clone(), keys.clone(), hold.map(Arc::new));
        let store = Store { inner: Arc::new(Inner { writer, readers, keys, address }) };
        store.finish_erasures().await?;
        Ok(store)
    }
}

pub(super) fn hold(address: &Address) -> Result<Option<Hold>, StoreError> {
    if let Some(path) = address.file() {
        make_folder(path)?;
    }
    let hold = address.file().map(Hold::take).transpose()?;
    if let Some(hold) = &hold {
        hold.check_log()?;
    }
    Ok(hold)
}

/// A database in use whose key store is gone: its words could not be read, and a new key store would hide that.
fn hold_keys(keys: &Address, data: &Address) -> Result<Option<Hold>, StoreError> {
    if let (Some(keys_file), Some(data_file)) = (keys.file(), data.file())
        && files::holds_database(data_file)
        && !files::holds_database(keys_file)
    {
        return Err(damaged(keys, "the key store is missing, although the database has been in use"));
    }
    hold(keys)
}

async fn is_there(address: &Address) -> Result<bool, StoreError> {
    if address.file().is_some_and(|path| !files::holds_database(path)) {
        return Ok(false);
    }
    let mut connection = checked(address).await?;
    migrate::is_there(&mut connection, address.dialect()).await
}

/// Makes the file where there is none, else looks whether it is sound.
async fn prepare_file(address: &Address) -> Result<(), StoreError> {
    match address.file() {
        Some(path) if files::holds_database(path) => checked(address).await.map(|_| ()),
        Some(path) => {
            if files::beside(path, "-wal").exists() {
                return Err(damaged(address, "it is missing, although its write-ahead log is there"));
            }
            files::create(path)
        }
        None => Ok(()),
    }
}

fn make_folder(path: &Path) -> Result<(), StoreError> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::file(folder, error))
        }
        _ => Ok(()),
    }
}

/// A connection to a database that was looked through for damage.
pub(super) async fn checked(address: &Address) -> Result<AnyConnection, StoreError> {
    let looked_through = async {
        let mut connection = address.connect().await?;
        let row = match address.file() {
            Some(_) => sqlx::query("PRAGMA quick_check(1)").fetch_one(&mut connection).await?,
            None => sqlx::query("SELECT 'ok'").fetch_one(&mut connection).await?,
        };
        Ok::<_, StoreError>((connection, row.try_get::<String, _>(0)?))
    };
    match looked_through.await {
        Ok((connection, found)) if found == "ok" => Ok(connection),
        Ok((_, found)) => Err(damaged(address, &found)),
        Err(error) if error.is_damage() => Err(damaged(address, &error.to_string())),
        Err(error) => Err(error),
    }
}

fn damaged(address: &Address, why: &str) -> StoreError {
    StoreError::Damaged { what: format!("the database {}", address.name()), why: why.to_owned() }
}
