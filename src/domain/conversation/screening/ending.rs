//! The result of a screening, as it is told in the chat: what to do first, then why, then what else there is. The report has
//! all of it at length.

use crate::language::Language;
use crate::message::{File, Message};
use crate::prompts::Prompt;
use crate::prompts::report::keys as report_keys;
use crate::prompts::screening::keys;
use crate::prompts::ticket;
use crate::screening::guard::{Found, guard};
use crate::screening::questionnaire::{At, LEVEL_MAX};
use crate::screening::report::{Class, Findings, Record, Reply as Replied, Report};
use crate::screening::{Screening, Underway};

use crate::conversation::Step;
use crate::conversation::advance::Turn;
use crate::conversation::effect::Effect;
use crate::conversation::reply::Reply;

/// Themes of the green list that are named in the chat; the report has the rest, with their conditions.
const ALTERNATIVES_MAX: usize = 2;
/// Unknowns that are listed in the chat.
const UNKNOWNS_MAX: usize = 6;

impl<'a> Turn<'a> {
    /// Tells the result, and what can be said of it.
    pub(super) fn result(
        &mut self,
        language: Language,
        screening: &'a Screening,
        mut underway: Underway,
        mut lead: Vec<String>,
    ) {
        let of = &screening.questionnaire;
        underway.saw(of);
        if of.class(of.weigh(&of.sheet(&underway.answers)).outcome) == Class::FindOut {
            underway.found_out = underway.found_out.saturating_add(1);
        }
        let record = self.record(language, &underway);
        let Some(findings) = Findings::of(&record, self.handbook) else { return };
        lead.extend(self.told(&findings));
        let mut choices = vec![
            self.pick("screen:report", language, keys::REPORT_CHOICE),
            self.pick("screen:summary", language, keys::SUMMARY_CHOICE),
            self.pick("screen:human", language, keys::HUMAN_CHOICE),
            self.pick("screen:disagree", language, keys::DISAGREE_CHOICE),
        ];
        if self.given.abilities.buttons {
            choices.push(self.pick_beside("screen:back", language, keys::BACK_CHOICE));
        }
        self.conversation.screening = Some(underway);
        self.wait_for(language, Step::Result, Reply { markdown: lead.join("\n\n"), choices, ..Reply::default() });
    }

    /// What a screening came to and what was answered, a line each, for handing it to advisers.
    pub(in crate::conversation) fn screening_lines(&self, language: Language) -> Vec<String> {
        let Some((screening, underway)) = self.underway() else { return Vec::new() };
        let record = self.record(language, &underway);
        let Some(findings) = Findings::of(&record, self.handbook) else { return Vec::new() };
        let answered = underway.answered(&screening.questionnaire);
        if answered.is_empty() {
            return Vec::new();
        }
        let result = findings.result(findings.weighed.outcome);
        let mut lines = vec![self.handbook.say(language, ticket::keys::LINE_SCREENING, &[("result", &result)])];
        lines.extend(answered.into_iter().map(|question| {
            let answered = findings.answered(question);
            let answer = match answered.reply {
                Replied::Labels(labels) | Replied::Unknown(labels) => labels.join("; "),
                Replied::Words(words) => words.to_owned(),
                Replied::Nothing => String::new(),
            };
            let slots = [("question", answered.short), ("answer", answer.as_str())];
            self.handbook.say(language, ticket::keys::LINE_ANSWER, &slots)
        }));
        lines
    }

    fn record(&self, language: Language, underway: &Underway) -> Record {
        Record {
            case: underway.case.clone(),
            made_on: self.today(),
            language,
            jurisdiction: underway.jurisdiction.clone().filter(|place| !place.is_empty()),
            questionnaire: underway.questionnaire.clone(),
            version: underway.version,
            answers: underway.answers.clone(),
            plan_words: underway.plan.as_ref().map(|(_, words)| words.clone()),
            pressing: underway.pressing,
            found_out: underway.found_out,
        }
    }

    fn told(&self, findings: &Findings<'_>) -> Vec<String> {
        let language = findings.language();
        let say = |prompt: Prompt| self.handbook.say(language, prompt, &[]);
        let outcome = findings.outcome_words(findings.weighed.outcome);
        let mut parts = vec![format!("## {}", findings.result(findings.weighed.outcome)), outcome.means.clone()];
        let mut section = |heading: Prompt, lines: Vec<String>| {
            if !lines.is_empty() {
                parts.push(format!("### {}\n\n{}", say(heading), bullets(&lines)));
            }
        };
        let own = |lines: Vec<&str>| lines.into_iter().map(ToOwned::to_owned).collect::<Vec<_>>();
        section(report_keys::STOP, own(findings.stops()));
        let steps = outcome.next.iter().cloned();
        section(
            report_keys::NEXT,
            steps.chain(findings.legal_checks().iter().map(|check| check.text.to_owned())).collect(),
        );
        section(report_keys::WHY, findings.reasons().iter().map(|reason| reason_line(reason)).collect());
        section(report_keys::BRINGS, self.brings(findings));
        section(report_keys::OPEN, self.open(findings));
        section(report_keys::CHANGE, self.changes(findings));
        section(report_keys::PRECAUTIONS, findings.mitigations().iter().map(|said| said.text.to_owned()).collect());
        // Where a step is paused they come once it was talked over.
        if findings.class() != Class::Pause {
            let themes = findings.alternatives().into_iter().take(ALTERNATIVES_MAX);
            section(report_keys::ALTERNATIVES, themes.map(|item| item.theme[&language].clone()).collect());
        }
        section(report_keys::NOTES, own(findings.notes()));
        parts.extend(self.person(findings));
        parts.push(self.advice(findings));
        parts
    }

