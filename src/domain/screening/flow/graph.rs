//! A questionnaire as a picture shows it: its blocks from the first to the last, what ends the questions on the way, and the
//! outcomes. Where lines and boxes go is for who draws it.

use crate::screening::condition::Condition;
use crate::screening::questionnaire::{Block, Opens, Questionnaire};
use crate::screening::words::{Part, Words};

use super::plain::Plain;

/// What is drawn of a questionnaire, in the words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    pub title: String,
    pub name: String,
    pub version: u32,
    /// In the order in which they are asked.
    pub blocks: Vec<BlockBox>,
    /// From the most careful to the least; the first whose rule holds is the outcome.
    pub outcomes: Vec<OutcomeBox>,
    pub find_out: FindOutBox,
}

/// A block of questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockBox {
    pub id: String,
    pub title: String,
    /// When it opens, a line for each way; none where it always does.
    pub when: Vec<String>,
    /// Each by its id and the few words that name it.
    pub questions: Vec<(String, String)>,
    /// What an answer here may bring about.
    pub sides: Vec<SideBox>,
}

/// What hangs on an answer, whatever the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBox {
    pub kind: Side,
    pub id: String,
    pub when: Vec<String>,
}

/// What an answer may bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    HardStop,
    LegalCheck,
}

impl Side {
    /// What an editor calls it.
    pub fn word(self) -> &'static str {
        match self {
            Side::HardStop => "hard stop",
            Side::LegalCheck => "legal check",
        }
    }
}

/// An outcome that rules lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeBox {
    pub id: String,
    pub label: String,
    /// Each with a line for each way in which it holds. None for the last outcome.
    pub rules: Vec<Vec<String>>,
}

/// The outcome where too little is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindOutBox {
    pub id: String,
    pub label: String,
    /// The labels of the outcomes in whose place it stands.
    pub instead_of: Vec<String>,
    pub when: Vec<String>,
}

impl Graph {
    pub fn of(of: &Questionnaire, words: &Words) -> Self {
        let plain = Plain { of, words };
        let at_end = |block: &&Block| matches!(block.opens, Opens::AtEnd(_));
        let (last, first): (Vec<&Block>, Vec<&Block>) = of.blocks.iter().partition(at_end);
        let blocks = first.into_iter().chain(last).map(|block| block_box(block, &plain)).collect();
        let outcomes = of.outcomes.iter().enumerate().map(|(at, outcome)| OutcomeBox {
            id: outcome.id.clone(),
            label: words.outcome(at).label.clone(),
            rules: outcome.rules.iter().map(|(_, when)| plain.lines(when)).collect(),
        });
        let label = |at: usize| words.outcome(at).label.clone();
        let find_out = FindOutBox {
            id: of.find_out.id.clone(),
            label: label(of.find_out_at()),
            instead_of: of.find_out.instead_of.iter().copied().map(label).collect(),
            when: plain.lines(&of.find_out.when),
        };
        let (title, name, version) = (words.title.clone(), of.name.clone(), of.version);
        Self { title, name, version, blocks, outcomes: outcomes.collect(), find_out }
    }
}

fn block_box(block: &Block, plain: &Plain<'_>) -> BlockBox {
    let Plain { of, words } = plain;
    let question = |at: &usize| (of.questions[*at].id.clone(), words.question(*at).short.clone());
    let stops = of.hard_stops.iter().filter(|(_, when)| looks_at(when, block));
    let stops = stops.map(|(id, when)| (Side::HardStop, id.clone(), when));
    let checks = of.legal_checks.iter().filter(|(at, _)| block.asks.contains(at));
    let checks = checks.map(|(at, when)| (Side::LegalCheck, of.questions[*at].id.clone(), when));
    let side = |(kind, id, when): (Side, String, &Condition)| SideBox { kind, id, when: plain.lines(when) };
    BlockBox {
        id: block.id.clone(),
        title: words.say(Part::Blocks, &block.id).to_owned(),
        when: match &block.opens {
            Opens::Always => Vec::new(),
            Opens::OnScan(when) | Opens::AtEnd(when) => plain.lines(when),
        },
        questions: block.asks.iter().map(question).collect(),
        sides: stops.chain(checks).map(side).collect(),
    }
}

/// Whether a condition names a question of the block.
fn looks_at(when: &Condition, block: &Block) -> bool {
    let named =
        |part: &&Condition| matches!(part, Condition::Answered { question, .. } if block.asks.contains(question));
    when.parts().iter().any(named)
}
