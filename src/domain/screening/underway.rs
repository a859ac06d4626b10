//! A screening that somebody is in: what is kept of it, and what can be done with it. Where it stands is computed.

use std::collections::BTreeMap;

use crate::ids::{EventId, Timestamp};

use super::answers::{Answer, Answers, Sheet};
use super::position::Position;
use super::questionnaire::Questionnaire;
use super::shelf::Screening;
use super::weigh::Weighed;

/// What is kept of a screening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underway {
    /// A random word by which the person and the desk can speak of it.
    pub case: String,
    pub questionnaire: String,
    /// Of the questionnaire, as the person last saw it.
    pub version: u32,
    pub begun_at: Timestamp,
    /// Where the person's institution is; a code of `jurisdictions/`.
    pub jurisdiction: Option<String>,
    pub pressing: Option<Pressing>,
    pub answers: Answers,
    /// The questions in the order in which they were answered, the last one at the end.
    pub order: Vec<String>,
    /// Of each answered question, what its words came to when it was asked: so a rewording is noticed.
    pub asked_as: BTreeMap<String, String>,
    /// The outcome when the person last saw it, by its id.
    pub stood: String,
    /// For answers in the person's own words, the message that had them: with it they go.
    pub said_in: BTreeMap<String, EventId>,
    /// How often too little was known to tell.
    pub found_out: u8,
    /// What the person wrote of the plan, for finding alternatives near it; and the message that had those words.
    pub plan: Option<(EventId, String)>,
}

/// Whether something is urgent. Not scored, and not part of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressing {
    Nothing,
    /// A signature or a deadline within five working days.
    Deadline,
    /// Something was sent or signed already.
    Done,
    /// Somebody feels unsafe.
    Unsafe,
}

impl Pressing {
    pub const ALL: [Pressing; 4] = [Pressing::Nothing, Pressing::Deadline, Pressing::Done, Pressing::Unsafe];

    pub fn word(self) -> &'static str {
        match self {
            Pressing::Nothing => "nothing",
            Pressing::Deadline => "deadline",
            Pressing::Done => "done",
            Pressing::Unsafe => "unsafe",
        }
    }

    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pressing| pressing.word() == word)
    }
}

/// What a set of answers comes to at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub given: Sheet,
    pub weighed: Weighed,
    pub position: Position,
}

/// How a questionnaire differs from the one that somebody began with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renewal {
    /// Answered questions whose words or answers are others now, by place.
    pub reworded: Vec<usize>,
    /// Answered questions whose answer there is no longer, or which is asked no more, by id.
    pub gone: Vec<String>,
    /// The outcome that the person saw last, and what the same answers come to now, where that is another.
    pub moves: Option<(String, usize)>,
}

impl Underway {
    pub fn begin(case: String, screening: &Screening, at: Timestamp) -> Self {
        let of = &screening.questionnaire;
        Self {
            case,
            questionnaire: of.name.clone(),
            version: of.version,
            begun_at: at,
            jurisdiction: None,
            pressing: None,
            answers: Answers::default(),
            order: Vec::new(),
            asked_as: BTreeMap::new(),
            stood: of.outcome_id(of.outcomes.len() - 1).to_owned(),
            said_in: BTreeMap::new(),
            found_out: 0,
            plan: None,
        }
    }

    pub fn standing(&self, of: &Questionnaire) -> Standing {
        let given = of.sheet(&self.answers);
        let weighed = of.weigh(&given);
        let position = of.position(&given, &weighed);
        Standing { given, weighed, position }
    }

    /// Keeps an answer, in place of an earlier one.
    pub fn answer(&mut self, screening: &Screening, question: usize, answer: Answer) {
        let id = &screening.questionnaire.questions[question].id;
        self.order.retain(|before| before != id);
        self.order.push(id.clone());
        self.asked_as.insert(id.clone(), screening.fingerprint(question).to_owned());
        self.answers.set(id, answer);
    }

    /// Takes the last answer back. The question that it answered; `None` where there is none left.
    pub fn back(&mut self, of: &Questionnaire) -> Option<usize> {
        while let Some(id) = self.order.pop() {
            self.answers.take_back(&id);
            self.asked_as.remove(&id);
            self.said_in.remove(&id);
            if let Some(question) = of.question(&id) {
                return Some(question);
            }
        }
        None
    }

    /// A message was deleted: what it said of the plan goes, and so does an answer in its words.
    pub fn forget(&mut self, event: &EventId) {
        self.plan.take_if(|(said_in, _)| said_in == event);
        let said: Vec<String> = self.said_in.iter().filter(|(_, at)| *at == event).map(|(id, _)| id.clone()).collect();
        for id in said {
            self.answers.take_back(&id);
            self.order.retain(|answered| *answered != id);
            self.said_in.remove(&id);
        }
    }

    /// What has changed about the questionnaire since the person last saw it. `None`: nothing that touches them.
    pub fn renewal(&self, screening: &Screening) -> Option<Renewal> {
        let of = &screening.questionnaire;
        let mut renewal = Renewal::default();
        for (id, answer) in self.answers.iter() {
            let alone: Answers = [(id, answer.clone())].into_iter().collect();
            match of.question(id) {
                Some(question) if of.check(&alone).is_ok() => {
                    let same =
                        self.asked_as.get(id).is_some_and(|asked_as| *asked_as == screening.fingerprint(question));
                    renewal.reworded.extend((!same).then_some(question));
                }
                _ => renewal.gone.push(id.to_owned()),
            }
        }
        renewal.reworded.sort_unstable();
        let outcome = self.standing(of).weighed.outcome;
        let moved = of.outcome_id(outcome) != self.stood;
        renewal.moves = moved.then(|| (self.stood.clone(), outcome));
        (self.version != of.version || renewal != Renewal::default()).then_some(renewal)
    }

    /// The person has seen what changed, and goes on with it. Answers that there are no more are dropped.
    pub fn renew(&mut self, screening: &Screening) {
        let of = &screening.questionnaire;
        self.version = of.version;
        let alone = |id: &str, answer: &Answer| [(id, answer.clone())].into_iter().collect::<Answers>();
        let kept = |(id, answer): &(&str, &Answer)| of.check(&alone(id, answer)).is_ok();
        self.answers = self.answers.iter().filter(kept).map(|(id, answer)| (id, answer.clone())).collect();
        self.order.retain(|id| self.answers.get(id).is_some());
        self.asked_as = self
            .order
            .iter()
            .filter_map(|id| Some((id.clone(), screening.fingerprint(of.question(id)?).to_owned())))
            .collect();
        self.saw(of);
    }

    /// Keeps which outcome the person has seen.
    pub fn saw(&mut self, of: &Questionnaire) {
        of.outcome_id(self.standing(of).weighed.outcome).clone_into(&mut self.stood);
    }

    /// The answered questions, in the order in which they are asked; for summaries, and for changing one by its number.
    pub fn answered(&self, of: &Questionnaire) -> Vec<usize> {
        let standing = self.standing(of);
        let asked = standing.position.asked.iter().copied();
        // What counts is shown, also where its block has closed.
        let rest = (0..of.questions.len()).filter(|at| standing.weighed.sheet.is_answered(*at));
        let mut all: Vec<usize> = asked.filter(|at| standing.given.is_answered(*at)).collect();
        for question in rest {
            if !all.contains(&question) {
                all.push(question);
            }
        }
        all
    }
}
