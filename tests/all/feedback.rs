//! What is said of answers where the network has buttons; where it has none, see `tests/scenarios/helped_or_not.chat`.

use domain::conversation::advance::{Advance, Given, advance};
use domain::conversation::effect::Effect;
use domain::conversation::feedback::Opinion;
use domain::conversation::{Conversation, Stage};
use domain::handbook::Handbook;
use domain::ids::{ChoiceId, ConversationId, EventId, MessageId, NetworkName, PersonId, RoomId, Timestamp};
use domain::message::{Abilities, Incoming, Message, Place, Privacy, Size, What};
use domain::misses::MissKind;

use crate::support::desk::fixture_handbook;

struct Talk {
    handbook: Handbook,
    conversation: Conversation,
    events: u32,
}

impl Talk {
    fn new() -> Self {
        let conversation = Conversation::new(ConversationId::new("c"));
        Self { handbook: fixture_handbook(), conversation, events: 0 }
    }

    fn happen(&mut self, what: What, on_reply_to: Option<&str>) -> Vec<Effect> {
        self.events += 1;
        let place = Place {
            network: NetworkName::new("buttons"),
            room: RoomId::new("r"),
            thread: None,
            privacy: Privacy::Direct,
        };
        let incoming = Incoming {
            event: EventId::new(format!("${}", self.events)),
            place,
            sender: PersonId::new("ada"),
            at: Timestamp(0),
            what,
            handle: None,
        };
        let given = Given {
            on_reply_to: on_reply_to.map(EventId::new),
            target_handled: true,
            ..Given::alone(Timestamp(0), Abilities { buttons: true, ..Abilities::text_only(Size::ENDLESS) })
        };
        let Advance { conversation, effects, .. } =
            advance(self.conversation.clone(), &incoming, &self.handbook, &given);
        self.conversation = conversation;
        effects
    }

    fn say(&mut self, text: &str) -> Vec<Effect> {
        self.happen(What::Said { text: text.into(), addressed: true }, None)
    }

    fn press(&mut self, choice: &str, on_reply_to: &str) -> Vec<Effect> {
        self.happen(What::Chose { choice: ChoiceId::new(choice), on: MessageId::new("m") }, Some(on_reply_to))
    }
}

fn said(effects: &[Effect]) -> Vec<&Message> {
    effects
        .iter()
        .filter_map(|effect| if let Effect::Say { message, .. } = effect { Some(message) } else { None })
        .collect()
}

fn opinions(effects: &[Effect]) -> Vec<Opinion> {
    let of = |effect: &Effect| if let Effect::CountOpinion { opinion, .. } = effect { Some(*opinion) } else { None };
    effects.iter().filter_map(of).collect()
}

#[test]
fn an_answer_bears_two_buttons_and_no_line_of_words_for_them() {
    let mut talk = Talk::new();
    let served = talk.say("may I take my laptop to a conference abroad?");
    let message = said(&served)[0].clone();
    let labels: Vec<_> = message.choices.iter().map(|choice| choice.label.as_str()).collect();
    assert_eq!(labels, ["That helped", "Not what I asked"]);
    assert!(!message.markdown.contains('👍'));
    // A number is a question, as ever.
    assert!(opinions(&talk.say("1")).is_empty());
}

#[test]
fn a_button_counts_once_also_under_an_older_answer() {
    let mut talk = Talk::new();
    talk.say("may I take my laptop to a conference abroad?");
    talk.say("can I upload controlled code to GitHub?");
    let helped = talk.press("helped", "$1");
    assert_eq!((opinions(&helped), said(&helped).len()), (vec![Opinion::Helped], 1));
    assert_eq!(opinions(&talk.press("helped", "$1")), []);
    let missed = talk.press("missed", "$1");
    assert_eq!(opinions(&missed), [Opinion::Missed], "a change of mind counts");
    let kept = missed.iter().find_map(|effect| match effect {
        Effect::KeepMiss { kind: MissKind::Unhelpful { entry, .. }, question, .. } => Some((entry, question)),
        _ => None,
    });
    let (entry, question) = kept.unwrap();
    assert_eq!((entry.as_str(), question.asked_by.as_str()), ("travel-devices", "$1"));
    assert_eq!(question.words, "may I take my laptop to a conference abroad?");
    assert_eq!(talk.press("missed", "$1"), [], "it has been said");
    assert_eq!(talk.press("missed", "$9"), [], "under nothing that is remembered");
}

#[test]
fn the_last_few_answers_are_remembered_and_a_deleted_question_is_not() {
    let mut talk = Talk::new();
    for _ in 0..7 {
        talk.say("may I take my laptop to a conference abroad?");
    }
    assert_eq!(talk.conversation.answered.len(), 5);
    assert_eq!(opinions(&talk.press("helped", "$1")), []);
    talk.happen(What::Withdrew { target: EventId::new("$7") }, None);
    assert_eq!((talk.conversation.answered.len(), &talk.conversation.stage), (4, &Stage::Open));
    assert_eq!(opinions(&talk.press("helped", "$7")), []);
    assert_eq!(opinions(&talk.press("helped", "$6")), [Opinion::Helped]);
}

/// Deleting a question takes its words out of what was offered after it, too.
#[test]
fn a_deleted_question_leaves_no_words_in_the_conversation() {
    let mut talk = Talk::new();
    talk.say("can I upload controlled code to GitHub?");
    talk.say("not what I asked");
    talk.happen(What::Withdrew { target: EventId::new("$1") }, None);
    assert!(!format!("{:?}", talk.conversation).contains("GitHub"), "{:?}", talk.conversation);
}
