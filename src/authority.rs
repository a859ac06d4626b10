//! Who is an adviser, by the network's own word of this moment. Nothing is remembered: what was true a minute ago is no answer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::ids::{EventId, NetworkName, PersonId, RoomId};
use domain::message::Place;
use domain::ticket::{Named, Permit, Standing};

/// An answer that takes longer is none.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// What a network says of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    Adviser,
    /// An adviser, but the device is one that its owner has not confirmed: it may be anybody's.
    OnUnverifiedDevice,
    NoAdviser,
}

/// What a network can say of people. Connectors implement it.
#[async_trait]
pub trait Verify: Send + Sync {
    /// What somebody is in the advisers' room now, asked of the network anew. `acted`: the event by which they act, where the device that
    /// it came from is to be looked at, too. `None`: the network gave no answer.
    async fn who_is(&self, _room: &RoomId, _person: &PersonId, _acted: Option<&EventId>) -> Option<Is> {
        None
    }

    /// The advisers whom a name or an id means, asked anew; `None`: no answer.
    async fn advisers_named(&self, _room: &RoomId, _name: &str) -> Option<Vec<PersonId>> {
        None
    }

    /// Where a place can be opened, as the network writes an address.
    fn address(&self, _place: &Place) -> Option<String> {
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

    /// Whether something happened in the advisers' room, in whichever thread.
    pub fn is_desk(&self, place: &Place) -> bool {
        self.advisers.as_ref().is_some_and(|(network, room)| *network == place.network && *room == place.room)
    }

    /// Whether somebody who acts on a network is an adviser. The only place where a permit is made.
    pub async fn standing(&self, network: &NetworkName, person: &PersonId, acted: Option<&EventId>) -> Standing {
        let Some((home, room)) = self.advisers.clone().filter(|(home, _)| home == network) else {
            return Standing::Denied;
        };
        let permit = Permit { network: home, room, person: person.clone() };
        match self.ask(&permit, acted).await {
            Some(Is::Adviser) => Standing::Confirmed(permit),
            Some(Is::OnUnverifiedDevice) => Standing::Unverified,
            Some(Is::NoAdviser) => Standing::Denied,
            None => Standing::NoAnswer,
        }
    }

    /// Whether a permit would be given again now.
    pub async fn still_holds(&self, permit: &Permit) -> Option<bool> {
        self.ask(permit, None).await.map(|is| is == Is::Adviser)
    }

    async fn ask(&self, permit: &Permit, acted: Option<&EventId>) -> Option<Is> {
        let network = self.networks.get(&permit.network)?;
        tokio::time::timeout(ANSWER_WITHIN, network.who_is(&permit.room, &permit.person, acted)).await.ok().flatten()
    }

    /// The adviser whom a name means.
    pub async fn named(&self, name: &str) -> Named {
        let Some((network, room)) = &self.advisers else { return Named::Nobody };
        let Some(network) = self.networks.get(network) else { return Named::NoAnswer };
        match tokio::time::timeout(ANSWER_WITHIN, network.advisers_named(room, name)).await.ok().flatten() {
            None => Named::NoAnswer,
            Some(mut found) => match (found.len(), found.pop()) {
                (1, Some(one)) => Named::Adviser(one),
                (_, None) => Named::Nobody,
                (_, Some(last)) => {
                    found.push(last);
                    Named::Several(found)
                }
            },
        }
    }

    /// Where a place can be opened.
    pub fn address(&self, place: &Place) -> Option<String> {
        self.networks.get(&place.network)?.address(place)
    }
}
