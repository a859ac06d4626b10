//! Who is an adviser, by the network's own word of this moment. Nothing is remembered: what was true a minute ago is no answer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::conversation::advance::Standing;
use domain::ids::{NetworkName, PersonId, RoomId};
use domain::ticket::Permit;

/// An answer that takes longer is none.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// What a network can say of people. Connectors implement it.
#[async_trait]
pub trait Verify: Send + Sync {
    /// Whether somebody is an adviser in the advisers' room now, asked of the network anew. `None`: it gave no answer.
    async fn is_adviser(&self, _room: &RoomId, _person: &PersonId) -> Option<bool> {
        None
    }
}

/// The advisers' room and whoever can be asked about those in it. Cheap to clone.
#[derive(Clone, Default)]
pub struct Authority {
    networks: Arc<BTreeMap<NetworkName, Arc<dyn Verify>>>,
    advisers: Option<(NetworkName, RoomId)>,
}

impl Authority {
    /// `advisers`: the network and the room in which tickets are; nobody is an adviser where there is none.
    pub fn new(networks: BTreeMap<NetworkName, Arc<dyn Verify>>, advisers: Option<(NetworkName, RoomId)>) -> Self {
        Self { networks: Arc::new(networks), advisers }
    }

    pub fn advisers_room(&self) -> Option<&(NetworkName, RoomId)> {
        self.advisers.as_ref()
    }

    /// Whether somebody who acts on a network is an adviser. The only place where a permit is made.
    pub async fn standing(&self, network: &NetworkName, person: &PersonId) -> Standing {
        let Some((home, room)) = self.advisers.clone().filter(|(home, _)| home == network) else {
            return Standing::Denied;
        };
        let permit = Permit { network: home, room, person: person.clone() };
        match self.still_holds(&permit).await {
            Some(true) => Standing::Confirmed(permit),
            Some(false) => Standing::Denied,
            None => Standing::NoAnswer,
        }
    }

    /// Whether a permit would be given again now.
    pub async fn still_holds(&self, permit: &Permit) -> Option<bool> {
        let network = self.networks.get(&permit.network)?;
        tokio::time::timeout(ANSWER_WITHIN, network.is_adviser(&permit.room, &permit.person)).await.ok().flatten()
    }
}
