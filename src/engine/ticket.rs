//! What is different about a turn on either side of a ticket: who is asked about, and how words get across.

use domain::conversation::effect::Effect;
use domain::conversation::{Conversation, Needs, Side, Whose, needs};
use domain::ids::{ConversationId, EventId, PersonId, Timestamp};
use domain::message::{Incoming, Message, Place, Privacy, What};
use domain::ticket::{Facts, Link, Named, News, Overview, Permit, Phrase, Resumed, Standing, Ticket, TicketId};

use super::Engine;
use super::turn::{destination, push_says};
use crate::phrases;
use crate::store::{Carried, Commit, IdentityDraft, OutboxDraft, StoreError, TellDraft, TicketDraft, Turn};

/// What facts rest on that the core has no use for, and that is written with what it decided.
#[derive(Default)]
pub(super) struct Behind {
    /// A phrase was looked at, which counts; with the hash that it was compared with.
    phrase_hash: Option<String>,
    /// Identities that were seen for the first time.
    first: Vec<IdentityDraft>,
    /// The new one of whoever an order names.
    renewed: Option<String>,
}

impl Behind {
    pub fn complete(self, commit: &mut Commit, incoming: &Incoming) {
        if let Some(phrase_hash) = self.phrase_hash {
            let scopes = phrase_scopes(incoming);
            commit.spend.extend(scopes.into_iter().map(|(scope, window_ms)| (scope, window_ms, false)));
            commit.takes_over.iter_mut().for_each(|draft| draft.phrase_was.clone_from(&phrase_hash));
        }
        for draft in &mut commit.identities {
            draft.identity = self.renewed.clone().unwrap_or_default();
        }
        commit.identities.extend(self.first);
    }
}

impl Engine {
    /// What a turn about tickets must be told: of people by their network at this moment, of tickets by the store.
    pub(super) async fn facts(&self, turn: &Turn, now: Timestamp) -> Result<(Facts, Behind), StoreError> {
        let mut behind = Behind::default();
        let incoming = &turn.incoming;
        let (authority, place, sender) = (&self.0.authority, &incoming.place, &incoming.sender);
        let is_desk = authority.is_desk(place) && !matches!(turn.conversation.ticket, Some(Side::Advisers(_)));
        let Needs { standing, owner, named, identity, tickets, record, on_duty, phrase, heard } =
            needs(&turn.conversation, incoming, is_desk);
        let mut facts = Facts { is_desk, ..Facts::default() };
        if standing {
            facts.standing = self.standing(place, sender, &incoming.event, &mut behind).await?;
        }
        // What is for advisers is looked up for them alone.
        let is_confirmed = matches!(facts.standing, Standing::Confirmed(_));
        if let Some(Side::Advisers(ticket)) = &turn.conversation.ticket
            && let Some(other) = ticket.owner.as_ref().filter(|other| !standing || *other != sender)
            && owner
        {
            facts.owner = authority.standing(place, other, None).await.0;
        }
        if let Some(name) = named.filter(|_| is_confirmed) {
            facts.named = authority.named(place, &name).await;
        }
        if let Named::Adviser(adviser) = &facts.named
            && identity
        {
            let known = self.0.store.identity(&place.network, adviser).await?;
            behind.renewed =
                authority.identity(place, adviser).await.filter(|now| known.is_some_and(|known| known != *now));
            facts.is_renewed = behind.renewed.is_some();
        }
        match tickets {
            Some(Whose::Desk) if is_confirmed => {
                let found = self.0.store.open_tickets().await?;
                // Those of this room: who is an adviser here need not be one elsewhere.
                let here = found.into_iter().filter(|(_, at)| at.network == place.network && at.room == place.room);
                let overview = |(ticket, at): (Ticket, Place)| Overview {
                    ticket,
                    address: authority.address(&at),
                    is_here: false,
                };
                facts.tickets = here.map(overview).collect();
            }
            Some(Whose::Own) if incoming.place.privacy == Privacy::Direct => {
                let found = self.0.store.tickets_of(&place.network, sender).await?;
                let overview = |(ticket, at)| Overview { ticket, address: None, is_here: at == turn.conversation.id };
                facts.tickets = found.into_iter().map(overview).collect();
            }
            Some(Whose::Desk | Whose::Own) | None => {}
        }
        if record && is_confirmed {
            facts.record = self.0.store.record(&turn.conversation.id).await?;
        }
        if on_duty && (is_confirmed || !standing) {
            facts.on_duty = self.0.store.on_duty(place).await?;
        }
        if let Some(said) = heard {
            facts.heard = self.heard_with(turn, &said).await?;
        }
        if let Some(phrase) = phrase.filter(|_| incoming.place.privacy == Privacy::Direct) {
            (facts.resumed, behind.phrase_hash) = self.resumed(turn, phrase, now).await?;
        }
        Ok((facts, behind))
    }

    /// With which of the person's tickets the advisers have heard a message; of news from advisers, whether it was heard here.
    async fn heard_with(&self, turn: &Turn, said: &EventId) -> Result<Vec<TicketId>, StoreError> {
        let news_of = match &turn.incoming.what {
            What::Told { ticket, .. } => Some(ticket),
            _ => None,
        };
        let mut heard = Vec::new();
        for link in turn.conversation.links() {
            let there = match news_of {
                Some(ticket) if *ticket != link.id => continue,
                Some(_) => turn.conversation.id.clone(),
                None => thread_of(&link.id),
            };
            if self.0.store.has_heard(&there, &link.id, said).await? {
                heard.push(link.id.clone());
            }
        }
        Ok(heard)
    }

