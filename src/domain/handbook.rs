//! All curated content together, checked as a whole.

use std::sync::Arc;

use crate::contact::{ContactPoint, ContactPoints};
use crate::content::{ContentError, Rule, short};
use crate::frame;
use crate::glossary::Glossary;
use crate::ids::EntryId;
use crate::knowledge::{KnowledgeBase, Lexicon, entry, hygiene};
use crate::language::Language;
use crate::prompts::{Prompt, Prompts, keys};
use crate::recognise::{FollowUps, Places, Recogniser, SmalltalkPhrases};
use crate::screening::Screenings;
use crate::screening::guard::GuardWords;
use crate::snippets::Snippets;

/// Everything the desk knows and says. Made by [`Handbook::read`] only when all of it is right.
///
/// Its parts are shared, so that [`Handbook::at`] can make one for a person's place without a copy of them.
#[derive(Clone, Debug)]
pub struct Handbook {
    pub knowledge: Arc<KnowledgeBase>,
    pub prompts: Arc<Prompts>,
    pub contacts: Arc<ContactPoints>,
    pub smalltalk: Arc<SmalltalkPhrases>,
    pub recogniser: Arc<Recogniser>,
    pub follow_ups: Arc<FollowUps>,
    pub places: Arc<Places>,
    pub glossary: Arc<Glossary>,
    pub screenings: Arc<Screenings>,
    pub guard: Arc<GuardWords>,
    pub snippets: Arc<Snippets>,
    pub desk: Desk,
}

/// What the operator says of the desk; from the config.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Who has approved the entries for this desk. While it is `None` the bot says that nobody has.
    pub adopted_by: Option<String>,
    /// Where the institution is, as a jurisdiction code: which national contact point comes second.
    pub jurisdiction: Option<String>,
    /// For messages whose language cannot be told.
    pub default_language: Language,
    /// How long a conversation is kept after its last message, in days.
    pub keep_days: u32,
    /// How long after its review was due an entry is still served, with a word of warning, in months.
    pub withhold_after_months: u16,
    /// Where an entry's file can be changed in the forge, with `{path}` for the file; `None` where there is no such place.
    pub edit_url: Option<String>,
    /// Who takes tickets; `None`: nobody does, and people are sent to the contact point.
    pub advisers: Option<Advisers>,
}

/// What people are told of the advisers before anything is handed to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advisers {
    /// Who reads what no route takes elsewhere.
    pub readers: Readers,
    /// Others, for some cases; the first that fits has a case.
    pub routes: Vec<Route>,
    /// Whether tickets are taken from networks that can read along.
    pub from_networks_that_read: bool,
    /// Where to write confidentially instead: an address, in words for people.
    pub other_way: Option<String>,
    /// What whoever has a ticket writes in its thread without a command goes to the person; else it stays there.
    pub plain_words_go: bool,
    /// Larger files are not passed on; 0: none are.
    pub attachment_max_bytes: u64,
    /// What people are told of who speaks to them.
    pub shown_as: ShownAs,
}

/// How an adviser is shown to the person whose ticket they have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ShownAs {
    /// As an adviser, and no more.
    #[default]
    Adviser,
    /// As what all of them are.
    Role(String),
    /// By the name that their network shows.
    Name,
}

/// Who reads what is handed over, as people are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readers {
    /// `None`: they are called as the contact point is.
    pub name: Option<String>,
    /// The network of their room as people call it: `Matrix`.
    pub network: String,
    /// Only those in the room can read what is in it.
    pub is_encrypted: bool,
}

/// Which cases go to other advisers. Of each list that is not empty, one must fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    pub readers: Readers,
    /// Ids of entries, or the folders that they lie in.
    pub topics: Vec<String>,
    /// Codes of places.
    pub jurisdictions: Vec<String>,
    /// Ids of outcomes of a screening.
    pub outcomes: Vec<String>,
}

impl Route {
    /// Each with all that is known of the case.
    pub fn fits(&self, topics: &[&str], jurisdictions: &[&str], outcome: Option<&str>) -> bool {
        let among = |wanted: &[String], known: &[&str]| {
            wanted.is_empty() || wanted.iter().any(|wanted| known.contains(&wanted.as_str()))
        };
        among(&self.topics, topics)
            && among(&self.jurisdictions, jurisdictions)
            && among(&self.outcomes, &outcome.into_iter().collect::<Vec<_>>())
    }
}

impl Desk {
    /// The address at which a file of the content can be changed.
    pub fn edit_link(&self, path: &str) -> Option<String> {
        Some(self.edit_url.as_ref()?.replace("{path}", path))
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            adopted_by: None,
            jurisdiction: None,
            default_language: Language::En,
            keep_days: 30,
            withhold_after_months: 12,
            edit_url: None,
            advisers: None,
        }
    }
}

