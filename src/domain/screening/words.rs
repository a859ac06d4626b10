//! The words of a questionnaire in one language: `words.<language>.yaml`. Every id has its words, and no id beyond.

use std::collections::BTreeMap;

use crate::content::{ContentError, Rule, short};
use crate::knowledge::hygiene;
use crate::mistakes::{Mistakes, did_you_mean};
use crate::yaml_tree::{self, Keys, Node, OF_FILE};

use super::questionnaire::{Kind, Question, Questionnaire, UNKNOWN};

/// A question is read in one breath.
pub const ASK_MAX_WORDS: usize = 35;
/// What fits on a button of every network.
pub const LABEL_MAX_CHARS: usize = 80;

/// What a questionnaire says in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub title: String,
    /// Said before the first question.
    pub about: String,
    /// By the place of their question.
    questions: Vec<QuestionWords>,
    /// By the place of their outcome, that of finding out at the end.
    outcomes: Vec<OutcomeWords>,
    said: BTreeMap<Part, BTreeMap<String, String>>,
}

/// What is said about one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionWords {
    pub ask: String,
    /// A few words that name it in summaries.
    pub short: String,
    pub why: String,
    /// Who can usually answer it.
    pub whom: String,
    /// By the place of their choice; `None` for the word that every questionnaire has: "I don't know".
    options: Vec<Option<String>>,
}

/// What is said about one outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeWords {
    /// What to do next, in a few words.
    pub label: String,
    pub means: String,
    /// What the researcher does now.
    pub next: Vec<String>,
}

/// The lists of sentences, each by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Blocks,
    Scales,
    Rules,
    HardStops,
    LegalChecks,
    Postures,
    HandOver,
    Measures,
    Forms,
    Mitigations,
    Notes,
}

impl Part {
    const ALL: [Part; 11] = [
        Part::Blocks,
        Part::Scales,
        Part::Rules,
        Part::HardStops,
        Part::LegalChecks,
        Part::Postures,
        Part::HandOver,
        Part::Measures,
        Part::Forms,
        Part::Mitigations,
        Part::Notes,
    ];

    fn key(self) -> &'static str {
        match self {
            Part::Blocks => "blocks",
            Part::Scales => "scales",
            Part::Rules => "rules",
            Part::HardStops => "hard_stops",
            Part::LegalChecks => "legal_checks",
            Part::Postures => "postures",
            Part::HandOver => "hand_over",
            Part::Measures => "measures",
            Part::Forms => "forms",
            Part::Mitigations => "mitigations",
            Part::Notes => "notes",
        }
    }

    /// The ids that need words.
    fn ids(self, of: &Questionnaire) -> Vec<&str> {
        fn first<T>(of: &[(String, T)]) -> Vec<&str> {
            of.iter().map(|(id, _)| id.as_str()).collect()
        }
        match self {
            Part::Blocks => of.blocks.iter().map(|block| block.id.as_str()).collect(),
            Part::Scales => of.scales.iter().map(|scale| scale.id.as_str()).collect(),
            Part::Rules => of.outcomes.iter().flat_map(|outcome| first(&outcome.rules)).collect(),
            Part::HardStops => first(&of.hard_stops),
            Part::LegalChecks => of.legal_checks.iter().map(|(at, _)| of.questions[*at].id.as_str()).collect(),
            Part::Postures => first(&of.postures),
            Part::HandOver => {
                let mut ids: Vec<&str> = of.hand_over.iter().map(|row| row.reason.as_str()).collect();
                ids.dedup();
                ids
            }
            Part::Measures => of.measures.iter().map(|measure| measure.id.as_str()).collect(),
            Part::Forms => first(&of.forms),
            Part::Mitigations => of.mitigations.iter().map(|mitigation| mitigation.id.as_str()).collect(),
            Part::Notes => first(&of.notes),
        }
    }
}

