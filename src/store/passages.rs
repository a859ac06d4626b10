//! Passages as they were served, each kept once, so that its receipt can be verified when the page has changed.

use domain::receipt::{Receipt, Served};
use sqlx::Connection;
use sqlx::any::AnyRow;

use super::error::StoreError;
use super::rows;
use super::writer::Tx;
use super::{Store, StoreOptions};

impl Store {
    /// The passage that a receipt names, where it was ever served here.
    pub async fn passage(&self, receipt: &Receipt) -> Result<Option<Served>, StoreError> {
        let row = sqlx::query(PASSAGE).bind(receipt.to_string()).fetch_optional(&self.inner.readers).await?;
        row.map(|row| served(receipt, &row)).transpose()
    }

    /// The same from outside: the desk may be running and hold the locks, since this only reads.
    pub async fn passage_of(options: &StoreOptions, receipt: &Receipt) -> Result<Option<Served>, StoreError> {
        let (address, _) = options.addresses()?;
        let mut connection = address.connect().await?;
        let row = sqlx::query(PASSAGE).bind(receipt.to_string()).fetch_optional(&mut connection).await?;
        connection.close().await?;
        row.map(|row| served(receipt, &row)).transpose()
    }
}

const PASSAGE: &str = "SELECT language, heading, words FROM passages WHERE receipt = $1";

fn served(receipt: &Receipt, row: &AnyRow) -> Result<Served, StoreError> {
    Ok(Served {
        receipt: receipt.clone(),
        language: rows::text(row, "language")?.parse().map_err(|_| StoreError::Unreadable("passages"))?,
        heading: rows::text(row, "heading")?,
        text: rows::text(row, "words")?,
    })
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
