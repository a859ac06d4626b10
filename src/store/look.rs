//! A look at the database of a desk that may be running, or may have been killed.

use sqlx::AnyPool;

use super::Store;
use super::error::StoreError;
use super::files;
use super::keys::Keys;
use super::migrate;
use super::open::StoreOptions;

/// What a command beside the desk reads from. While the desk runs it holds the locks, and this only reads. While it does
/// not, this opens the database as the desk would: a connection that is the last to leave a SQLite database folds its log
/// in, and after a kill the next start would miss that log.
pub(super) enum Look {
    Opened(Store),
    Beside { readers: AnyPool, keys: Box<Keys> },
}

impl Look {
    /// `None` where there is no database yet.
    pub async fn open(options: StoreOptions) -> Result<Option<Self>, StoreError> {
        let (address, keys_address) = options.addresses()?;
        if let Some(path) = address.file() {
            if !files::holds_database(path) {
                return Ok(None);
            }
            match Store::open(options.clone()).await {
                Ok(store) => return Ok(Some(Self::Opened(store))),
                Err(StoreError::Locked(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let keys = Keys::open(keys_address, None, options.operator_key, true).await?;
        let readers = address.readers()?;
        migrate::is_newest(&readers).await?;
        Ok(Some(Self::Beside { readers, keys: Box::new(keys) }))
    }

    pub fn readers(&self) -> &AnyPool {
        match self {
            Self::Opened(store) => &store.inner.readers,
            Self::Beside { readers, .. } => readers,
        }
    }

    pub fn keys(&self) -> &Keys {
        match self {
            Self::Opened(store) => &store.inner.keys,
            Self::Beside { keys, .. } => keys,
        }
    }

    pub async fn close(self) -> Result<(), StoreError> {
        match self {
            Self::Opened(store) => store.close().await,
            Self::Beside { readers, keys } => {
                readers.close().await;
                keys.close().await
            }
        }
    }
}
