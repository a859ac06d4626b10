//! The twin of `Conversation`. Its id is not inside: it is the row's.

use domain::conversation::{
    Answered, Conversation, HandingStep, Paused, Question, Side, Stage, Step, Topic, Workplace,
};
use domain::ids::{ConversationId, EntryId, EventId, SectionId, Timestamp};
use domain::language::Language;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::StoreError;
use super::message::{ChoiceWire, read_choices, write_choices};
use super::screening::{self, UnderwayWire};
use super::ticket::{self, LineWire, LinksWire, TicketWire};

const WHAT: &str = "conversation";

#[derive(Serialize, Deserialize)]
struct ConversationWire {
    chosen_language: Option<String>,
    last_language: Option<String>,
    introduced: bool,
    stage: StageWire,
    unread: Vec<String>,
    undelivered: bool,
    // Rows from before there were follow-ups have none.
    #[serde(default)]
    topic: Option<TopicWire>,
    #[serde(default)]
    works_in: Option<WorkplaceWire>,
    #[serde(default)]
    answered: Vec<AnsweredWire>,
    // Nor from before there were screenings.
    #[serde(default)]
    screening: Option<UnderwayWire>,
    #[serde(default)]
    paused: Option<PausedWire>,
    // Nor from before there were tickets.
    #[serde(default)]
    ticket: Option<SideWire>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SideWire {
    Person(LinksWire),
    Advisers(TicketWire),
}

#[derive(Serialize, Deserialize)]
struct PausedWire {
    mark: String,
    until: i64,
}

#[derive(Serialize, Deserialize)]
struct TopicWire {
    entry: String,
    served: Vec<String>,
    question: String,
    asked_in: String,
}

#[derive(Serialize, Deserialize)]
struct WorkplaceWire {
    place: String,
    said_in: String,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
enum StageWire {
    Open,
    Choosing {
        asked_by: String,
        choices: Vec<ChoiceWire>,
        question: Option<String>,
        /// Not there in what was written before: then it is the event that the offer replied to.
        question_by: Option<String>,
        #[serde(default)]
        question_kept: bool,
    },
    Served {
        asked_by: String,
    },
    Rewording {
        asked_by: String,
        choices: Vec<ChoiceWire>,
        text: String,
    },
    Screening {
        asked_by: String,
        choices: Vec<ChoiceWire>,
        step: StepWire,
    },
    Handing {
        asked_by: String,
        choices: Vec<ChoiceWire>,
        step: HandingWire,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum HandingWire {
    Aloud,
    Words { asked: Option<String> },
    Card { parcel: Vec<LineWire> },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StepWire {
    Agree,
    Country,
    Pressing,
    Ask(String),
    More(String),
    Renewed,
    Result,
}

#[derive(Serialize, Deserialize)]
struct AnsweredWire {
    replied_to: String,
    question: String,
    question_by: String,
    question_kept: bool,
    entry: String,
    section: String,
    liked: bool,
}

pub(in crate::store) fn write_conversation(conversation: &Conversation) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let Conversation {
        id: _,
        chosen_language,
        last_language,
        introduced,
        stage,
        unread,
        undelivered,
        topic,
        works_in,
        answered,
        screening,
        paused,
        ticket,
    } = conversation;
    let code = |language: &Option<Language>| language.map(|language| language.code().to_owned());
    let wire = ConversationWire {
        chosen_language: code(chosen_language),
        last_language: code(last_language),
        introduced: *introduced,
        stage: write_stage(stage),
        unread: unread.iter().map(ToString::to_string).collect(),
        undelivered: *undelivered,
        topic: topic.as_ref().map(write_topic),
        works_in: works_in.as_ref().map(write_workplace),
        answered: answered.iter().map(write_answered).collect(),
        screening: screening.as_ref().map(screening::twin),
        paused: paused.as_ref().map(|Paused { mark, until }| PausedWire { mark: mark.clone(), until: until.0 }),
        ticket: ticket.as_ref().map(write_side),
    };
    super::write(WHAT, wire)
}

pub(in crate::store) fn read_conversation(id: &ConversationId, bytes: &[u8]) -> Result<Conversation, StoreError> {
    let ConversationWire {
        chosen_language,
        last_language,
        introduced,
        stage,
        unread,
        undelivered,
        topic,
        works_in,
        answered,
        screening,
        paused,
        ticket,
    } = super::read(WHAT, bytes)?;
    let language = |code: Option<String>| {
        code.map(|code| code.parse::<Language>()).transpose().map_err(|_| StoreError::Unreadable(WHAT))
    };
    Ok(Conversation {
        id: id.clone(),
        chosen_language: language(chosen_language)?,
        last_language: language(last_language)?,
        introduced,
        stage: read_stage(stage),
        unread: unread.into_iter().map(EventId::new).collect(),
        undelivered,
        topic: topic.map(read_topic),
        works_in: works_in.map(read_workplace),
        answered: answered.into_iter().map(read_answered).collect(),
        screening: screening.map(screening::untwin).transpose()?,
        paused: paused.map(|PausedWire { mark, until }| Paused { mark, until: Timestamp(until) }),
        ticket: ticket.map(read_side).transpose()?,
    })
}

fn write_side(side: &Side) -> SideWire {
    match side {
        Side::Person(links) => SideWire::Person(ticket::links_twin(links)),
        Side::Advisers(of) => SideWire::Advisers(ticket::twin(of)),
    }
}

fn read_side(side: SideWire) -> Result<Side, StoreError> {
    Ok(match side {
        SideWire::Person(links) => Side::Person(ticket::links_untwin(links)?),
        SideWire::Advisers(of) => Side::Advisers(Box::new(ticket::untwin(of)?)),
    })
}

fn write_answered(served: &Answered) -> AnsweredWire {
    let Answered { replied_to, question: Question { asked_by, words, is_kept }, entry, section, is_liked } = served;
    AnsweredWire {
        replied_to: replied_to.to_string(),
        question: words.clone(),
        question_by: asked_by.to_string(),
        question_kept: *is_kept,
        entry: entry.to_string(),
        section: section.to_string(),
        liked: *is_liked,
    }
}

fn read_answered(wire: AnsweredWire) -> Answered {
    let AnsweredWire { replied_to, question, question_by, question_kept, entry, section, liked } = wire;
    Answered {
        replied_to: EventId::new(replied_to),
        question: Question { asked_by: EventId::new(question_by), words: question, is_kept: question_kept },
        entry: EntryId::new(entry),
        section: SectionId::new(section),
        is_liked: liked,
    }
}

fn write_stage(stage: &Stage) -> StageWire {
    match stage {
        Stage::Open => StageWire::Open,
        Stage::Choosing { asked_by, choices, question } => StageWire::Choosing {
            asked_by: asked_by.to_string(),
            choices: write_choices(choices),
            question: question.as_ref().map(|question| question.words.clone()),
            question_by: question.as_ref().map(|question| question.asked_by.to_string()),
            question_kept: question.as_ref().is_some_and(|question| question.is_kept),
        },
        Stage::Served { asked_by } => StageWire::Served { asked_by: asked_by.to_string() },
        Stage::Rewording { asked_by, choices, text } => {
            StageWire::Rewording { asked_by: asked_by.to_string(), choices: write_choices(choices), text: text.clone() }
        }
        Stage::Screening { asked_by, choices, step } => StageWire::Screening {
            asked_by: asked_by.to_string(),
            choices: write_choices(choices),
            step: write_step(step),
        },
        Stage::Handing { asked_by, choices, step } => StageWire::Handing {
            asked_by: asked_by.to_string(),
            choices: write_choices(choices),
            step: match step {
                HandingStep::Aloud => HandingWire::Aloud,
                HandingStep::Words { asked } => HandingWire::Words { asked: asked.clone() },
                HandingStep::Card { parcel } => HandingWire::Card { parcel: ticket::parcel_twin(parcel) },
            },
        },
    }
}

fn read_stage(stage: StageWire) -> Stage {
    match stage {
        StageWire::Open => Stage::Open,
        StageWire::Choosing { asked_by, choices, question, question_by, question_kept } => {
            let by = question_by.unwrap_or_else(|| asked_by.clone());
            let question = question.map(|words| Question { asked_by: EventId::new(by), words, is_kept: question_kept });
            Stage::Choosing { asked_by: EventId::new(asked_by), choices: read_choices(choices), question }
        }
        StageWire::Served { asked_by } => Stage::Served { asked_by: EventId::new(asked_by) },
        StageWire::Rewording { asked_by, choices, text } => {
            Stage::Rewording { asked_by: EventId::new(asked_by), choices: read_choices(choices), text }
        }
        StageWire::Screening { asked_by, choices, step } => {
            Stage::Screening { asked_by: EventId::new(asked_by), choices: read_choices(choices), step: read_step(step) }
        }
        StageWire::Handing { asked_by, choices, step } => Stage::Handing {
            asked_by: EventId::new(asked_by),
            choices: read_choices(choices),
            step: match step {
                HandingWire::Aloud => HandingStep::Aloud,
                HandingWire::Words { asked } => HandingStep::Words { asked },
                HandingWire::Card { parcel } => HandingStep::Card { parcel: ticket::parcel_untwin(parcel) },
            },
        },
    }
}

fn write_step(step: &Step) -> StepWire {
    match step {
        Step::Agree => StepWire::Agree,
        Step::Country => StepWire::Country,
        Step::Pressing => StepWire::Pressing,
        Step::Ask(question) => StepWire::Ask(question.clone()),
        Step::More(question) => StepWire::More(question.clone()),
        Step::Renewed => StepWire::Renewed,
        Step::Result => StepWire::Result,
    }
}

fn read_step(step: StepWire) -> Step {
    match step {
        StepWire::Agree => Step::Agree,
        StepWire::Country => Step::Country,
        StepWire::Pressing => Step::Pressing,
        StepWire::Ask(question) => Step::Ask(question),
        StepWire::More(question) => Step::More(question),
        StepWire::Renewed => Step::Renewed,
        StepWire::Result => Step::Result,
    }
}

fn write_topic(topic: &Topic) -> TopicWire {
    let Topic { entry, served, question, asked_in } = topic;
    TopicWire {
        entry: entry.to_string(),
        served: served.iter().map(ToString::to_string).collect(),
        question: question.clone(),
        asked_in: asked_in.to_string(),
    }
}

fn read_topic(topic: TopicWire) -> Topic {
    let TopicWire { entry, served, question, asked_in } = topic;
    Topic {
        entry: EntryId::new(entry),
        served: served.into_iter().map(SectionId::new).collect(),
        question,
        asked_in: EventId::new(asked_in),
    }
}

fn write_workplace(works_in: &Workplace) -> WorkplaceWire {
    let Workplace { place, said_in } = works_in;
    WorkplaceWire { place: place.clone(), said_in: said_in.to_string() }
}

fn read_workplace(works_in: WorkplaceWire) -> Workplace {
    let WorkplaceWire { place, said_in } = works_in;
    Workplace { place, said_in: EventId::new(said_in) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_before_there_was_feedback_is_read() {
        let stored = br#"{"format":1,"body":{"chosen_language":null,"last_language":"en","introduced":true,
            "stage":{"name":"choosing","asked_by":"$1","choices":[],"question":"which?"},"unread":[],"undelivered":false}}"#;
        let conversation = read_conversation(&ConversationId::new("c"), stored).unwrap();
        let question = Question { asked_by: EventId::new("$1"), words: "which?".into(), is_kept: false };
        let stage = Stage::Choosing { asked_by: EventId::new("$1"), choices: Vec::new(), question: Some(question) };
        assert_eq!((conversation.stage, conversation.answered.len()), (stage, 0));
    }

    #[test]
    fn a_row_from_before_follow_ups_is_read() {
        let id = ConversationId::new("c");
        let row = br#"{"format":1,"body":{"chosen_language":"nl","last_language":null,"introduced":true,"stage":{"name":"open"},"unread":[],"undelivered":false}}"#;
        let conversation = read_conversation(&id, row).unwrap();
        assert_eq!((conversation.topic, conversation.works_in, conversation.introduced), (None, None, true));
    }

    #[test]
    fn a_topic_and_a_workplace_come_back_as_they_were() {
        let topic = Topic {
            entry: EntryId::new("csc"),
            served: vec![SectionId::new("one"), SectionId::new("two")],
            question: "who pays?".to_owned(),
            asked_in: EventId::new("e1"),
        };
        let works_in = Workplace { place: "de".to_owned(), said_in: EventId::new("e2") };
        let before = Conversation {
            topic: Some(topic),
            works_in: Some(works_in),
            ..Conversation::new(ConversationId::new("c"))
        };
        let after = read_conversation(&before.id, &write_conversation(&before).unwrap()).unwrap();
        assert_eq!(after, before);
    }
}