    /// An adviser is confirmed under the identity under which they first acted, or one that a colleague has confirmed since: whoever takes
    /// over an account can give it a new one, and sign devices with that.
    async fn standing(
        &self,
        place: &Place,
        adviser: &PersonId,
        acted: &EventId,
        behind: &mut Behind,
    ) -> Result<Standing, StoreError> {
        let (standing, identity) = self.0.authority.standing(place, adviser, Some(acted)).await;
        let (Standing::Confirmed(_), Some(identity)) = (&standing, identity) else { return Ok(standing) };
        match self.0.store.identity(&place.network, adviser).await? {
            Some(known) if known != identity => Ok(Standing::Renewed),
            Some(_) => Ok(standing),
            None => {
                behind.first.push(IdentityDraft { adviser: adviser.clone(), identity, is_confirmed: false });
                Ok(standing)
            }
        }
    }

    /// Looks at a phrase that somebody brings. The work is the same whether there is such a ticket or not.
    async fn resumed(
        &self,
        turn: &Turn,
        phrase: Phrase,
        now: Timestamp,
    ) -> Result<(Resumed, Option<String>), StoreError> {
        let most = [phrases::BY_ONE_MAX, phrases::BY_ALL_MAX];
        let uses = self.0.store.budgets(&phrase_scopes(&turn.incoming), now).await?;
        if uses.iter().zip(most).any(|(used, most)| used.used >= most) {
            return Ok((Resumed::TooMany, None));
        }
        let found = self.0.store.ticket_numbered(phrase.number()).await?;
        let hash = found.as_ref().and_then(|found| found.phrase_hash.clone());
        let phrase_hash = hash.clone().unwrap_or_default();
        let checked = phrases::one_at_a_time(move || phrases::is_right(&phrase, hash.as_deref())).await;
        let resumed = match found {
            Some(found) if checked.unwrap_or(false) => Resumed::Yes {
                is_here: found.person == turn.conversation.id,
                link: Link {
                    id: found.ticket.id,
                    number: found.ticket.number,
                    is_over: found.ticket.state.is_over(),
                    has_moved: false,
                    handed: found.ticket.parcel.messages(),
                },
            },
            _ => Resumed::No,
        };
        Ok((resumed, Some(phrase_hash)))
    }

    /// What is kept of the phrases that a turn gives out, made before it is written: it takes some milliseconds.
    pub(super) async fn hash_phrase(&self, effects: &[Effect]) -> String {
        let phrase = effects.iter().find_map(|effect| match effect {
            Effect::OpenTicket { phrase, .. } | Effect::TakeOver { phrase, .. } => Some(phrase.clone()),
            _ => None,
        });
        match phrase {
            Some(phrase) => phrases::one_at_a_time(move || phrases::hash(&phrase)).await.unwrap_or_default(),
            None => String::new(),
        }
    }

    pub(super) fn open_ticket(
        &self,
        ticket: Ticket,
        text: String,
        route: Option<usize>,
        phrase_hash: String,
        commit: &mut Commit,
    ) {
        // Offered only where there is such a room; should it be gone since, the ticket has nowhere to go.
        let Some((network, room)) = self.0.authority.room_of(route).cloned() else {
            tracing::error!("turn: a ticket was opened and there is no advisers' room");
            return;
        };
        let (id, number) = (ticket.id.clone(), ticket.number.clone());
        let advisers = Conversation {
            introduced: true,
            ticket: Some(Side::Advisers(Box::new(ticket))),
            ..Conversation::new(thread_of(&id))
        };
        commit.tells.push(TellDraft { ticket: id.clone(), news: News::Opened { text }, permit: None });
        commit.opens = Some(TicketDraft { id, number, advisers, network, room, phrase_hash });
    }

    /// The head stands first; of a long one the rest follows it into its thread.
    pub(super) fn open_thread(&self, message: Message, turn: &Turn, commit: &mut Commit) {
        let mut drafts = self.drafts(message, turn);
        drafts.iter_mut().take(1).for_each(|head| head.carried.opens = true);
        commit.says.extend(drafts);
    }

    /// Words of the other side. Of several parts the last one tells that all have arrived.
    pub(super) fn carry(&self, message: Message, permit: Option<Permit>, turn: &Turn, commit: &mut Commit) {
        let mut drafts = self.drafts(message, turn);
        for draft in &mut drafts {
            draft.carried = Carried { permit: permit.clone(), ..Carried::default() };
        }
        drafts.iter_mut().rev().take(1).for_each(|last| last.carried.is_reported = true);
        commit.says.extend(drafts);
    }

    /// New words of the other side in place of those that answered this event.
    pub(super) fn amend(
        &self,
        replies_to: &EventId,
        message: Message,
        permit: Option<Permit>,
        turn: &Turn,
        commit: &mut Commit,
    ) {
        let mut drafts = self.drafts(message, turn);
        for draft in &mut drafts {
            draft.source.clone_from(replies_to);
            draft.carried.permit.clone_from(&permit);
        }
        commit.amends.push(drafts);
    }

    fn drafts(&self, message: Message, turn: &Turn) -> Vec<OutboxDraft> {
        let (mut drafts, to) = (Vec::new(), destination(&turn.incoming, None));
        push_says(&mut drafts, message, to, &turn.incoming, &self.abilities(&turn.incoming));
        drafts
    }
}

/// The advisers' conversation of a ticket.
fn thread_of(ticket: &TicketId) -> ConversationId {
    ConversationId::new(format!("ticket-{}", ticket.as_str()))
}

/// What tries of phrases are counted by: whoever brings one, and all together.
fn phrase_scopes(incoming: &Incoming) -> [(String, i64); 2] {
    let one = format!("phrase:{}:{}", incoming.place.network, incoming.sender);
    [(one, phrases::WINDOW_MS), ("phrase".to_owned(), phrases::WINDOW_MS)]
}