/// A content file as the application read it: its path from the project's folder, with `/`, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentFile {
    pub path: String,
    pub text: String,
}

pub(crate) const CONTACT_POINTS: &str = "knowledge-base/contact-points.yaml";
const WORDS: &str = "knowledge-base/words/";
const SMALLTALK: &str = "knowledge-base/recognise/smalltalk.yaml";
const GUARD: &str = "knowledge-base/recognise/guard.yaml";
const FOLLOW_UP: &str = "knowledge-base/recognise/follow-up.yaml";
const PLACES: &str = "knowledge-base/places.yaml";
pub(crate) const GLOSSARY: &str = "knowledge-base/glossary.yaml";
pub(crate) const ENTRIES: &str = "knowledge-base/entries/";

impl Handbook {
    /// Reads and cross-checks all content. Every mistake of every file is reported at once, in order of file and line.
    pub fn read(files: &[ContentFile], desk: Desk) -> Result<Self, Vec<ContentError>> {
        let mut mistakes = Vec::new();
        let knowledge = keep(read_entries(files), &mut mistakes);
        let prompts = keep(read_prompts(files), &mut mistakes);
        let contacts = keep(read_one(files, CONTACT_POINTS, ContactPoints::read), &mut mistakes);
        let smalltalk = keep(read_one(files, SMALLTALK, SmalltalkPhrases::read), &mut mistakes);
        let follow_ups = keep(read_one(files, FOLLOW_UP, FollowUps::read), &mut mistakes);
        let places = keep(read_one(files, PLACES, Places::read), &mut mistakes);
        let recogniser = keep(read_recogniser(files, knowledge.as_ref()), &mut mistakes);
        let glossary = match files.iter().find(|file| file.path == GLOSSARY) {
            Some(file) => keep(Glossary::read(GLOSSARY, &file.text), &mut mistakes),
            None => Some(Glossary::default()),
        };
        let screenings = keep(Screenings::draft(files), &mut mistakes);
        mistakes.extend(screenings.iter().flat_map(|screenings| screenings.mistakes(files)));
        let snippets = keep(Snippets::read(files), &mut mistakes);
        let guard = keep(read_one(files, GUARD, GuardWords::read), &mut mistakes);
        if let (Some(screenings), Some(knowledge)) = (&screenings, &knowledge) {
            mistakes.extend(screenings.dead_links(files, &|entry| knowledge.entry(entry, Language::En).is_some()));
        }
        for file in files.iter().filter(|file| !file.path.starts_with(ENTRIES)) {
            mistakes.extend(hygiene::check_file(&file.path, &file.text));
        }
        mistakes.extend(prompts.iter().flat_map(|prompts| frame::check(prompts, files)));
        if let (Some(contacts), Some(code)) = (&contacts, &desk.jurisdiction)
            && !contacts.national.contains_key(code)
        {
            let known: Vec<_> = contacts.national.keys().map(String::as_str).collect();
            mistakes.push(ContentError::new(CONTACT_POINTS, 1, format!("the config's desk.jurisdiction is `{code}`, which has no contact point here: add one or choose among {}", known.join(", "))));
        }
        mistakes.sort();
        let all = || {
            Some(Self {
                knowledge: knowledge?.into(),
                prompts: prompts?.into(),
                contacts: contacts?.into(),
                smalltalk: smalltalk?.into(),
                recogniser: recogniser?.into(),
                follow_ups: follow_ups?.into(),
                places: places?.into(),
                glossary: glossary?.into(),
                screenings: screenings?.into(),
                guard: guard?.into(),
                snippets: snippets?.into(),
                desk,
            })
        };
        if mistakes.is_empty() { all().ok_or(mistakes) } else { Err(mistakes) }
    }

    /// The same handbook for somebody at another place: the national contact point is that place's, if it has one.
    pub fn at(&self, place: &str) -> Self {
        let desk = Desk { jurisdiction: Some(place.to_owned()), ..self.desk.clone() };
        Self { desk, ..self.clone() }
    }

    /// Fills a prompt in a language.
    pub fn say(&self, language: Language, prompt: Prompt, slots: &[(&str, &str)]) -> String {
        self.prompts.fill(language, prompt, slots)
    }

    /// How advisers are shown to people.
    pub fn shown_as(&self) -> ShownAs {
        self.desk.advisers.as_ref().map_or(ShownAs::Adviser, |advisers| advisers.shown_as.clone())
    }

    /// Whom to ask, in one or two sentences: the institution's own point first, then the national one.
    pub fn contact(&self, language: Language) -> String {
        let line = |prompt, point: &ContactPoint| {
            self.say(language, prompt, &[("name", point.name(language)), ("reach", point.reach(language))])
        };
        let said = line(keys::CONTACT_LINE, &self.contacts.institution);
        let national = self.desk.jurisdiction.as_ref().and_then(|code| self.contacts.national.get(code));
        match national {
            Some(point) => format!("{said} {}", line(keys::CONTACT_NATIONAL, point)),
            None => said,
        }
    }

