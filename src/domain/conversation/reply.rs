//! The replies, put together from prompts and passages. Nothing here composes a fact: a passage is served as it stands.

use jiff::civil::Date;

use crate::command;
use crate::handbook::Handbook;
use crate::knowledge::Hit;
use crate::knowledge::entry::{Entry, Freshness, Section};
use crate::language::Language;
use crate::message::{Abilities, Choice, Message, Notice, Source};
use crate::prompts::{keys, screening, ticket};
use crate::receipt::{Change, Receipt, Served, Verification};
use crate::recognise::{Kind, Smalltalk};
use crate::screening::COLLABORATION;

/// A reply before it is fitted to what the network can show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reply {
    pub markdown: String,
    pub choices: Vec<Choice>,
    pub sources: Vec<Source>,
    /// The passages it quotes, to be kept for their receipts.
    pub served: Vec<Served>,
    /// Lines under a passage: the way to a person, where nothing above has named it, and how to say whether it helped.
    pub under: Vec<String>,
    /// What is open stays open: choices, or what can be said of an answer.
    pub keeps_choices: bool,
    /// Its choices stand in its words already.
    pub is_numbered: bool,
}

impl Reply {
    /// Puts `before` in front, and numbers the choices where the network has no buttons.
    pub fn into_message(
        self,
        handbook: &Handbook,
        language: Language,
        abilities: &Abilities,
        before: &[String],
    ) -> Message {
        let mut parts = before.to_vec();
        parts.push(self.markdown);
        parts.extend(self.under);
        if !abilities.buttons && !self.choices.is_empty() && !self.is_numbered {
            parts.push(numbered(handbook, language, &self.choices));
        }
        Message { markdown: parts.join("\n\n"), choices: self.choices, sources: self.sources, ..Message::default() }
    }
}

pub(super) fn plain(markdown: String) -> Message {
    Message { markdown, ..Message::default() }
}

/// A machine, advice and no decision, no names, what is kept, help, a person; and who stands behind the entries.
pub(super) fn introduction(handbook: &Handbook, language: Language, abilities: &Abilities) -> String {
    let days = handbook.desk.keep_days.to_string();
    let lines = handbook.say(language, keys::INTRODUCTION, &[("days", &days), ("help", &typed("help", abilities))]);
    let adopted = match &handbook.desk.adopted_by {
        Some(by) => handbook.say(language, keys::INTRODUCTION_ADOPTED, &[("by", by)]),
        None => handbook.say(language, keys::INTRODUCTION_NOT_ADOPTED, &[]),
    };
    let example =
        if handbook.contacts.example { handbook.say(language, keys::CONTACT_EXAMPLE, &[]) } else { String::new() };
    let all = lines.lines().chain(adopted.lines()).chain(example.lines());
    let quoted: Vec<_> = all.map(|line| format!("> {line}")).collect();
    quoted.join("\n")
}

/// The passage word for word, then where it stands, when it was reviewed, who answers for it, its receipt, and a way to a
/// person. Past its review it says so first.
pub(super) fn passage(handbook: &Handbook, language: Language, hit: &Hit, today: Date) -> Option<Reply> {
    let (entry, section) = handbook.knowledge.passage(&hit.entry, &hit.section, language)?;
    let reviewed = entry.last_reviewed_on.to_string();
    let slots = [
        ("title", entry.title.as_str()),
        ("section", &section.heading),
        ("reviewed", &reviewed),
        ("owner", &entry.owner),
    ];
    let mut parts = Vec::new();
    if entry.language != language {
        parts.push(handbook.say(language, keys::ANSWER_IN_ENGLISH, &[]));
    }
    if entry.freshness(today, handbook.desk.withhold_after_months) != Freshness::Reviewed {
        let due = entry.review_due_on().to_string();
        parts.push(handbook.say(language, keys::ANSWER_OVERDUE, &[("due", &due)]));
    }
    parts.extend([format!("**{}**", section.heading), section.text.clone()]);
    parts.push(handbook.say(language, keys::ANSWER_SOURCE, &slots));
    let receipt = Receipt::of(&entry.id, section);
    let mut under = vec![
        handbook.say(language, keys::ANSWER_LINK, &[("links", &links(entry))]),
        handbook.say(language, keys::ANSWER_RECEIPT, &[("receipt", &receipt.to_string())]),
    ];
    if let Some(link) = handbook.desk.edit_link(&entry.path) {
        under.push(handbook.say(language, keys::ANSWER_EDIT, &[("link", &link)]));
    }
    parts.push(under.join(" · "));
    let contact = handbook.contact(language);
    let person = handbook.say(language, keys::ANSWER_PERSON, &[("contact", &contact)]);
    let source = Source { entry: entry.id.clone(), section: section.id.clone(), reviewed };
    let (heading, text) = (section.heading.clone(), section.text.clone());
    let served = Served { receipt, language: entry.language, heading, text };
    Some(Reply {
        markdown: parts.join("\n\n"),
        sources: vec![source],
        served: vec![served],
        under: vec![person],
        ..Reply::default()
    })
}

