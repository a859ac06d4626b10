//! Screenings: a questionnaire as data, and an engine that knows none in particular.
//!
//! Reading order: what a questionnaire is (`questionnaire`, `condition`), what people answered (`answers`), what follows
//! from it (`weigh`, `position`, `what_if`), what still could (`diagram`, `range`), and what editors see (`cases`, `flow`).
//! Only answers are kept; everything else is computed from them, each time.

pub mod answers;
pub mod cases;
pub mod condition;
mod diagram;
pub mod green_list;
pub mod guard;
pub mod jurisdiction;
#[cfg(test)]
mod laws;
pub mod position;
pub mod questionnaire;
pub mod range;
mod read;
mod read_condition;
mod read_questions;
mod reading;
pub mod shelf;
pub mod weigh;
pub mod what_if;
pub mod words;

pub use answers::{Answer, AnswerError, Answers, Sheet};
pub use questionnaire::Questionnaire;
pub use shelf::{COLLABORATION, Screening, Screenings};
pub use weigh::Weighed;
