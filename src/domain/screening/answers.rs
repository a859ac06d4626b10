//! What people answered: kept by the ids of questions, so that a new version of a questionnaire needs no migration.

use std::collections::BTreeMap;

use super::condition::Facts;
use super::questionnaire::{Kind, Questionnaire, UNKNOWN};

/// Answers by the ids of their questions. What a screening keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, Answer>);

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Codes of the questionnaire: one, or several where the question takes several.
    Codes(Vec<String>),
    /// A person's own words.
    Text(String),
}

impl Answer {
    pub fn code(code: impl Into<String>) -> Self {
        Answer::Codes(vec![code.into()])
    }
}

/// Why an answer cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    #[error("there is no question `{0}`")]
    Question(String),
    #[error("`{code}` is no answer to {question}: write one of {known}")]
    Code { question: String, code: String, known: String },
    #[error("{question} takes one answer: write the code itself, not a list")]
    List { question: String },
    #[error("{question} takes at least one answer, in words of its own or `unknown`")]
    Empty { question: String },
    #[error("{question} takes at most {most} answers")]
    TooMany { question: String, most: usize },
    #[error("{question} takes at most {most} characters, and there are {found}")]
    TooLong { question: String, most: usize, found: usize },
}

impl Answers {
    pub fn get(&self, question: &str) -> Option<&Answer> {
        self.0.get(question)
    }

    /// Keeps an answer, in place of an earlier one.
    pub fn set(&mut self, question: impl Into<String>, answer: Answer) {
        self.0.insert(question.into(), answer);
    }

    pub fn take_back(&mut self, question: &str) -> Option<Answer> {
        self.0.remove(question)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(question, answer)| (question.as_str(), answer))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl<K: Into<String>> FromIterator<(K, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (K, Answer)>>(answers: I) -> Self {
        Self(answers.into_iter().map(|(question, answer)| (question.into(), answer)).collect())
    }
}

/// Answers as a questionnaire reads them: for each question the places of its choices; what it does not know is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet(Vec<Option<Given>>);

/// One answer, by place.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Given {
    Choices(Vec<usize>),
    /// Words, or that there are none: they count for nothing.
    Words,
}

impl Sheet {
    pub fn empty(questionnaire: &Questionnaire) -> Self {
        Self(vec![None; questionnaire.questions.len()])
    }

    /// The places of the choices that were made; none where the question is not answered.
    pub fn choices(&self, question: usize) -> &[usize] {
        match self.0.get(question) {
            Some(Some(Given::Choices(choices))) => choices,
            _ => &[],
        }
    }

    pub fn is_answered(&self, question: usize) -> bool {
        self.0.get(question).is_some_and(Option::is_some)
    }

    /// Puts a choice in place of whatever was answered.
    pub fn choose(&mut self, question: usize, choice: usize) {
        self.0[question] = Some(Given::Choices(vec![choice]));
    }

    /// The answers to these questions alone.
    pub fn only(&self, questions: &[usize]) -> Self {
        let kept = |question| questions.contains(&question);
        Self(self.0.iter().enumerate().map(|(at, given)| given.clone().filter(|_| kept(at))).collect())
    }

    /// The answers that count, as the others stand.
    pub fn counted(&self, questionnaire: &Questionnaire) -> Self {
        let facts = Facts::answers(self);
        let counts =
            |at: usize| questionnaire.questions[at].counts_while.as_ref().is_none_or(|while_| while_.holds(facts));
        Self(self.0.iter().enumerate().map(|(at, given)| given.clone().filter(|_| counts(at))).collect())
    }

    /// The questions answered with a word for not knowing.
    pub fn unknowns<'a>(&'a self, questionnaire: &'a Questionnaire) -> impl Iterator<Item = usize> + 'a {
        (0..self.0.len()).filter(|at| {
            let choices = questionnaire.questions[*at].choices();
            self.choices(*at).iter().any(|choice| choices[*choice].is_unknown)
        })
    }
}

impl Questionnaire {
    /// Reads answers, and says which cannot be taken.
    pub fn check(&self, answers: &Answers) -> Result<(), AnswerError> {
        answers.iter().try_for_each(|(id, answer)| self.place(id, answer).map(|_| ()))
    }

    /// The answers as this questionnaire reads them. What it does not know, of another version for instance, counts for
    /// nothing and is not lost: it stays among the answers.
    pub fn sheet(&self, answers: &Answers) -> Sheet {
        let mut sheet = Sheet::empty(self);
        for (id, answer) in answers.iter() {
            if let Ok((question, given)) = self.place(id, answer) {
                sheet.0[question] = Some(given);
            }
        }
        sheet
    }

    fn place(&self, id: &str, answer: &Answer) -> Result<(usize, Given), AnswerError> {
        let at = self.question(id).ok_or_else(|| AnswerError::Question(id.to_owned()))?;
        let question = &self.questions[at];
        let own = || id.to_owned();
        let codes = match (answer, &question.kind) {
            (Answer::Text(text), Kind::Text(most)) => {
                let found = text.chars().count();
                return if found <= *most {
                    Ok((at, Given::Words))
                } else {
                    Err(AnswerError::TooLong { question: own(), most: *most, found })
                };
            }
            (Answer::Codes(codes), Kind::Text(_)) if codes.iter().all(|code| code == UNKNOWN) => {
                return Ok((at, Given::Words));
            }
            (Answer::Codes(_), Kind::Text(_)) => return Err(AnswerError::List { question: own() }),
            (Answer::Text(text), _) => std::slice::from_ref(text),
            (Answer::Codes(codes), _) => codes,
        };
        let mut choices = Vec::with_capacity(codes.len());
        for code in codes {
            let place = question.code(code).ok_or_else(|| self.unknown_code(at, code))?;
            if !choices.contains(&place) {
                choices.push(place);
            }
        }
        match &question.kind {
            _ if choices.is_empty() => Err(AnswerError::Empty { question: own() }),
            Kind::One(_) if choices.len() > 1 => Err(AnswerError::List { question: own() }),
            Kind::Many(_, most) if codes.len() > *most => Err(AnswerError::TooMany { question: own(), most: *most }),
            _ => Ok((at, Given::Choices(choices))),
        }
    }

    fn unknown_code(&self, question: usize, code: &str) -> AnswerError {
        let question = &self.questions[question];
        let known: Vec<_> = question.choices().iter().map(|choice| choice.code.as_str()).collect();
        let code = crate::content::short(code);
        AnswerError::Code { question: question.id.clone(), code, known: known.join(", ") }
    }
}
