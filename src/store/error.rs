//! Why the store could not do what was asked, in words for the operator.

use std::path::PathBuf;
use std::sync::Arc;

/// Never holds what people wrote. Cheap to clone, because a COMMIT that fails is told to every job of its batch.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    #[error("`{0}` is no database address: write sqlite:<path> or postgres://…")]
    Address(String),
    #[error("another process holds {}: only one may use this database; stop it first", .0.display())]
    Locked(PathBuf),
    #[error("the operator key does not open the key store {0}: use the key it was made with; nothing was changed")]
    WrongOperatorKey(String),
    #[error("an operator key is 64 hexadecimal digits")]
    OperatorKeyForm,
    #[error("{what} is damaged or incomplete ({why}): stop, keep the files, and run `fairway db restore`")]
    Damaged { what: String, why: String },
    #[error("the database has migration {found}, this program knows {known}: use a newer program")]
    Newer { found: i64, known: i64 },
    #[error(
        "the database has migration {found}, this program needs {known}: run `fairway db migrate`, or start the desk"
    )]
    Older { found: i64, known: i64 },
    #[error("stored {what} has format {found}, this program reads {known}: use the program that wrote it")]
    Format { what: &'static str, found: u32, known: u32 },
    /// The row is there, its key is there, and yet it does not open: altered, moved from another row, or bad storage.
    #[error("a sealed value of {0} does not open")]
    Unsealed(&'static str),
    #[error("stored {0} cannot be read")]
    Unreadable(&'static str),
    /// The inbox row is not there.
    #[error("no inbox row {0}")]
    NoSuchRow(i64),
    #[error("{} exists already: move it away first, nothing is overwritten", .0.display())]
    Exists(PathBuf),
    #[error("not for PostgreSQL: use pg_dump and pg_restore for the database and for its key store")]
    UsePgDump,
    #[error("the store is closed")]
    Closed,
    #[error("no randomness from the operating system")]
    NoRandomness,
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: Arc<std::io::Error> },
    #[error("database: {0}")]
    Database(Arc<sqlx::Error>),
    /// A turn was decided on a state that is no longer the newest. Never leaves the store: callers see `Committed::Stale`.
    #[error("stale")]
    Stale,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(Arc::new(error))
    }
}

impl StoreError {
    pub(super) fn file(path: impl Into<PathBuf>, error: std::io::Error) -> Self {
        Self::File { path: path.into(), error: Arc::new(error) }
    }

    fn code(&self) -> Option<String> {
        match self {
            Self::Database(error) => Some(error.as_database_error()?.code()?.into_owned()),
            _ => None,
        }
    }

    /// SQLite's primary result code; PostgreSQL's five-letter SQLSTATE yields none or a number that no caller asks for.
    fn sqlite_code(&self) -> Option<i64> {
        self.code().filter(|code| code.len() < 5).and_then(|code| code.parse::<i64>().ok()).map(|code| code & 0xff)
    }

    /// Worth one more try as it is: a serialization failure, a deadlock, a lock held by another.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self.sqlite_code(), Some(5 | 6)) || matches!(self.code().as_deref(), Some("40001" | "40P01" | "55P03"))
    }

    /// The disk failed under SQLite. An fsync that failed must not be tried again, because the kernel may have dropped
    /// the pages: the process has to end and read anew what is on the disk.
    pub(super) fn is_fatal(&self) -> bool {
        matches!(self.sqlite_code(), Some(10 | 11 | 26))
    }

    /// The file is no sound SQLite database.
    pub(super) fn is_damage(&self) -> bool {
        matches!(self.sqlite_code(), Some(11 | 26))
    }

    /// The connection is of no use any more.
    pub(super) fn lost_connection(&self) -> bool {
        match self {
            Self::Database(error) => {
                matches!(
                    error.as_ref(),
                    sqlx::Error::Io(_)
                        | sqlx::Error::Protocol(_)
                        | sqlx::Error::WorkerCrashed
                        | sqlx::Error::PoolClosed
                ) || matches!(self.code().as_deref(), Some("57P01" | "57P02" | "57P03"))
            }
            _ => false,
        }
    }
}
