//! Brings a database to the newest form. Each migration is one transaction together with its own record, so that a
//! start that is cut short leaves either all of it or nothing.
//!
//! sqlx's own migrator was not taken: it reads one folder per connection type, and leaves no place for a crash point.

use sqlx::{AnyConnection, AnyPool, Executor, Row};

use super::dialect::Dialect;
use super::error::StoreError;
use crate::faults;

/// One step. The text never changes once it was released.
pub(super) struct Migration {
    number: i64,
    sqlite: &'static str,
    postgres: &'static str,
}

/// Of the database.
pub(super) const STORE: &[Migration] = &[
    Migration {
        number: 1,
        sqlite: include_str!("migrations/sqlite/0001_initial.sql"),
        postgres: include_str!("migrations/postgres/0001_initial.sql"),
    },
    Migration {
        number: 2,
        sqlite: include_str!("migrations/sqlite/0002_feedback.sql"),
        postgres: include_str!("migrations/postgres/0002_feedback.sql"),
    },
    Migration {
        number: 3,
        sqlite: include_str!("migrations/sqlite/0003_passages.sql"),
        postgres: include_str!("migrations/postgres/0003_passages.sql"),
    },
    Migration {
        number: 4,
        sqlite: include_str!("migrations/sqlite/0004_handles.sql"),
        postgres: include_str!("migrations/postgres/0004_handles.sql"),
    },
    Migration {
        number: 5,
        sqlite: include_str!("migrations/sqlite/0005_files.sql"),
        postgres: include_str!("migrations/postgres/0005_files.sql"),
    },
    Migration {
        number: 6,
        sqlite: include_str!("migrations/sqlite/0006_paused.sql"),
        postgres: include_str!("migrations/postgres/0006_paused.sql"),
    },
    Migration {
        number: 7,
        sqlite: include_str!("migrations/sqlite/0007_tickets.sql"),
        postgres: include_str!("migrations/postgres/0007_tickets.sql"),
    },
    Migration {
        number: 8,
        sqlite: include_str!("migrations/sqlite/0008_phrases.sql"),
        postgres: include_str!("migrations/postgres/0008_phrases.sql"),
    },
    Migration {
        number: 9,
        sqlite: include_str!("migrations/sqlite/0009_identities.sql"),
        postgres: include_str!("migrations/postgres/0009_identities.sql"),
    },
    Migration {
        number: 10,
        sqlite: include_str!("migrations/sqlite/0010_told.sql"),
        postgres: include_str!("migrations/postgres/0010_told.sql"),
    },
];

/// Of the key store.
pub(super) const KEYS: &[Migration] = &[Migration {
    number: 1,
    sqlite: include_str!("migrations/sqlite/keys_0001_initial.sql"),
    postgres: include_str!("migrations/postgres/keys_0001_initial.sql"),
}];

/// Whether anything was ever migrated here.
pub(super) async fn is_there(connection: &mut AnyConnection, dialect: Dialect) -> Result<bool, StoreError> {
    let row = sqlx::query(dialect.table_count()).bind("migrations").fetch_one(connection).await?;
    Ok(row.try_get::<i64, _>("n")? > 0)
}

pub(super) async fn migrate(
    connection: &mut AnyConnection,
    dialect: Dialect,
    migrations: &[Migration],
) -> Result<(), StoreError> {
    connection.execute(dialect.begin()).await?;
    let done = steps(connection, dialect, migrations).await;
    if done.is_err() {
        connection.execute("ROLLBACK").await?;
    }
    done
}

/// Refuses what another program has still to migrate, or has migrated further: for those who only read.
pub(super) async fn is_newest(readers: &AnyPool) -> Result<(), StoreError> {
    let row = sqlx::query("SELECT MAX(number) AS n FROM migrations").fetch_one(readers).await?;
    let found = row.try_get::<Option<i64>, _>("n")?.unwrap_or(0);
    let known = STORE.last().map_or(0, |migration| migration.number);
    match found.cmp(&known) {
        std::cmp::Ordering::Less => Err(StoreError::Older { found, known }),
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(StoreError::Newer { found, known }),
    }
}

async fn steps(connection: &mut AnyConnection, dialect: Dialect, migrations: &[Migration]) -> Result<(), StoreError> {
    let known = migrations.last().map_or(0, |migration| migration.number);
    loop {
        connection.execute(dialect.migration_lock()).await?;
        connection.execute("CREATE TABLE IF NOT EXISTS migrations (number BIGINT NOT NULL PRIMARY KEY)").await?;
        // Looked up anew under each lock: between two steps another program may have taken the next one.
        let row = sqlx::query("SELECT MAX(number) AS n FROM migrations").fetch_one(&mut *connection).await?;
        let found = row.try_get::<Option<i64>, _>("n")?.unwrap_or(0);
        if found > known {
            return Err(StoreError::Newer { found, known });
        }
        let Some(next) = migrations.iter().find(|migration| migration.number > found) else { break };
        let text = match dialect {
            Dialect::Sqlite => next.sqlite,
            Dialect::Postgres => next.postgres,
        };
        connection.execute(sqlx::raw_sql(text)).await?;
        sqlx::query("INSERT INTO migrations (number) VALUES ($1)").bind(next.number).execute(&mut *connection).await?;
        faults::point("store.migrate.before_commit");
        connection.execute("COMMIT").await?;
        faults::point("store.migrate.after_commit");
        connection.execute(dialect.begin()).await?;
    }
    connection.execute("COMMIT").await?;
    Ok(())
}
