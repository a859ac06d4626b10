//! What is different about a turn on either side of a ticket: who is asked about, and how words get across.

use domain::conversation::advance::Standing;
use domain::conversation::{Conversation, Side};
use domain::ids::{ConversationId, EventId};
use domain::message::{Fate, Message, What};
use domain::ticket::{News, Permit, Ticket};

use super::Engine;
use super::turn::{destination, push_says};
use crate::store::{Carried, Commit, OutboxDraft, TellDraft, TicketDraft, Turn};

impl Engine {
    /// Whoever acts in an advisers' thread is asked about at that moment, and so is whoever else has the ticket.
    pub(super) async fn standings(&self, turn: &Turn) -> [Standing; 2] {
        let Some(Side::Advisers(ticket)) = &turn.conversation.ticket else { return Default::default() };
        if matches!(turn.incoming.what, What::Told { news: News::Lost { fate: Fate::Withheld, .. }, .. }) {
            let network = &turn.incoming.place.network;
            let owner = match &ticket.owner {
                Some(owner) => self.0.authority.standing(network, owner).await,
                None => Standing::NotAsked,
            };
            return [Standing::NotAsked, owner];
        }
        let acts = matches!(
            turn.incoming.what,
            What::Said { .. } | What::Edited { .. } | What::Withdrew { .. } | What::Chose { .. } | What::Reacted { .. }
        );
        if !acts {
            return Default::default();
        }
        let (network, sender) = (&turn.incoming.place.network, &turn.incoming.sender);
        let standing = self.0.authority.standing(network, sender).await;
        let owner = match ticket.owner.as_ref().filter(|owner| *owner != sender) {
            Some(owner) => self.0.authority.standing(network, owner).await,
            None => Standing::NotAsked,
        };
        [standing, owner]
    }

    pub(super) fn open_ticket(&self, ticket: Ticket, text: String, commit: &mut Commit) {
        // Offered only where there is such a room; should it be gone since, the ticket has nowhere to go.
        let Some((network, room)) = self.0.authority.advisers_room().cloned() else {
            tracing::error!("turn: a ticket was opened and there is no advisers' room");
            return;
        };
        let (id, number) = (ticket.id.clone(), ticket.number.clone());
        let thread = ConversationId::new(format!("ticket-{}", id.as_str()));
        let advisers = Conversation {
            introduced: true,
            ticket: Some(Side::Advisers(Box::new(ticket))),
            ..Conversation::new(thread)
        };
        commit.opens = Some(TicketDraft { id, number, advisers, network, room });
        commit.tells.push(TellDraft { news: News::Opened { text }, permit: None });
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
