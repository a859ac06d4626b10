//! The two databases, and all in which their SQL differs. Everything else is written once, with `$1` placeholders and
//! the types BIGINT, TEXT and BLOB/BYTEA, which both understand.

use std::path::{Path, PathBuf};

use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Executor, Row};

use super::error::StoreError;

/// Connections that only read. One writes, so more than the cores could use brings nothing.
const READERS: u32 = 4;

/// Where a database is, as the operator wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Address {
    pub fn parse(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"));
        match path {
            Some(path) if !path.is_empty() && path != ":memory:" => Ok(Self::Sqlite(path.into())),
            // The address is not repeated where it may hold a password; no supported scheme means that it holds none.
            _ => Err(StoreError::Address(url.to_owned())),
        }
    }

    /// For errors and logs: never the address itself, which may hold a password.
    pub fn name(&self) -> String {
        match self {
            Self::Sqlite(path) => path.display().to_string(),
            Self::Postgres(_) => "on PostgreSQL".to_owned(),
        }
    }

    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }

    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    fn options(&self) -> Result<AnyConnectOptions, StoreError> {
        install_default_drivers();
        let url = match self {
            // The path is taken as it is: what an address would read as a query or an escape is escaped.
            Self::Sqlite(path) => {
                let path = path.display().to_string().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
                format!("sqlite://{path}?mode=rw")
            }
            Self::Postgres(url) => url.clone(),
        };
        let options: AnyConnectOptions = url.parse().map_err(|_| StoreError::Address(self.name()))?;
        Ok(options.disable_statement_logging())
    }

    /// A connection that may write.
    pub async fn connect(&self) -> Result<AnyConnection, StoreError> {
        let mut connection = self.options()?.connect().await?;
        connection.execute(sqlx::raw_sql(self.dialect().writer_settings())).await?;
        Ok(connection)
    }

    /// Connections that only read.
    pub fn readers(&self) -> Result<AnyPool, StoreError> {
        let settings = self.dialect().reader_settings();
        let pool = AnyPoolOptions::new().max_connections(READERS).after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(sqlx::raw_sql(settings)).await?;
                Ok(())
            })
        });
        Ok(pool.connect_lazy_with(self.options()?))
    }
}

/// Which SQL is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    fn writer_settings(self) -> &'static str {
        match self {
            // FULL, because NORMAL may lose the last commits in a power cut and a receipt has been given for them.
            Dialect::Sqlite => {
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                 PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY;"
            }
            Dialect::Postgres => "SET synchronous_commit = on; SET lock_timeout = '5s';",
        }
    }

    fn reader_settings(self) -> &'static str {
        match self {
            Dialect::Sqlite => "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY;",
            Dialect::Postgres => "SET default_transaction_read_only = on;",
        }
    }

    /// IMMEDIATE takes SQLite's write lock at once: a deferred transaction that turns from reading to writing fails
    /// with "busy" whatever the time-out is.
    pub fn begin(self) -> &'static str {
        match self {
            Dialect::Sqlite => "BEGIN IMMEDIATE",
            Dialect::Postgres => "BEGIN",
        }
    }

    /// Moves SQLite's write-ahead log into the database and empties it; false when a reader was in the way.
    pub async fn fold_log(self, connection: &mut AnyConnection) -> Result<bool, StoreError> {
        match self {
            Dialect::Sqlite => {
                let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(connection).await?;
                Ok(row.try_get::<i64, _>(0)? == 0)
            }
            Dialect::Postgres => Ok(true),
        }
    }

    /// Run first in a migration's transaction: two programs that start together migrate one after the other.
    pub fn migration_lock(self) -> &'static str {
        match self {
            Dialect::Sqlite => "SELECT 1",
            Dialect::Postgres => "SELECT pg_advisory_xact_lock(7021998)::text",
        }
    }

    /// How many tables of this name there are: 0 or 1.
    pub fn table_count(self) -> &'static str {
        match self {
            Dialect::Sqlite => "SELECT COUNT(*) AS n FROM sqlite_master WHERE type = 'table' AND name = $1",
            Dialect::Postgres => {
                "SELECT COUNT(*) AS n FROM information_schema.tables
                 WHERE table_schema = current_schema() AND table_name = $1"
            }
        }
    }

    /// The database's own clock in milliseconds, where several programs share it and their clocks may differ. SQLite
    /// belongs to one program, so there the caller's `now` is the clock.
    pub fn clock(self) -> Option<&'static str> {
        match self {
            Dialect::Sqlite => None,
            Dialect::Postgres => Some("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS now_ms"),
        }
    }

    /// Leases the heads of lanes on one network. $1 network, $2 now, $3 the lease clock's now, $4 its end, $5 how many.
    pub fn claim(self) -> &'static str {
        macro_rules! claim {
            ($heads:literal, $lock:literal) => {
                concat!(
                    "UPDATE outbox SET state = 'sending', fence = fence + 1, attempts = attempts + 1, lease_until = $4,
                       ambiguous = CASE WHEN state = 'sending' THEN 1 ELSE ambiguous END,
                       first_tried_at = COALESCE(first_tried_at, $2)
                     WHERE id IN (SELECT o.id FROM outbox o WHERE o.done_at IS NULL AND o.network = $1
                       AND o.due_at <= $2 AND o.lease_until <= $3 ",
                    $heads,
                    " ORDER BY o.id LIMIT $5 ",
                    $lock,
                    ") RETURNING id, conversation, key, part, network, room, thread, audience, reply_to, deed, withdraws,
                       message_sealed, files_sealed, handle_sealed, permit_sealed, attempts, ambiguous, first_tried_at, fence,
                       (SELECT COUNT(*) FROM tickets t WHERE t.advisers = outbox.conversation) AS in_ticket,
                       (SELECT t.room FROM threads t WHERE t.conversation = outbox.conversation) AS in_room,
                       (SELECT t.thread FROM threads t WHERE t.conversation = outbox.conversation) AS in_thread,
                       (SELECT MIN(m.message_id) FROM outbox m WHERE m.conversation = outbox.conversation
                          AND m.source = outbox.amends AND m.part = outbox.part AND m.deed IN ('say', 'open') AND m.state = 'sent') AS amended,
                       (SELECT c.person FROM conversations c WHERE c.id = outbox.conversation) AS person"
                )
            };
        }
        macro_rules! heads {
            ($lock:literal) => {
                claim!(
                    "AND NOT EXISTS (SELECT 1 FROM outbox e
                       WHERE e.conversation = o.conversation AND e.done_at IS NULL AND e.id < o.id)",
                    $lock
                )
            };
        }
        let lane_order = !crate::faults::bug("store.lane-order");
        match self {
            Dialect::Sqlite if lane_order => heads!(""),
            Dialect::Sqlite => claim!("", ""),
            Dialect::Postgres if lane_order => heads!("FOR UPDATE OF o SKIP LOCKED"),
            Dialect::Postgres => claim!("", "FOR UPDATE OF o SKIP LOCKED"),
        }
    }
}
