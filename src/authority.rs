//! Who is an adviser, by the network's own word of this moment. Nothing is remembered: what was true a minute ago is no answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use domain::ids::{EventId, NetworkName, PersonId, RoomId};
use domain::message::Place;
use domain::ticket::{Named, Permit, Standing};

use crate::faults;

/// An answer that takes longer is none. On Matrix it is three requests: the member, the event by which they act, and their devices.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// What a network says of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Is {
    Adviser(Profile),
    /// An adviser, but the device is one that its owner has not confirmed: it may be anybody's.
    OnUnverifiedDevice,
    NoAdviser,
}

/// What a network says of an adviser beside that they are one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// What people see them called.
    pub name: Option<String>,
    /// The cryptographic identity of their account, where the network has such and was asked how they act: a new one is a new account
    /// to whoever trusted the old.
    pub identity: Option<String>,
}

/// What a network can say of people. Connectors implement it.
#[async_trait]
pub trait Verify: Send + Sync {
    /// What somebody is in the advisers' room now, asked of the network anew. `acted`: the event by which they act, where the device that
    /// it came from is to be looked at, too. `None`: the network gave no answer.
    async fn who_is(&self, _room: &RoomId, _person: &PersonId, _acted: Option<&EventId>) -> Option<Is> {
        None
    }

    /// The cryptographic identity of an account, asked anew; `None`: it has none, or the network gave no answer.
    async fn identity(&self, _person: &PersonId) -> Option<String> {
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

/// The advisers' rooms and whoever can be asked about those in them. Cheap to clone.
#[derive(Clone, Default)]
pub struct Authority {
    networks: Arc<BTreeMap<NetworkName, Arc<dyn Verify>>>,
    /// The first is where a ticket goes that no route takes elsewhere.
    rooms: Arc<Vec<(NetworkName, RoomId)>>,
}

impl Authority {
    /// `rooms`: where tickets are; nobody is an adviser where there is none.
    pub fn new(networks: BTreeMap<NetworkName, Arc<dyn Verify>>, rooms: Vec<(NetworkName, RoomId)>) -> Self {
        Self { networks: Arc::new(networks), rooms: Arc::new(rooms) }
    }

    /// Where a ticket is opened: in the room of its route, else in the first.
    pub fn room_of(&self, route: Option<usize>) -> Option<&(NetworkName, RoomId)> {
        route.and_then(|route| self.rooms.get(route + 1)).or_else(|| self.rooms.first())
    }

    /// Whether something happened in a room of advisers, in whichever thread.
    pub fn is_desk(&self, place: &Place) -> bool {
        self.rooms.iter().any(|(network, room)| *network == place.network && *room == place.room)
    }

    /// Whether somebody who acts in a place is an adviser there, and under which identity. The only place where a permit is made.
    pub async fn standing(
        &self,
        place: &Place,
        person: &PersonId,
        acted: Option<&EventId>,
    ) -> (Standing, Option<String>) {
        if !self.is_desk(place) {
            return (Standing::Denied, None);
        }
        let (network, room) = (place.network.clone(), place.room.clone());
        let permit = Permit { network, room, person: person.clone(), name: None };
        match self.ask(&permit, acted).await {
            None if faults::bug("ticket.no-answer-is-yes") => (Standing::Confirmed(permit), None),
            Some(Is::Adviser(Profile { name, identity })) => (Standing::Confirmed(Permit { name, ..permit }), identity),
            Some(Is::OnUnverifiedDevice) => (Standing::Unverified, None),
            Some(Is::NoAdviser) => (Standing::Denied, None),
            None => (Standing::NoAnswer, None),
        }
    }

    /// The identity of an account now.
    pub async fn identity(&self, place: &Place, person: &PersonId) -> Option<String> {
        let network = self.networks.get(&place.network)?;
        tokio::time::timeout(ANSWER_WITHIN, network.identity(person)).await.ok().flatten()
    }

    /// Whether a permit would be given again now.
    pub async fn still_holds(&self, permit: &Permit) -> Option<bool> {
        if faults::bug("ticket.permit-unchecked") {
            return Some(true);
        }
        self.ask(permit, None).await.map(|is| matches!(is, Is::Adviser(_)))
    }

    async fn ask(&self, permit: &Permit, acted: Option<&EventId>) -> Option<Is> {
        let network = self.networks.get(&permit.network)?;
        let asked = tokio::time::timeout(ANSWER_WITHIN, network.who_is(&permit.room, &permit.person, acted));
        let is = asked.await.ok().flatten();
        if faults::bug("ticket.rights-remembered") { remembered(permit, is) } else { is }
    }

    /// The adviser of a place whom a name means.
    pub async fn named(&self, place: &Place, name: &str) -> Named {
        if !self.is_desk(place) {
            return Named::Nobody;
        }
        let Some(network) = self.networks.get(&place.network) else { return Named::NoAnswer };
        match tokio::time::timeout(ANSWER_WITHIN, network.advisers_named(&place.room, name)).await.ok().flatten() {
            None => Named::NoAnswer,
            Some(found) => match found.as_slice() {
                [] => Named::Nobody,
                [one] => Named::Adviser(one.clone()),
                _ => Named::Several(found),
            },
        }
    }

    /// Where a place can be opened.
    pub fn address(&self, place: &Place) -> Option<String> {
        self.networks.get(&place.network)?.address(place)
    }
}

/// A planted bug: whoever was an adviser once is one for ever.
fn remembered(permit: &Permit, is: Option<Is>) -> Option<Is> {
    static WERE: Mutex<BTreeSet<PersonId>> = Mutex::new(BTreeSet::new());
    let mut were = WERE.lock().unwrap_or_else(PoisonError::into_inner);
    if matches!(is, Some(Is::Adviser(_))) {
        were.insert(permit.person.clone());
    }
    if were.contains(&permit.person) { Some(Is::Adviser(Profile::default())) } else { is }
}
