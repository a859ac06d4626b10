//! Replies in a place that the network holds open: for one person alone, or for everyone.

use domain::command::Command;
use domain::conversation::Conversation;
use domain::conversation::advance::{Advance, Budget, Given, advance};
use domain::conversation::effect::Effect;
use domain::ids::{ChoiceId, ConversationId, EventId, MessageId, NetworkName, PersonId, ReplyToken, RoomId, Timestamp};
use domain::message::{Abilities, Audience, Incoming, Message, Place, Privacy, ReplyHandle, Size, What};

use crate::support::desk::fixture_handbook;

/// 2026-11-26 and 2031-01-01.
const TODAY: Timestamp = Timestamp(1_795_687_200_000);
const LATER: Timestamp = Timestamp(1_925_000_000_000);

/// What is said in a shared room to somebody who did this, where the reply will be seen by `audience`.
fn said(what: What, audience: Option<Audience>, budget: Budget, now: Timestamp) -> Vec<Message> {
    let place =
        Place { network: NetworkName::new("buttons"), room: RoomId::new("r"), thread: None, privacy: Privacy::Shared };
    let handle = |audience| ReplyHandle { token: ReplyToken::new("t"), expires_at: now, audience, language: None };
    let incoming = Incoming {
        event: EventId::new("1"),
        place,
        sender: PersonId::new("ada"),
        at: now,
        what,
        handle: audience.map(handle),
    };
    let abilities = Abilities { buttons: true, slash_commands: true, ..Abilities::text_only(Size::ENDLESS) };
    let given = Given { budget, ..Given::alone(now, abilities) };
    let conversation = Conversation { introduced: true, ..Conversation::new(ConversationId::new("c")) };
    let Advance { effects, .. } = advance(conversation, &incoming, &fixture_handbook(), &given);
    let message = |effect| if let Effect::Say { message, .. } = effect { Some(message) } else { None };
    effects.into_iter().filter_map(message).collect()
}

fn help() -> What {
    What::Invoked { command: Command::Help }
}

#[test]
fn a_command_over_the_limit_is_told_so_each_time_and_never_in_public() {
    let alone = said(help(), Some(Audience::AskerAlone), Budget::SpentTold, TODAY);
    assert!(alone[0].markdown.contains("That was a lot at once"), "{alone:?}");
    assert_eq!(said(help(), Some(Audience::Everyone), Budget::SpentTell, TODAY), []);
    assert_eq!(said(help(), Some(Audience::Everyone), Budget::SpentTold, TODAY), []);
    let words = || What::Said { text: "help".into(), addressed: true };
    assert_eq!(said(words(), None, Budget::SpentTold, TODAY), [], "words are told once in a while");
    assert_eq!(said(words(), None, Budget::SpentTell, TODAY).len(), 1);
}

#[test]
fn what_is_shared_is_a_passage_or_true() {
    let share = |id: &str| What::Chose { choice: ChoiceId::new(id), on: MessageId::new("m") };
    let handbook = fixture_handbook();
    let entry = handbook.knowledge.entries().find(|entry| entry.id.as_str() == "travel-devices").unwrap();
    let id = format!("share:{}#{}", entry.id, entry.sections[0].id);
    let shared = said(share(&id), Some(Audience::Everyone), Budget::Within, TODAY);
    assert!(shared[0].markdown.contains(&entry.sections[0].text) && shared[0].choices.is_empty(), "{shared:?}");
    let old = said(share(&id), Some(Audience::Everyone), Budget::Within, LATER);
    assert!(old[0].markdown.contains("too long ago for me to quote it"), "{old:?}");
    assert_eq!(said(share("share:gone#away"), Some(Audience::Everyone), Budget::Within, TODAY), []);
}

#[test]
fn help_promises_no_deletion_of_a_command() {
    let told = said(help(), Some(Audience::AskerAlone), Budget::Within, TODAY);
    assert!(told[0].markdown.contains("`/ask your question`"), "{told:?}");
    assert!(told[0].markdown.contains("A command leaves nothing to delete"), "{told:?}");
}
