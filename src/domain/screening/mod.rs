//! Screenings: a questionnaire as data, and an engine that knows none in particular.
//!
//! Reading order: what a questionnaire is (`questionnaire`, `condition`), what people answered (`answers`), what follows
//! from it (`weigh`, `position`, `what_if`), what still could (`diagram`, `range`), a screening that somebody is in (`underway`,
//! `aside`, `hear`), and what editors see (`cases`). What goes out: ids and codes (`codes`), a report for people and for another
//! desk (`report`), and such a report read (`import`).
//! Only answers are kept; everything else is computed from them, each time.

pub mod answers;
pub mod aside;
pub mod cases;
mod checks;
pub mod code;
pub mod codes;
pub mod condition;
mod diagram;
pub mod flow;
pub mod green_list;
pub mod guard;
pub mod hear;
pub mod import;
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
pub mod report;
pub mod shelf;
pub mod underway;
#[cfg(test)]
mod walks;
pub mod weigh;
pub mod what_if;
pub mod words;

pub use answers::{Answer, AnswerError, Answers, Sheet};
pub use code::Code;
pub use questionnaire::Questionnaire;
pub use shelf::{COLLABORATION, Screening, Screenings};
pub use underway::{Pressing, Underway};
pub use weigh::Weighed;
