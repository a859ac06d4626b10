//! Conditions as an editor reads them: in the words of the questionnaire, joined by those of the command line.

use crate::screening::condition::Condition;
use crate::screening::questionnaire::Questionnaire;
use crate::screening::words::{Part, Words};

/// Says conditions of a questionnaire in the words of one language.
pub struct Plain<'a> {
    pub of: &'a Questionnaire,
    pub words: &'a Words,
}

/// How tightly a part must hold together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    All,
}

impl Plain<'_> {
    /// One line for each way in which a condition comes to hold.
    pub fn lines(&self, when: &Condition) -> Vec<String> {
        match when {
            Condition::Any(any) => any.iter().map(|one| self.say(one, Within::Nothing)).collect(),
            one => vec![self.say(one, Within::Nothing)],
        }
    }

    fn say(&self, when: &Condition, within: Within) -> String {
        match when {
            Condition::Answered { .. } | Condition::Outcome(_) => self.is(when, ":", within),
            Condition::Level { scale, at_least } => format!("{} {}", self.scale(*scale), least(*at_least)),
            Condition::Sum { scales, at_least } => {
                let scales: Vec<&str> = scales.iter().map(|scale| self.scale(*scale)).collect();
                format!("{} {}", scales.join(" + "), least(*at_least))
            }
            Condition::Count { of, at_least } => {
                format!("at least {at_least} of these ({})", self.join(of, "; ", Within::Nothing))
            }
            Condition::All(all) if all.is_empty() => "always".to_owned(),
            Condition::All(all) => self.join(all, " and ", Within::All),
            Condition::Any(any) if within == Within::All => format!("({})", self.join(any, " or ", Within::Nothing)),
            Condition::Any(any) => self.join(any, " or ", Within::Nothing),
            Condition::Not(not) => match &**not {
                Condition::Answered { .. } | Condition::Outcome(_) => self.is(not, ": other than", within),
                Condition::HardStop => "no hard stop".to_owned(),
                Condition::LegalCheck => "no legal check".to_owned(),
                other => format!("not ({})", self.say(other, Within::Nothing)),
            },
            Condition::HardStop => {
                let ids: Vec<&str> = self.of.hard_stops.iter().map(|(id, _)| id.as_str()).collect();
                format!("a hard stop ({})", ids.join(", "))
            }
            Condition::LegalCheck => {
                let checks = self.of.legal_checks.iter();
                let ids: Vec<&str> = checks.map(|(at, _)| self.of.questions[*at].id.as_str()).collect();
                format!("a legal check ({})", ids.join(", "))
            }
        }
    }

    fn join(&self, of: &[Condition], by: &str, within: Within) -> String {
        of.iter().map(|one| self.say(one, within)).collect::<Vec<_>>().join(by)
    }

    /// A question with its answers, or the outcome with some.
    fn is(&self, when: &Condition, sign: &str, within: Within) -> String {
        let (of, labels): (&str, Vec<&str>) = match when {
            Condition::Answered { question, choices } => {
                let words = self.words.question(*question);
                (&words.short, choices.iter().map(|choice| words.option(*choice).unwrap_or("not known")).collect())
            }
            Condition::Outcome(outcomes) => {
                ("outcome", outcomes.iter().map(|outcome| self.words.outcome(*outcome).label.as_str()).collect())
            }
            other => return self.say(other, within),
        };
        let said = format!("{of}{sign} {}", labels.join(" / "));
        if labels.len() > 1 && within == Within::All { format!("({said})") } else { said }
    }

    fn scale(&self, at: usize) -> &str {
        self.words.say(Part::Scales, &self.of.scales[at].id)
    }
}

/// With blanks at which no line breaks.
fn least(level: u8) -> String {
    format!("at\u{a0}least\u{a0}{level}")
}
