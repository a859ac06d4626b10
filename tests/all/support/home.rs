//! A place for one store: two SQLite files in a folder of their own, or two fresh PostgreSQL databases.

use std::path::{Path, PathBuf};

use fairway::store::{OperatorKey, Store, StoreOptions};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use super::postgres::{self, Cluster};

pub struct Home {
    pub url: String,
    pub keys_url: String,
    /// Of SQLite alone.
    pub folder: Option<tempfile::TempDir>,
    /// Of PostgreSQL alone.
    pub cluster: Option<&'static Cluster>,
}

impl Home {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        Self { url: url("fairway.sqlite"), keys_url: url("keys.sqlite"), folder: Some(folder), cluster: None }
    }

    pub fn postgres() -> Option<Self> {
        let cluster = postgres::cluster()?;
        Some(Self { url: cluster.database(), keys_url: cluster.database(), folder: None, cluster: Some(cluster) })
    }

    pub fn operator_key() -> OperatorKey {
        OperatorKey::new([7; 32])
    }

    pub fn options(&self) -> StoreOptions {
        StoreOptions { url: self.url.clone(), keys_url: self.keys_url.clone(), operator_key: Self::operator_key() }
    }

    pub async fn open(&self) -> Store {
        Store::open(self.options()).await.unwrap()
    }

    pub fn is_sqlite(&self) -> bool {
        self.folder.is_some()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.as_ref().expect("SQLite").path().join(name)
    }

    /// All files that the store has made; on PostgreSQL those of its two databases and the write-ahead log.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        match (&self.folder, self.cluster) {
            (Some(folder), _) => gather(folder.path(), &mut found),
            (None, Some(cluster)) => {
                cluster.psql("postgres", "CHECKPOINT");
                for url in [&self.url, &self.keys_url] {
                    let name = url.rsplit('/').next().unwrap();
                    let oid =
                        cluster.psql("postgres", &format!("SELECT oid FROM pg_database WHERE datname = '{name}'"));
                    gather(&cluster.folder.join("data/base").join(oid), &mut found);
                }
                gather(&cluster.folder.join("data/pg_wal"), &mut found);
            }
            (None, None) => {}
        }
        found
    }

    /// Looks into the database behind the store's back.
    pub async fn look(&self, sql: &str) -> Vec<AnyRow> {
        rows(&self.url, sql).await
    }

    /// Changes the database behind the store's back.
    pub async fn meddle(&self, sql: &str) {
        run(&self.url, sql).await;
    }
}

pub async fn rows(url: &str, sql: &str) -> Vec<AnyRow> {
    sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut connect(url).await).await.unwrap()
}

pub async fn run(url: &str, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connect(url).await).await.unwrap();
}

async fn connect(url: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(url).await.unwrap()
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => gather(&entry.path(), found),
            Ok(_) => found.push(entry.path()),
            Err(_) => {}
        }
    }
}

/// Runs on a runtime of its own, as the application does.
pub fn run_async<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(work)
}

/// Each function becomes two tests, one on either database. The same tests run on both, so that neither is a second
/// thought.
macro_rules! on_both {
    ($($(#[$note:meta])* async fn $name:ident($home:ident) $body:block)*) => {$(
        $(#[$note])*
        mod $name {
            use super::*;

            async fn check($home: $crate::support::home::Home) $body

            #[test]
            fn sqlite() {
                $crate::support::home::run_async(check($crate::support::home::Home::sqlite()));
            }

            #[test]
            fn postgres() {
                if let Some(home) = $crate::support::home::Home::postgres() {
                    $crate::support::home::run_async(check(home));
                }
            }
        }
    )*};
}
pub(crate) use on_both;