    /// An entry as it stands in a language, else in English.
    pub fn entry(&self, id: &EntryId, language: Language) -> Option<&entry::Entry> {
        self.knowledge.entry(id, language)
    }
}

fn keep<T>(read: Result<T, Vec<ContentError>>, mistakes: &mut Vec<ContentError>) -> Option<T> {
    read.map_err(|found| mistakes.extend(found)).ok()
}

fn read_one<T>(
    files: &[ContentFile],
    path: &str,
    read: impl Fn(&str, &str) -> Result<T, Vec<ContentError>>,
) -> Result<T, Vec<ContentError>> {
    match files.iter().find(|file| file.path == path) {
        Some(file) => read(path, &file.text),
        None => {
            let message = "this file is missing: take it from the project's repository";
            Err(vec![ContentError::new(path, 1, message).under(Rule::MissingFile)])
        }
    }
}

/// So many asks of one entry in one language are enough to tell plain questions from the other kinds.
const QUESTIONS_OF_ENTRY: usize = 8;

/// What the entries answer is what the other kinds must be told apart from.
fn read_recogniser<'a>(
    files: &'a [ContentFile],
    knowledge: Option<&'a KnowledgeBase>,
) -> Result<Recogniser, Vec<ContentError>> {
    let asks = knowledge.into_iter().flat_map(KnowledgeBase::entries).flat_map(|entry| entry.asks.values());
    let some = |asks: &'a Vec<String>| {
        let count = asks.len().min(QUESTIONS_OF_ENTRY);
        (0..count).filter_map(move |at| asks.get(at * asks.len() / count))
    };
    let questions: Vec<&str> = asks.flat_map(some).map(String::as_str).collect();
    let file = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    Recogniser::read(file, &questions)
}

fn read_entries(files: &[ContentFile]) -> Result<KnowledgeBase, Vec<ContentError>> {
    let mut pages = Vec::new();
    let mut mistakes = Vec::new();
    let mut unread = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with(ENTRIES)) {
        match entry::parse(&file.path, &file.text) {
            Ok(page) => pages.push(page),
            Err(found) => {
                unread.extend(file.path.rsplit('/').next().and_then(|name| name.split('.').next()));
                mistakes.extend(found);
            }
        }
    }
    let mut words = Lexicon::default();
    for file in files.iter().filter(|file| file.path.starts_with(WORDS)) {
        let name = file.path[WORDS.len()..].strip_suffix(".tsv").unwrap_or_default();
        match name.parse() {
            Ok(language) => mistakes.extend(words.add(&file.path, language, &file.text).err().unwrap_or_default()),
            Err(error) => {
                let message = format!("call the file after its language, as in `{WORDS}nl.tsv`: {error}");
                mistakes.push(ContentError::new(&file.path, 1, message));
            }
        }
    }
    if pages.is_empty() && mistakes.is_empty() {
        let message = "there are no entries here: start in the project's folder, or write one";
        mistakes.push(ContentError::new("knowledge-base/entries", 1, message).under(Rule::MissingFile));
    }
    match KnowledgeBase::new(pages, &words) {
        Ok(knowledge) if mistakes.is_empty() => Ok(knowledge),
        Ok(_) => Err(mistakes),
        Err(found) => {
            // Pages that lean on one which could not be read are not to blame for it.
            let leans = |mistake: &ContentError| {
                [Rule::DeadRelated, Rule::MissingEnglish].contains(&mistake.rule)
                    && unread.iter().any(|id| {
                        [format!("`{id}`"), format!("`{id}.en.md`")].iter().any(|name| mistake.message.contains(name))
                    })
            };
            mistakes.extend(found.into_iter().filter(|mistake| !leans(mistake)));
            Err(mistakes)
        }
    }
}

fn read_prompts(files: &[ContentFile]) -> Result<Prompts, Vec<ContentError>> {
    let mut mistakes = Vec::new();
    let mut sorted = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("prompts/") && file.path.ends_with(".ftl")) {
        let folder = file.path.split('/').nth(1).unwrap_or_default();
        match folder.parse::<Language>() {
            Ok(language) => sorted.push((file.path.clone(), language, file.text.clone())),
            Err(_) => {
                let message =
                    format!("the folder `{}` is none of the desk's languages: write en, nl, de or fr", short(folder));
                mistakes.push(ContentError::new(&file.path, 1, message).under(Rule::FileName));
            }
        }
    }
    match Prompts::read(&sorted) {
        Ok(prompts) if mistakes.is_empty() => Ok(prompts),
        Ok(_) => Err(mistakes),
        Err(found) => {
            mistakes.extend(found);
            Err(mistakes)
        }
    }
}
