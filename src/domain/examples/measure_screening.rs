//! Measures screenings: `measure_screening <the project's folder> [sittings]`. People who press buttons at random go through the
//! collaboration screening, forward, back and changing; each step is a whole turn of the dialogue, with the words that are said.
//! Prints how long steps, results and reports took.
//!
//! It reads files and a clock, and it ships nowhere.
#![allow(clippy::disallowed_methods, reason = "measuring needs files and a clock")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use domain::command::Command;
use domain::conversation::advance::{Advance, Given, advance};
use domain::conversation::effect::Effect;
use domain::conversation::{Conversation, Stage, Step};
use domain::handbook::{ContentFile, Desk, Handbook};
use domain::ids::{ConversationId, EventId, MessageId, NetworkName, PersonId, RoomId, Timestamp};
use domain::language::Language;
use domain::message::{Abilities, Choice, Incoming, Place, Privacy, Size, What};

const DEFAULT_SITTINGS: usize = 500;
/// Longer, nobody sits there.
const STEPS_MAX: usize = 60;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(folder) = arguments.first() else {
        eprintln!("measure_screening <the project's folder> [sittings]");
        std::process::exit(2);
    };
    let sittings = arguments.get(1).map_or(DEFAULT_SITTINGS, |count| count.parse().expect("a number of sittings"));
    let files = read(Path::new(folder));
    let start = Instant::now();
    let handbook = Handbook::read(&files, Desk::default()).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    println!("content read in {:?}", start.elapsed());
    let (mut took, mut chance) = (Took::default(), Chance(37));
    for number in 0..sittings {
        sit(&handbook, Language::ALL[number % Language::ALL.len()], &mut chance, &mut took);
    }
    print("steps that ask", &mut took.asking);
    print("steps that end in a result", &mut took.results);
    print("steps that end in a report", &mut took.reports);
}

fn read(root: &Path) -> Vec<ContentFile> {
    let mut files = Vec::new();
    let mut folders = vec![root.join("prompts"), root.join("knowledge-base")];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).expect("the folder can be read").flatten() {
            let path = item.path();
            let is_content =
                path.extension().is_some_and(|ending| ["md", "yaml", "ftl", "tsv"].iter().any(|of| ending == *of));
            if path.is_dir() {
                folders.push(path);
            } else if is_content && !path.ends_with("README.md") {
                let text = fs::read_to_string(&path).expect("the file can be read");
                let path = path.strip_prefix(root).expect("below the folder").display().to_string();
                files.push(ContentFile { path, text });
            }
        }
    }
    files
}

#[derive(Default)]
struct Took {
    asking: Vec<Duration>,
    results: Vec<Duration>,
    reports: Vec<Duration>,
}

/// A small generator of numbers (xorshift), the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % count as u64) as usize
    }
}

/// One person's screening, to its report.
fn sit(handbook: &Handbook, language: Language, chance: &mut Chance, took: &mut Took) {
    let mut person = Person {
        conversation: Conversation::new(ConversationId::new("c")),
        choices: Vec::new(),
        answers: None,
        events: 0,
    };
    person.conversation.chosen_language = Some(language);
    person.turn(handbook, What::Invoked { command: Command::Screen });
    for _ in 0..STEPS_MAX {
        let what = person.next(chance);
        let step = person.turn(handbook, what);
        match person.conversation.stage {
            Stage::Screening { step: Step::Result, .. } => took.results.push(step),
            _ => took.asking.push(step),
        }
        if matches!(person.conversation.stage, Stage::Screening { step: Step::Result, .. }) && chance.below(2) == 0 {
            let report = person.choices.iter().find(|choice| choice.id.as_str() == "screen:report").cloned();
            let what = person.press(&report.expect("a result offers its report"));
            took.reports.push(person.turn(handbook, what));
            return;
        }
    }
}

struct Person {
    conversation: Conversation,
    choices: Vec<Choice>,
    /// What the message with these choices answered.
    answers: Option<EventId>,
    events: u64,
}

impl Person {
    fn next(&self, chance: &mut Chance) -> What {
        let said = |text: &str| What::Said { text: text.to_owned(), addressed: true };
        let is_result = matches!(self.conversation.stage, Stage::Screening { step: Step::Result, .. });
        match chance.below(12) {
            0 => said("back"),
            1 => said(&format!("change {}", 1 + chance.below(8))),
            2 => said("summary"),
            _ if is_result => said("change 7"),
            _ => {
                let answers: Vec<&Choice> = self.choices.iter().filter(|choice| !choice.is_beside).collect();
                match answers.len() {
                    0 => said("Measurements of glaciers, two years"),
                    count => self.press(answers[chance.below(count)]),
                }
            }
        }
    }

    fn press(&self, choice: &Choice) -> What {
        What::Chose { choice: choice.id.clone(), on: MessageId::new("m") }
    }

    fn turn(&mut self, handbook: &Handbook, what: What) -> Duration {
        self.events += 1;
        let place = Place {
            network: NetworkName::new("buttons"),
            room: RoomId::new("r"),
            thread: None,
            privacy: Privacy::Direct,
        };
        let now = Timestamp(1_795_000_000_000);
        let event = EventId::new(self.events.to_string());
        let incoming = Incoming { event, place, sender: PersonId::new("ada"), at: now, what, handle: None };
        let abilities = Abilities { buttons: true, slash_commands: true, ..Abilities::text_only(Size::ENDLESS) };
        let given = Given { on_reply_to: self.answers.clone(), chance: 1, ..Given::alone(now, abilities) };
        let before = self.conversation.clone();
        let start = Instant::now();
        let Advance { conversation, effects, .. } = advance(before, &incoming, handbook, &given);
        let took = start.elapsed();
        for effect in effects {
            if let Effect::Say { message, reply_to } = effect
                && !message.choices.is_empty()
            {
                (self.choices, self.answers) = (message.choices, reply_to);
            }
        }
        self.conversation = conversation;
        took
    }
}

fn print(what: &str, took: &mut [Duration]) {
    took.sort();
    if took.is_empty() {
        println!("{what}: none");
        return;
    }
    let at = |part: f64| took[((took.len() - 1) as f64 * part) as usize];
    println!("{what}: {} of them, p50 {:?}, p99 {:?}, longest {:?}", took.len(), at(0.5), at(0.99), at(1.0));
}