impl Words {
    pub fn read(path: &str, text: &str, of: &Questionnaire) -> Result<Self, Vec<ContentError>> {
        let mut mistakes = Mistakes::new(path);
        match yaml_tree::read(text, 1, OF_FILE) {
            Ok(root) => match read(&root, of, &mut mistakes) {
                Some(words) if mistakes.is_empty() => Ok(words),
                _ => Err(mistakes.found()),
            },
            Err((line, rule, message)) => Err(vec![ContentError::new(path, line, message).under(rule)]),
        }
    }

    pub fn question(&self, at: usize) -> &QuestionWords {
        &self.questions[at]
    }

    pub fn outcome(&self, at: usize) -> &OutcomeWords {
        &self.outcomes[at]
    }

    /// The sentence of an id. Every id of the questionnaire has one; of another there is nothing to say.
    pub fn say(&self, part: Part, id: &str) -> &str {
        self.said.get(&part).and_then(|said| said.get(id)).map_or("", String::as_str)
    }
}

impl QuestionWords {
    /// The label of a choice; `None` where it is "I don't know".
    pub fn option(&self, choice: usize) -> Option<&str> {
        self.options.get(choice)?.as_deref()
    }
}

fn read(root: &Node, of: &Questionnaire, mistakes: &mut Mistakes<'_>) -> Option<Words> {
    let parts = Part::ALL.map(Part::key);
    let known: Vec<&str> = ["title", "about", "questions", "outcomes"].into_iter().chain(parts).collect();
    let mut keys = Keys::of(root, &known, "the words of a questionnaire", mistakes)?;
    let mut line = |key: &str, mistakes: &mut Mistakes<'_>| {
        keys.required(key, mistakes).and_then(|node| sentence(node, key, mistakes)).unwrap_or_default()
    };
    let (title, about) = (line("title", mistakes), line("about", mistakes));
    let questions = keys.required("questions", mistakes)?;
    let ids: Vec<&str> = of.questions.iter().map(|question| question.id.as_str()).collect();
    let nodes = by_id(questions, "question", &ids, mistakes);
    let questions = of.questions.iter().map(|question| {
        let node = nodes.get(question.id.as_str());
        node.and_then(|node| question_words(node, question, mistakes)).unwrap_or_default()
    });
    let questions = questions.collect();
    let outcomes = keys.required("outcomes", mistakes)?;
    let ids: Vec<&str> = (0..=of.find_out_at()).map(|at| of.outcome_id(at)).collect();
    let nodes = by_id(outcomes, "outcome", &ids, mistakes);
    let outcomes =
        ids.iter().map(|id| nodes.get(id).and_then(|node| outcome_words(node, mistakes)).unwrap_or_default());
    let outcomes = outcomes.collect();
    let mut said = BTreeMap::new();
    for part in Part::ALL {
        let ids = part.ids(of);
        if ids.is_empty() {
            keys.take(part.key());
            continue;
        }
        let Some(node) = keys.required(part.key(), mistakes) else { continue };
        let nodes = by_id(node, part.key(), &ids, mistakes);
        let sentences = nodes.iter().filter_map(|(id, node)| Some(((*id).to_owned(), sentence(node, id, mistakes)?)));
        said.insert(part, sentences.collect());
    }
    Some(Words { title, about, questions, outcomes, said })
}