/// Instead of a passage whose review is too long past.
pub(super) fn expired(handbook: &Handbook, language: Language, entry: &Entry) -> Reply {
    let (contact, reviewed) = (handbook.contact(language), entry.last_reviewed_on.to_string());
    let title = handbook.entry(&entry.id, language).map_or(&entry.title, |entry| &entry.title);
    said(handbook.say(
        language,
        keys::ANSWER_EXPIRED,
        &[("title", title), ("reviewed", &reviewed), ("contact", &contact)],
    ))
}

/// The same under an offer that has named a person already.
pub(super) fn expired_beside(handbook: &Handbook, language: Language, entry: &Entry) -> Reply {
    let reviewed = entry.last_reviewed_on.to_string();
    let title = handbook.entry(&entry.id, language).map_or(&entry.title, |entry| &entry.title);
    said(handbook.say(language, keys::ANSWER_EXPIRED_BESIDE, &[("title", title), ("reviewed", &reviewed)]))
}

/// So many changes are shown; who wants them all reads the page.
const CHANGES_MAX: usize = 6;

/// What has become of a passage that was served.
pub(super) fn verified(handbook: &Handbook, language: Language, verified: &Verification<'_>) -> Reply {
    let contact = handbook.contact(language);
    let place = |entry: &Entry, section: &Section, prompt| {
        let reviewed = entry.last_reviewed_on.to_string();
        let slots = [("title", entry.title.as_str()), ("section", section.heading.as_str()), ("reviewed", &reviewed)];
        handbook.say(language, prompt, &slots)
    };
    said(match verified {
        Verification::Current { entry, section } => place(entry, section, keys::VERIFY_CURRENT),
        Verification::Changed { entry, section, changes } => {
            let prompt = if changes.is_empty() { keys::VERIFY_CHANGED_UNKEPT } else { keys::VERIFY_CHANGED };
            let mut parts = vec![place(entry, section, prompt)];
            let rows = changes.iter().take(CHANGES_MAX).map(|change| change_row(handbook, language, change));
            parts.push(rows.collect::<Vec<_>>().join("\n"));
            parts.push(section.text.clone());
            parts.retain(|part| !part.is_empty());
            parts.join("\n\n")
        }
        Verification::Withdrawn => handbook.say(language, keys::VERIFY_WITHDRAWN, &[("contact", &contact)]),
        Verification::NeverThere => handbook.say(language, keys::VERIFY_NEVER, &[("contact", &contact)]),
    })
}

fn change_row(handbook: &Handbook, language: Language, change: &Change) -> String {
    let (was, is) = (plain_words(&change.was), plain_words(&change.is));
    match (was.is_empty(), is.is_empty()) {
        (true, _) => handbook.say(language, keys::VERIFY_ADDED, &[("is", &is)]),
        (_, true) => handbook.say(language, keys::VERIFY_REMOVED, &[("was", &was)]),
        _ => handbook.say(language, keys::VERIFY_REPLACED, &[("was", &was), ("is", &is)]),
    }
}

/// Pieces of a passage, cut anywhere: marks of Markdown would no longer have their other half.
fn plain_words(text: &str) -> String {
    text.replace(['*', '_', '`', '[', ']', '<', '>', '#'], "")
}

/// A chat shows the first few; the entry has them all.
const LINKS_MAX: usize = 3;

fn links(entry: &Entry) -> String {
    let links: Vec<_> =
        entry.sources.iter().take(LINKS_MAX).map(|source| format!("[{}](<{}>)", source.title, source.url)).collect();
    links.join(" · ")
}

/// "Which of these?": the titles as choices, and a way to say none.
pub(super) fn which_of_these(handbook: &Handbook, language: Language, hits: &[Hit]) -> Option<Reply> {
    let mut choices: Vec<_> = hits
        .iter()
        .filter_map(|hit| {
            let title = handbook.entry(&hit.entry, language)?.title.clone();
            Some(Choice::new(format!("passage:{}#{}", hit.entry, hit.section), title))
        })
        .collect();
    if choices.is_empty() {
        return None;
    }
    choices.push(Choice::new("none", handbook.say(language, keys::UNSURE_NONE, &[])));
    let markdown = handbook.say(language, keys::UNSURE_WHICH, &[]);
    Some(Reply { markdown, choices, ..Reply::default() })
}

