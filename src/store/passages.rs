//! Passages as they were served, each kept once, so that its receipt can be verified when the page has changed.

use domain::receipt::{Receipt, Served};
use sqlx::AnyPool;

use super::error::StoreError;
use super::look::Look;
use super::rows;
use super::writer::Tx;
use super::{Store, StoreOptions};

impl Store {
    /// The passage that a receipt names, where it was ever served here.
    pub async fn passage(&self, receipt: &Receipt) -> Result<Option<Served>, StoreError> {
        read(&self.inner.readers, receipt).await
    }

    /// The same for a command beside the desk.
    pub async fn passage_of(options: StoreOptions, receipt: &Receipt) -> Result<Option<Served>, StoreError> {
        let Some(look) = Look::open(options).await? else { return Ok(None) };
        let found = read(look.readers(), receipt).await;
        look.close().await?;
        found
    }
}

async fn read(readers: &AnyPool, receipt: &Receipt) -> Result<Option<Served>, StoreError> {
    let row = sqlx::query("SELECT language, heading, words FROM passages WHERE receipt = $1")
        .bind(receipt.to_string())
        .fetch_optional(readers)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Served {
        receipt: receipt.clone(),
        language: rows::text(&row, "language")?.parse().map_err(|_| StoreError::Unreadable("passages"))?,
        heading: rows::text(&row, "heading")?,
        text: rows::text(&row, "words")?,
    }))
}

pub(super) async fn insert_passage(tx: &mut Tx, served: &Served) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO passages (receipt, language, heading, words) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(served.receipt.to_string())
    .bind(served.language.code())
    .bind(&served.heading)
    .bind(&served.text)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}
