//! What a choice of a screening stands for.

use crate::screening::Pressing;
use crate::screening::aside::Aside;

/// What a choice of a screening stands for, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::conversation) enum Picked {
    Begin,
    Agree,
    Decline,
    Country(Option<String>),
    Pressing(Pressing),
    /// A question and a code.
    Answer(String, String),
    /// All answers to a question that takes several are given.
    Enough(String),
    /// A question of one's own words is left out.
    LeaveOut(String),
    Keep,
    Again,
    Aside(Aside),
}

impl Picked {
    /// `None` where it is no choice of a screening. `kind` is what stands before the first colon.
    pub(in crate::conversation) fn read(kind: &str, rest: &str) -> Option<Self> {
        let pair = || rest.split_once(':').map(|(question, code)| (question.to_owned(), code.to_owned()));
        match kind {
            "screen" => match rest {
                "begin" => Some(Picked::Begin),
                "agree" => Some(Picked::Agree),
                "decline" => Some(Picked::Decline),
                "keep" => Some(Picked::Keep),
                "again" => Some(Picked::Again),
                aside => Aside::read(aside).map(Picked::Aside),
            },
            "country" => Some(Picked::Country((rest != "other").then(|| rest.to_owned()))),
            "pressing" => Pressing::read(rest).map(Picked::Pressing),
            "answer" => pair().map(|(question, code)| Picked::Answer(question, code)),
            "enough" => Some(Picked::Enough(rest.to_owned())),
            "leave" if !rest.is_empty() => Some(Picked::LeaveOut(rest.to_owned())),
            _ => None,
        }
    }
}

impl Picked {
    /// Whether it answers something that the bot asked.
    pub(in crate::conversation) fn is_answer(&self) -> bool {
        !matches!(self, Picked::Begin | Picked::Aside(_))
    }
}