/// A passage that somebody shows to everyone. What stands under a passage is said to who asked, and not here.
pub(super) fn shared(handbook: &Handbook, language: Language, hit: &Hit, today: Date) -> Option<Reply> {
    let passage = passage(handbook, language, hit, today)?;
    let lead = handbook.say(language, keys::ANSWER_SHARED, &[]);
    Some(Reply { markdown: format!("{lead}\n\n{}", passage.markdown), under: Vec::new(), ..passage })
}

pub(super) fn notice(handbook: &Handbook, language: Language, notice: Notice) -> String {
    match notice {
        Notice::Outage { from, to } => {
            let (from, to) = (from.in_utc(), to.in_utc());
            handbook.say(language, keys::NOTICE_OUTAGE, &[("from", &from), ("to", &to)])
        }
        Notice::CutShort { count } => handbook.say(language, keys::NOTICE_CUT_SHORT, &[("count", &count.to_string())]),
        Notice::NotUnderstood { count } => {
            handbook.say(language, keys::NOTICE_NOT_UNDERSTOOD, &[("count", &count.to_string())])
        }
    }
}

/// A person first; then what the pages may have, in case it helps meanwhile.
pub(super) fn person_first(handbook: &Handbook, language: Language, passages: Option<Reply>) -> Reply {
    let contact = handbook.contact(language);
    let first = handbook.say(language, keys::PERSON_FIRST, &[("contact", &contact)]);
    let mut reply = match passages {
        Some(passages) => {
            let lead = handbook.say(language, keys::PERSON_MEANWHILE, &[]);
            let markdown = format!("{first}\n\n{lead}\n\n{}", passages.markdown);
            Reply { markdown, under: Vec::new(), ..passages }
        }
        None => said(first),
    };
    if handbook.desk.advisers.is_some() {
        reply.choices.insert(0, Choice::new("ticket:begin", handbook.say(language, ticket::keys::OFFER, &[])));
    }
    reply
}

/// What the pages have, and the offer to weigh the plan.
pub(super) fn plan(handbook: &Handbook, language: Language, passages: Option<Reply>) -> Reply {
    let contact = handbook.contact(language);
    let offer = handbook.say(language, keys::PLAN_OFFER, &[("contact", &contact)]);
    let mut reply = match passages {
        Some(passages) => {
            let markdown = format!("{offer}\n\n{}", passages.markdown);
            Reply { markdown, under: Vec::new(), ..passages }
        }
        None => said(offer),
    };
    if handbook.screenings.get(COLLABORATION).is_some() {
        // Behind the pages, and before none of them.
        let none = reply.choices.iter().position(|choice| choice.id.as_str() == "none");
        let at = none.unwrap_or(reply.choices.len());
        reply.choices.insert(at, Choice::new("screen:begin", handbook.say(language, screening::keys::OFFER, &[])));
    }
    reply
}

/// Why this gets no passage, and where to turn. `office` is the one that answers instead.
pub(super) fn declined(handbook: &Handbook, language: Language, kind: Kind, office: Option<&str>) -> Reply {
    let contact = handbook.contact(language);
    let prompt = match kind {
        Kind::Evasion => keys::EVASION,
        Kind::AboutPerson => keys::ABOUT_PERSON,
        _ => keys::OUTSIDE,
    };
    said(match office {
        Some(office) => handbook.say(language, keys::OUTSIDE_OFFICE, &[("office", office), ("contact", &contact)]),
        None => handbook.say(language, prompt, &[("contact", &contact)]),
    })
}

pub(super) fn unknown(handbook: &Handbook, language: Language) -> Reply {
    let contact = handbook.contact(language);
    said(handbook.say(language, keys::UNKNOWN, &[("contact", &contact)]))
}

pub(super) fn smalltalk(handbook: &Handbook, language: Language, kind: Smalltalk) -> Reply {
    let prompt = match kind {
        Smalltalk::Greeting => keys::GREETING,
        // That something helped, said when nothing was served, is thanks; `missed` is then a question and not for here.
        Smalltalk::Thanks | Smalltalk::Helped | Smalltalk::Missed => keys::THANKS,
        Smalltalk::Farewell => keys::FAREWELL,
    };
    said(handbook.say(language, prompt, &[]))
}

