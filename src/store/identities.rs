//! Under which identity advisers first acted, so that another one is noticed.

use domain::ids::{NetworkName, PersonId};
use sqlx::Row;

use super::Store;
use super::error::StoreError;
use super::turn::Commit;
use super::writer::Tx;

/// An identity that an adviser acts under from here on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityDraft {
    pub adviser: PersonId,
    /// As their network writes it.
    pub identity: String,
    /// A colleague confirmed it in place of another; else it is the first, and one that is known stays.
    pub is_confirmed: bool,
}

impl Store {
    /// The one that counts; `None`: they have not acted yet.
    pub async fn identity(&self, network: &NetworkName, adviser: &PersonId) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT identity FROM identities WHERE network = $1 AND person = $2")
            .bind(network.as_str())
            .bind(adviser.as_str())
            .fetch_optional(&self.inner.readers)
            .await?;
        Ok(row.map(|row| row.try_get("identity")).transpose()?)
    }

    /// Whatever identity they act under next counts: where no colleague can confirm it, the operator does. False: none is kept.
    pub async fn forget_identity(&self, network: &NetworkName, adviser: &PersonId) -> Result<bool, StoreError> {
        let input = (network.clone(), adviser.clone());
        let forgetting = self.inner.writer.write(Vec::new(), input, |tx, (network, adviser)| {
            Box::pin(async move {
                let done = sqlx::query("DELETE FROM identities WHERE network = $1 AND person = $2")
                    .bind(network.as_str())
                    .bind(adviser.as_str())
                    .execute(&mut tx.conn)
                    .await?;
                Ok(done.rows_affected() > 0)
            })
        });
        forgetting.await
    }
}

pub(super) async fn keep(tx: &mut Tx, commit: &Commit, draft: &IdentityDraft) -> Result<(), StoreError> {
    let text = match draft.is_confirmed {
        true => {
            "INSERT INTO identities (network, person, identity, since) VALUES ($1, $2, $3, $4)
             ON CONFLICT (network, person) DO UPDATE SET identity = excluded.identity, since = excluded.since"
        }
        false => {
            "INSERT INTO identities (network, person, identity, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
        }
    };
    let query = sqlx::query(text).bind(commit.place.network.as_str()).bind(draft.adviser.as_str());
    query.bind(&draft.identity).bind(commit.now.0).execute(&mut tx.conn).await?;
    Ok(())
}