fn question_words(node: &Node, question: &Question, mistakes: &mut Mistakes<'_>) -> Option<QuestionWords> {
    let mut keys = Keys::of(node, &["ask", "short", "why", "whom", "options"], "the words of a question", mistakes)?;
    let mut line = |key: &str, mistakes: &mut Mistakes<'_>| {
        let node = keys.required(key, mistakes)?;
        sentence(node, key, mistakes).map(|text| (text, node.line()))
    };
    let (ask, short, why, whom) =
        (line("ask", mistakes), line("short", mistakes), line("why", mistakes), line("whom", mistakes));
    if let Some((ask, line)) = &ask {
        let count = ask.split_whitespace().count();
        if count > ASK_MAX_WORDS {
            let message =
                format!("the question has {count} words; at most {ASK_MAX_WORDS} are read in one breath: shorten it");
            mistakes.add(Rule::TooLong, *line, message);
        }
    }
    let mut options = Vec::new();
    if !matches!(question.kind, Kind::Text(_)) {
        let node = keys.required("options", mistakes)?;
        let ids: Vec<&str> = question.choices().iter().map(|choice| choice.code.as_str()).collect();
        let own = |id: &&str| *id != UNKNOWN || has_key(node, UNKNOWN);
        let needed: Vec<&str> = ids.iter().copied().filter(own).collect();
        let nodes = by_id(node, "option", &needed, mistakes);
        for id in ids {
            let label = nodes.get(id).and_then(|node| Some((sentence(node, id, mistakes)?, node.line())));
            if let Some((label, line)) = label.as_ref().filter(|(label, _)| label.chars().count() > LABEL_MAX_CHARS) {
                let count = label.chars().count();
                let message =
                    format!("the answer has {count} characters; at most {LABEL_MAX_CHARS} fit on a button: shorten it");
                mistakes.add(Rule::TooLong, *line, message);
            }
            options.push(label.map(|(label, _)| label));
        }
    }
    let text = |of: Option<(String, usize)>| of.map(|(text, _)| text).unwrap_or_default();
    Some(QuestionWords { ask: text(ask), short: text(short), why: text(why), whom: text(whom), options })
}

fn outcome_words(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<OutcomeWords> {
    let mut keys = Keys::of(node, &["label", "means", "next"], "the words of an outcome", mistakes)?;
    let mut line = |key: &str, mistakes: &mut Mistakes<'_>| {
        keys.required(key, mistakes).and_then(|node| sentence(node, key, mistakes)).unwrap_or_default()
    };
    let (label, means) = (line("label", mistakes), line("means", mistakes));
    let next = match keys.required("next", mistakes)? {
        Node::List { items, .. } => items.iter().filter_map(|item| sentence(item, "next", mistakes)).collect(),
        other => {
            mistakes.add(Rule::WrongValue, other.line(), "`next` is a list: lines that begin with `- `");
            Vec::new()
        }
    };
    Some(OutcomeWords { label, means, next })
}

fn has_key(node: &Node, key: &str) -> bool {
    matches!(node, Node::Map { pairs, .. } if pairs.iter().any(|(of, ..)| of == key))
}

/// The values of a map by their ids, told where one is missing or too many.
fn by_id<'a, 'b>(
    node: &'a Node,
    what: &str,
    ids: &[&'b str],
    mistakes: &mut Mistakes<'_>,
) -> BTreeMap<&'b str, &'a Node> {
    let mut found = BTreeMap::new();
    let Node::Map { pairs, line } = node else {
        mistakes.add(Rule::WrongValue, node.line(), "write ids with their words here, a line each");
        return found;
    };
    for (key, line, value) in pairs {
        match ids.iter().find(|id| **id == key) {
            Some(id) if found.insert(*id, value).is_some() => {
                mistakes.add(Rule::DuplicateKey, *line, format!("`{key}` is there twice: keep one"));
            }
            Some(_) => {}
            None => {
                let hint = did_you_mean(key, ids.iter().copied());
                let message =
                    format!("the questionnaire has no {what} `{}`{hint} Remove it, or add it there", short(key));
                mistakes.add(Rule::UnknownName, *line, message);
            }
        }
    }
    for id in ids.iter().filter(|id| !found.contains_key(**id)) {
        mistakes.add(Rule::MissingWords, *line, format!("{what}: `{id}` has no words here: add `{id}: …`"));
    }
    found
}

fn sentence(node: &Node, what: &str, mistakes: &mut Mistakes<'_>) -> Option<String> {
    match node {
        Node::Text { text, line } if !text.trim().is_empty() => {
            hygiene::check_decoded(text, *line, mistakes);
            if text.contains(['<', '>', '`', '\n']) {
                let message = format!("{what}: plain words on one line, without `<`, `>` and backquotes: write it so");
                mistakes.add(Rule::PlainWords, *line, message);
            }
            Some(text.trim().to_owned())
        }
        other => {
            mistakes.add(Rule::WrongValue, other.line(), format!("{what}: this must be text, in quotes: write it"));
            None
        }
    }
}
