//! What a disk does with the least that can be made durable: a figure without that tells of the disk.

use std::time::{Duration, Instant};

use sqlx::{AnyConnection, Connection, Executor};

const RUN: Duration = Duration::from_secs(2);

/// How many commits of a single row a database makes in a second, one after the other.
pub async fn single_row_commits(url: &str) -> Result<f64, sqlx::Error> {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(url).await?;
    if url.starts_with("sqlite") {
        connection.execute("PRAGMA journal_mode = WAL").await?;
        connection.execute("PRAGMA synchronous = FULL").await?;
    }
    connection.execute("CREATE TABLE single (words TEXT NOT NULL)").await?;
    let (started, mut count) = (Instant::now(), 0u32);
    while started.elapsed() < RUN {
        sqlx::query("INSERT INTO single (words) VALUES ($1)").bind("a question").execute(&mut connection).await?;
        count += 1;
    }
    let per_second = f64::from(count) / started.elapsed().as_secs_f64();
    connection.execute("DROP TABLE single").await?;
    connection.close().await?;
    Ok(per_second)
}