/// A command as people type it.
pub(super) fn typed(command: &str, abilities: &Abilities) -> String {
    if abilities.slash_commands { format!("/{command}") } else { command.to_owned() }
}

/// One line for each row of the command table.
pub(super) fn help(handbook: &Handbook, language: Language, abilities: &Abilities) -> Reply {
    let say = |prompt| handbook.say(language, prompt, &[]);
    // Where nobody takes tickets the contact point below is the way to a person.
    let is_there = |row: &&command::CommandRow| row.name != "ticket" || handbook.desk.advisers.is_some();
    let rows: Vec<_> = command::ALL
        .iter()
        .filter(is_there)
        .map(|row| {
            let usage = match row.argument {
                Some(argument) => format!("{} {}", typed(row.name, abilities), say(argument.usage)),
                None => typed(row.name, abilities),
            };
            handbook.say(language, keys::HELP_ROW, &[("usage", &usage), ("about", &say(row.about))])
        })
        .collect();
    let contact = handbook.contact(language);
    let (lead, close) = match abilities.slash_commands {
        true => (keys::HELP_LEAD_SLASH, keys::HELP_CLOSE_SLASH),
        false => (keys::HELP_LEAD, keys::HELP_CLOSE),
    };
    let (lead, close) = (say(lead), handbook.say(language, close, &[("contact", &contact)]));
    said(format!("{lead}\n\n{}\n\n{close}", rows.join("\n")))
}

pub(super) fn privacy(handbook: &Handbook, language: Language, abilities: &Abilities) -> Reply {
    let (days, contact) = (handbook.desk.keep_days.to_string(), handbook.contact(language));
    let mut text = handbook.say(language, keys::PRIVACY, &[("days", &days), ("contact", &contact)]);
    if abilities.reads_along {
        text = format!("{}\n\n{text}", handbook.say(language, keys::PRIVACY_NETWORK_READS, &[]));
    }
    said(text)
}

pub(super) fn which_language(handbook: &Handbook, language: Language, unknown: Option<&str>) -> Reply {
    let markdown = match unknown {
        Some(typed) => handbook.say(language, keys::LANGUAGE_UNKNOWN, &[("typed", &quotable(typed))]),
        None => handbook.say(language, keys::LANGUAGE_WHICH, &[]),
    };
    let choice = |of: Language| Choice::new(format!("language:{of}"), of.autonym());
    Reply { markdown, choices: Language::ALL.map(choice).to_vec(), ..Reply::default() }
}

pub(super) fn unknown_command(handbook: &Handbook, language: Language, typed: &str, near: Option<&str>) -> Reply {
    let typed = quotable(typed);
    match near {
        Some(near) => {
            let markdown = handbook.say(language, keys::COMMAND_UNKNOWN_NEAR, &[("typed", &typed), ("near", near)]);
            let choice = Choice::new(format!("command:{near}"), near);
            Reply { markdown, choices: vec![choice], ..Reply::default() }
        }
        None => said(handbook.say(language, keys::COMMAND_UNKNOWN, &[("typed", &typed)])),
    }
}

pub(super) fn reword_offer(handbook: &Handbook, language: Language) -> Reply {
    let choice = |id: &str, prompt| Choice::new(id, handbook.say(language, prompt, &[]));
    let choices = vec![choice("reword", keys::REWORD_YES), choice("leave", keys::REWORD_NO)];
    Reply { markdown: handbook.say(language, keys::REWORD_OFFER, &[]), choices, ..Reply::default() }
}

pub(super) fn numbered(handbook: &Handbook, language: Language, choices: &[Choice]) -> String {
    let rows: Vec<_> = choices
        .iter()
        .enumerate()
        .map(|(index, choice)| {
            let number = (index + 1).to_string();
            handbook.say(language, keys::CHOICE_ROW, &[("number", &number), ("label", &choice.label)])
        })
        .collect();
    let how = if choices.len() == 1 {
        handbook.say(language, keys::CHOICE_ONE, &[])
    } else {
        handbook.say(language, keys::CHOICE_HOW, &[("last", &choices.len().to_string())])
    };
    format!("{}\n\n{how}", rows.join("\n"))
}

fn said(markdown: String) -> Reply {
    Reply { markdown, ..Reply::default() }
}

/// A person's own words inside ours: only letters, digits and blanks survive, and not many, so that nothing in them can
/// pass for Markdown or for the bot's voice.
fn quotable(typed: &str) -> String {
    typed.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-').take(24).collect()
}