    /// What the plan can bring, if that was answered, and what that and the outcome suggest together: two scales, each told by
    /// itself.
    fn brings(&self, findings: &Findings<'_>) -> Vec<String> {
        let language = findings.language();
        let level = findings.levels().into_iter().find(|level| level.is_apart).and_then(|level| level.level);
        let Some(level) = level else { return Vec::new() };
        let (level, most) = (level.to_string(), LEVEL_MAX.to_string());
        let level = self.handbook.say(language, report_keys::LEVEL, &[("level", &level), ("most", &most)]);
        vec![format!("{level}. {}", findings.posture())]
    }

    /// What is not known and matters, with whom to ask.
    fn open(&self, findings: &Findings<'_>) -> Vec<String> {
        let language = findings.language();
        let unknowns = findings.unknowns();
        if unknowns.is_empty() {
            return Vec::new();
        }
        let outcomes: Vec<String> = findings.range.outcomes.iter().map(|at| findings.colour(*at)).collect();
        let range = self.handbook.say(language, report_keys::RANGE, &[("outcomes", &outcomes.join(", "))]);
        let ask = |whom: &str| self.handbook.say(language, report_keys::WHOM, &[("whom", whom)]);
        let lines = unknowns.iter().take(UNKNOWNS_MAX).map(|of| format!("{} {}", of.ask, ask(of.whom)));
        [range].into_iter().chain(lines).collect()
    }

    /// What would lead to a lighter outcome, and what the person chose of it.
    fn changes(&self, findings: &Findings<'_>) -> Vec<String> {
        let language = findings.language();
        let mut lines: Vec<String> = Vec::new();
        if let Some(chosen) = findings.chosen() {
            let measures = chosen.measures.join(" ");
            lines.push(match chosen.outcome {
                Some(outcome) => {
                    let (then, now) = (findings.colour(outcome), findings.colour(findings.weighed.outcome));
                    let slots = [("measures", measures.as_str()), ("then", &then), ("now", &now)];
                    self.handbook.say(language, report_keys::CHOSEN, &slots)
                }
                None => self.handbook.say(language, report_keys::CHOSEN_SAME, &[("measures", &measures)]),
            });
        }
        let changes = findings.changes();
        lines.extend(changes.iter().map(|change| {
            let measures: Vec<&str> = change.measures.iter().map(|measure| measure.trim_end_matches('.')).collect();
            format!("{} → {}", measures.join(" + "), findings.colour(change.outcome))
        }));
        let grave = matches!(findings.class(), Class::Pause | Class::Advice);
        if changes.is_empty() && grave && findings.weighed.hard_stops.is_empty() {
            lines.push(self.handbook.say(language, report_keys::CHANGE_NONE, &[]));
        }
        lines
    }

    /// Whether people take over, with the way to them.
    fn person(&self, findings: &Findings<'_>) -> Vec<String> {
        let language = findings.language();
        let (at, mut lines) = findings.take_over();
        let heading = match at {
            At::Now => report_keys::PERSON_NOW,
            At::Offer => report_keys::PERSON_OFFER,
            At::None => return Vec::new(),
        };
        lines.push(self.handbook.contact(language));
        vec![format!("### {}\n\n{}", self.handbook.say(language, heading, &[]), lines.join("\n\n"))]
    }

    fn advice(&self, findings: &Findings<'_>) -> String {
        let language = findings.language();
        let (version, content) =
            (findings.screening.questionnaire.version.to_string(), findings.content_of().to_string());
        let advice = self.handbook.say(language, report_keys::ADVICE, &[("version", &version), ("content", &content)]);
        let case = self.handbook.say(language, report_keys::CASE, &[]);
        format!("*{advice} {case}: {}.*", findings.record.case)
    }

    /// The report, as a page and as data. What is waited for stays so.
    pub(super) fn send_report(&mut self, language: Language, underway: &Underway) {
        let record = self.record(language, underway);
        let Some(report) = Report::of(&record, self.handbook) else { return };
        let file = |ending: &str, media_type: &str, text: String| {
            File::of_text(format!("fairway-{}.{ending}", underway.case.to_lowercase()), media_type, text)
        };
        let files = vec![
            file("html", "text/html", report.html()),
            file("md", "text/markdown", report.markdown()),
            file("json", "application/json", report.json()),
        ];
        let markdown = self.handbook.say(language, keys::REPORT, &[]);
        let message = Message { markdown, files, ..Message::default() };
        self.effects.push(Effect::Say { message, reply_to: Some(self.answers.clone()) });
    }
}

fn bullets(lines: &[String]) -> String {
    match lines {
        [line] => line.clone(),
        lines => lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n"),
    }
}

/// A rule, and the answers behind it.
fn reason_line(reason: &crate::screening::report::Reason<'_>) -> String {
    let said = |reply: &Replied<'_>| match reply {
        Replied::Labels(labels) | Replied::Unknown(labels) => Some(labels.join("; ")),
        Replied::Words(_) | Replied::Nothing => None,
    };
    let answers = reason.answers.iter().filter_map(|of| Some(format!("{}: {}", of.short, said(&of.reply)?)));
    let answers: Vec<String> = answers.collect();
    if answers.is_empty() { reason.rule.to_owned() } else { format!("{} ({})", reason.rule, answers.join(" · ")) }
}

impl Turn<'_> {
    /// Why words are not kept, if they are not.
    pub(super) fn guarded(&self, text: &str) -> Option<Prompt> {
        guard(text, &self.handbook.guard, &self.handbook.places).map(Found::prompt)
    }
}
