//! `fairway ask`: one question, or a file of them, against the content of this folder. No config, database or network.

use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::path::Path;
use std::time::Instant;

use domain::conversation::Conversation;
use domain::conversation::advance::{Advance, Given, advance};
use domain::conversation::answering::Reading;
use domain::conversation::effect::Effect;
use domain::handbook::{Desk, Handbook};
use domain::ids::{ConversationId, EventId, NetworkName, PersonId, RoomId};
use domain::language::Language;
use domain::message::{Abilities, Incoming, Message, Place, Privacy, Size, What};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::metrics::{offer_word, verdict_word};

use super::CliError;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The question
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    question: Vec<String>,
    /// Read one JSON object a line, {"id","text","lang"?,"conversation"?}, and write one a line
    #[arg(long)]
    jsonl: bool,
    /// Answer as on that day, 2026-07-01 for instance: by the entries that held then, and by how old their reviews were
    #[arg(long, value_name = "DAY")]
    at: Option<Date>,
}

pub fn run(args: &Args) -> Result<(), CliError> {
    let handbook = super::load(Path::new("."), Desk::default())?;
    let mut asking = Asking { handbook, clock: clock(args.at), conversations: HashMap::new(), asked: 0 };
    if !args.jsonl {
        println!("{}", asking.ask(&args.question.join(" "), None, None).text());
        return Ok(());
    }
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().split(b'\n') {
        let line = line.map_err(anyhow::Error::from)?;
        writeln!(out, "{}", asking.answer_line(&line)).map_err(anyhow::Error::from)?;
        out.flush().map_err(anyhow::Error::from)?;
    }
    Ok(())
}

/// A day's beginning, or now.
fn clock(at: Option<Date>) -> Clock {
    let start = at.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
    start.map_or(Clock::System, |start| Clock::fixed(start.timestamp().as_millisecond()).0)
}

#[derive(Deserialize)]
struct LineIn {
    id: serde_json::Value,
    text: String,
    lang: Option<String>,
    conversation: Option<String>,
}

#[derive(Serialize)]
struct LineOut<'a> {
    id: &'a serde_json::Value,
    verdict: &'static str,
    entries: Vec<&'a str>,
    offer: &'static str,
    kind: &'static str,
    language: &'static str,
    text: String,
    sources: Vec<SourceOut<'a>>,
    micros: u64,
}

#[derive(Serialize)]
struct SourceOut<'a> {
    entry: &'a str,
    section: &'a str,
    reviewed: &'a str,
}

struct Asking {
    handbook: Handbook,
    clock: Clock,
    conversations: HashMap<String, Conversation>,
    asked: u64,
}

/// What was said to one question.
struct Answer {
    messages: Vec<Message>,
    reading: Option<Reading>,
    language: Language,
    micros: u64,
}

impl Asking {
    fn answer_line(&mut self, line: &[u8]) -> String {
        let id = serde_json::from_slice::<serde_json::Value>(line).ok().and_then(|value| value.get("id").cloned());
        let asked = serde_json::from_slice::<LineIn>(line).map_err(|error| format!("no question: {error}"));
        let checked = asked.and_then(|asked| match asked.lang.as_deref().map(str::parse::<Language>).transpose() {
            Ok(language) => Ok((asked, language)),
            Err(error) => Err(error.to_string()),
        });
        match checked {
            Ok((asked, language)) => {
                let answer = self.ask(&asked.text, language, asked.conversation.as_deref());
                serde_json::to_string(&answer.line(&asked.id)).unwrap_or_default()
            }
            Err(error) => serde_json::json!({ "id": id, "error": error }).to_string(),
        }
    }

    /// Takes one turn of the same core that the networks use, over memory instead of a store.
    fn ask(&mut self, text: &str, language: Option<Language>, conversation: Option<&str>) -> Answer {
        self.asked += 1;
        let name = conversation.map_or_else(|| format!("line {}", self.asked), ToOwned::to_owned);
        let known = conversation.and_then(|name| self.conversations.remove(name));
        let mut before = known.unwrap_or_else(|| Conversation::new(ConversationId::new(&name)));
        before.chosen_language = language.or(before.chosen_language);
        let (incoming, given) = (self.incoming(text), self.given());
        let began = Instant::now();
        let Advance { conversation: after, effects, reading, .. } = advance(before, &incoming, &self.handbook, &given);
        let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        let spoken = after.chosen_language.or(after.last_language).unwrap_or(self.handbook.desk.default_language);
        let language = reading.as_ref().map_or(spoken, |reading| reading.language);
        if conversation.is_some() {
            self.conversations.insert(name, after);
        }
        let said = |effect| match effect {
            Effect::Say { message, .. } | Effect::SayDirectly { message, .. } => Some(message),
            _ => None,
        };
        Answer { messages: effects.into_iter().filter_map(said).collect(), reading, language, micros }
    }

    fn incoming(&self, text: &str) -> Incoming {
        let place = Place {
            network: NetworkName::new("ask"),
            room: RoomId::new("ask"),
            thread: None,
            privacy: Privacy::Direct,
        };
        Incoming {
            event: EventId::new(self.asked.to_string()),
            place,
            sender: PersonId::new("asker"),
            at: self.clock.now(),
            what: What::Said { text: text.to_owned(), addressed: true },
            handle: None,
        }
    }

    fn given(&self) -> Given {
        Given::alone(self.clock.now(), Abilities::text_only(Size::ENDLESS))
    }
}

impl Answer {
    fn text(&self) -> String {
        let said: Vec<_> = self.messages.iter().map(|message| message.markdown.as_str()).collect();
        said.join("\n\n")
    }

    fn line<'a>(&'a self, id: &'a serde_json::Value) -> LineOut<'a> {
        let reading = self.reading.as_ref();
        let sources = self.messages.iter().flat_map(|message| &message.sources);
        LineOut {
            id,
            verdict: reading.map_or("unknown", |reading| verdict_word(&reading.verdict)),
            entries: reading
                .map_or_else(Vec::new, |reading| reading.ranking.iter().map(|entry| entry.as_str()).collect()),
            offer: reading.map_or("none", |reading| offer_word(reading.offer)),
            kind: reading.map_or("question", |reading| reading.kind.word()),
            language: self.language.code(),
            text: self.text(),
            sources: sources
                .map(|source| SourceOut {
                    entry: source.entry.as_str(),
                    section: source.section.as_str(),
                    reviewed: &source.reviewed,
                })
                .collect(),
            micros: self.micros,
        }
    }
}
