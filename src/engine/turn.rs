//! One turn: read, decide, commit; decide again when the conversation moved meanwhile; give up in words after three tries.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use domain::conversation::advance::{Advance, Budget, Given, advance};
use domain::conversation::effect::Effect;
use domain::conversation::{Conversation, Question};
use domain::handbook::Handbook;
use domain::ids::{DeliveryKey, EventId, Timestamp};
use domain::limits::{self, Limit, Scope};
use domain::message::{
    Abilities, Audience, Destination, FILES_MAX, FILES_MAX_BYTES, Fate, Incoming, Message, Privacy, Size, What,
};
use domain::prompts::keys;
use domain::split;
use domain::ticket::{Facts, News};

use super::Engine;
use super::lanes::Work;
use crate::clock;
use crate::faults;
use crate::store::{
    Carried, Commit, Committed, FILES_FROM, IdentityDraft, MissDraft, OutboxDraft, Outcome, PausedDraft, Seq,
    StoreError, TakeOverDraft, TellDraft, Turn,
};

/// After this many tries a message counts as poisoned: its lane goes on without it, and both sides are told.
const ATTEMPTS_MAX: u32 = 3;
/// The longest pause, in ms, between tries while the store does not answer.
const STORE_PAUSE_MAX_MS: u64 = 5_000;

impl Engine {
    /// Takes one turn to its end. Store failures are waited out: the row stays new, so nothing is lost by stopping.
    pub(super) async fn turn(&self, Work { seq, left_over }: Work) {
        // A first try is counted when the row is taken in. Whatever ended the run that a left-over row comes from, its
        // next try is counted before it begins (R5); a row that only waited beside it pays for no try but its own.
        let mut is_counted = !left_over;
        let mut pause_ms = 50;
        loop {
            match self.try_turn(seq, &mut is_counted).await {
                Ok(Tried::Done) => return,
                Ok(Tried::Again) => {}
                Err(error) => {
                    tracing::warn!(%error, seq = seq.0, "turn: the store did not answer, trying again");
                    tokio::select! {
                        () = self.0.stop.cancelled() => return,
                        () = tokio::time::sleep(Duration::from_millis(pause_ms)) => {}
                    }
                    pause_ms = (pause_ms * 2).min(STORE_PAUSE_MAX_MS);
                }
            }
        }
    }

    async fn try_turn(&self, seq: Seq, is_counted: &mut bool) -> Result<Tried, StoreError> {
        let began = Instant::now();
        let now = self.0.clock.now();
        let budgets = |incoming: &Incoming| {
            self.limits_of(incoming).map(|limit| (scope_key(limit, incoming), limit.window_ms)).collect()
        };
        let Some(mut turn) = self.0.store.begin_turn(seq, budgets, now).await? else { return Ok(Tried::Done) };
        if !*is_counted {
            turn.attempts = self.0.store.count_attempt(seq).await?;
            *is_counted = true;
        }
        faults::point("engine.after_begin_turn");
        #[cfg(feature = "faults")]
        super::planted::read(&mut turn);
        // Borrowed once: content that changes meanwhile is for the next turn.
        let handbook = self.0.handbook.borrow().clone();
        if turn.attempts > ATTEMPTS_MAX {
            return self.bury(turn, &handbook, now).await;
        }
        let (facts, behind) = self.facts(&turn, now).await?;
        let Some(advance) = self.decide(&turn, &handbook, facts, now) else {
            *is_counted = false;
            return Ok(Tried::Again);
        };
        #[cfg(feature = "faults")]
        let advance = super::planted::decided(&turn, advance);
        faults::point("engine.after_decide");
        let reading = advance.reading.clone();
        let phrase_hash = self.hash_phrase(&advance.effects).await;
        let incoming = turn.incoming.clone();
        let mut commit = self.commit_of(turn, advance, phrase_hash, now);
        behind.complete(&mut commit, &incoming);
        let opinions: Vec<_> = commit.opinions.iter().map(|(opinion, _)| *opinion).collect();
        let committed = self.commit(commit).await?;
        if matches!(committed, Tried::Done) {
            opinions.into_iter().for_each(|opinion| self.0.metrics.opinion(opinion));
            self.0.metrics.turn(reading.as_ref(), began.elapsed());
        }
        Ok(committed)
    }

    /// Runs the core. A panic in it is a poisoned message, not the end of the program.
    fn decide(&self, turn: &Turn, handbook: &Handbook, facts: Facts, now: Timestamp) -> Option<Advance> {
        let given = Given {
            now,
            abilities: self.abilities(&turn.incoming),
            on_reply_to: turn.reacted_to.clone(),
            target_handled: turn.answered,
            kept: turn.kept.clone(),
            paused: turn.paused.clone(),
            chance: self.0.clock.chance(),
            budget: self.budget(turn),
            facts,
        };
        faults::poison(&turn.incoming.what);
        let conversation = turn.conversation.clone();
        catch_unwind(AssertUnwindSafe(|| advance(conversation, &turn.incoming, handbook, &given))).ok()
    }

    fn commit_of(&self, turn: Turn, advance: Advance, phrase_hash: String, now: Timestamp) -> Commit {
        let Advance { conversation, effects, reading: _, ignored, is_free } = advance;
        let budget = self.budget(&turn);
        let mut commit = blank_commit(&turn, conversation, now);
        if ignored {
            commit.outcome = Outcome::Ignored;
        }
        for effect in effects {
            self.carry_over(effect, &turn, &phrase_hash, &mut commit);
        }
        dismiss(&mut commit.says, &turn.incoming);
        if !is_free && commit.says.iter().any(|draft| draft.message.is_some()) {
            let told = budget == Budget::SpentTell;
            commit.spend = self
                .limits_of(&turn.incoming)
                .map(|limit| (scope_key(limit, &turn.incoming), limit.window_ms, told))
                .collect();
        }
        commit
    }

    fn carry_over(&self, effect: Effect, turn: &Turn, phrase_hash: &str, commit: &mut Commit) {
        match effect {
            Effect::Say { message, reply_to } => {
                let abilities = self.abilities(&turn.incoming);
                let to = destination(&turn.incoming, reply_to);
                if faults::bug("engine.says-twice") {
                    push_says(&mut commit.says, message.clone(), to.clone(), &turn.incoming, &abilities);
                }
                push_says(&mut commit.says, message, to, &turn.incoming, &abilities);
            }
            Effect::SayDirectly { message, reply_to } => {
                let to = directly(destination(&turn.incoming, reply_to), turn.incoming.place.privacy);
                push_says(&mut commit.says, message, to, &turn.incoming, &self.abilities(&turn.incoming));
            }
            Effect::Withdraw { replies_to } => commit.withdraw.push(replies_to),
            Effect::KeepMiss { kind, question: Question { asked_by, words, .. }, language } => {
                commit.misses.push(MissDraft { kind, question: words, language, asked_by });
            }
            Effect::CountOpinion { opinion, entry } => commit.opinions.push((opinion, entry)),
            Effect::KeepPassage(served) => commit.passages.push(served),
            Effect::Park { mark, screening, until } => {
                commit.park.push(PausedDraft { mark, screening: *screening, until });
            }
            Effect::TakeUp { mark } => commit.take_up.push(mark),
            Effect::OpenTicket { ticket, text, route, phrase: _ } => {
                self.open_ticket(*ticket, text, route, phrase_hash.to_owned(), commit);
            }
            Effect::TakeOver { ticket, phrase: _ } => {
                let (phrase_hash, phrase_was) = (phrase_hash.to_owned(), String::new());
                commit.takes_over = Some(TakeOverDraft { ticket, phrase_hash, phrase_was });
            }
            Effect::ConfirmIdentity { adviser } => {
                let identity = String::new();
                commit.identities.push(IdentityDraft { adviser, identity, is_confirmed: true });
            }
            Effect::SetDuty { adviser, is_on } => commit.duty.push((adviser, is_on)),
            Effect::OpenThread { message } => self.open_thread(message, turn, commit),
            Effect::Tell { ticket, news, permit } => commit.tells.push(TellDraft { ticket, news, permit }),
            Effect::Carry { message, permit } => self.carry(message, permit, turn, commit),
            Effect::Amend { replies_to, message, permit } => self.amend(&replies_to, message, permit, turn, commit),
            Effect::WakeAt { key, at } => commit.wakes.push((key, at)),
            Effect::LetSleep { key } => commit.let_sleep.push(key),
            Effect::Forget { event } => commit.forget.push(event),
        }
    }

    async fn commit(&self, commit: Commit) -> Result<Tried, StoreError> {
        let wakes = !commit.wakes.is_empty();
        match self.0.store.commit_and_tell(commit).await? {
            (Committed::Stale, _) if faults::bug("ticket.stale-is-done") => Ok(Tried::Done),
            (Committed::Stale, _) => Ok(Tried::Again),
            (Committed::Done, told) => {
                faults::point("engine.after_commit");
                if !faults::bug("ticket.other-side-sleeps") {
                    self.enqueue(told);
                }
                self.0.delivery.notify_one();
                if wakes {
                    self.0.timers.notify_one();
                }
                Ok(Tried::Done)
            }
        }
    }

    /// Ends a poisoned message: the person is told where a human is, the operator gets a line and a count.
    async fn bury(&self, turn: Turn, handbook: &Handbook, now: Timestamp) -> Result<Tried, StoreError> {
        tracing::error!(seq = turn.seq.0, attempts = turn.attempts, "turn: given up, the person is told");
        self.0.metrics.dead_letter();
        let mut commit = blank_commit(&turn, turn.conversation.clone(), now);
        commit.outcome = Outcome::Dead;
        if is_waiting_for_reply(&turn.incoming.what) {
            let language = turn
                .conversation
                .chosen_language
                .or(turn.conversation.last_language)
                .unwrap_or(handbook.desk.default_language);
            let contact = handbook.contact(language);
            let markdown = handbook.say(language, keys::SORRY_BROKEN, &[("contact", &contact)]);
            let reply_to = Some(turn.incoming.event.clone());
            let message = Message { markdown, ..Message::default() };
            let to = destination(&turn.incoming, reply_to);
            push_says(&mut commit.says, message, to, &turn.incoming, &self.abilities(&turn.incoming));
        }
        // Whoever said it on the other side of a ticket must not take it for delivered.
        if let What::Told { ticket, news, .. } = &turn.incoming.what {
            let lost = match news {
                News::Opened { .. } => Some(News::NotOpened),
                News::Wrote { said, .. } | News::Agreed { said, .. } => {
                    Some(News::Lost { said: said.clone(), fate: Fate::GaveUp })
                }
                News::Changed { said, .. } => Some(News::Lost { said: said.clone(), fate: Fate::NotChanged }),
                _ => None,
            };
            commit.tells.extend(lost.map(|news| TellDraft { ticket: ticket.clone(), news, permit: None }));
        }
        dismiss(&mut commit.says, &turn.incoming);
        self.commit(commit).await
    }

    /// A room's limits are there against bots that answer each other. No bot can use a command, and the others in the room see
    /// nothing of its reply.
    fn limits_of<'a>(&'a self, incoming: &Incoming) -> impl Iterator<Item = &'a Limit> + use<'a> {
        let is_command = incoming.handle.is_some();
        self.0.limits.iter().filter(move |limit| !is_command || limit.scope != Scope::Room)
    }

    fn budget(&self, turn: &Turn) -> Budget {
        let limits: Vec<_> = self.limits_of(&turn.incoming).cloned().collect();
        limits::judge(&limits, &turn.budgets)
    }

    pub(super) fn abilities(&self, incoming: &Incoming) -> Abilities {
        let narrowest = Abilities::text_only(Size::Bytes(2_000));
        self.0.abilities.get(&incoming.place.network).cloned().unwrap_or(narrowest)
    }
}

enum Tried {
    Done,
    Again,
}

fn is_waiting_for_reply(what: &What) -> bool {
    match what {
        What::Said { addressed, .. } => *addressed,
        What::Chose { .. } | What::Invoked { .. } => true,
        _ => false,
    }
}

fn blank_commit(turn: &Turn, conversation: Conversation, now: Timestamp) -> Commit {
    Commit {
        seq: turn.seq,
        revision: turn.revision,
        outcome: Outcome::Handled,
        event: turn.incoming.event.clone(),
        place: turn.incoming.place.clone(),
        sender: turn.incoming.sender.clone(),
        conversation,
        version: turn.version,
        says: Vec::new(),
        withdraw: Vec::new(),
        forget: Vec::new(),
        misses: Vec::new(),
        passages: Vec::new(),
        park: Vec::new(),
        opens: None,
        takes_over: None,
        duty: Vec::new(),
        identities: Vec::new(),
        tells: Vec::new(),
        amends: Vec::new(),
        take_up: Vec::new(),
        opinions: Vec::new(),
        wakes: Vec::new(),
        let_sleep: Vec::new(),
        spend: Vec::new(),
        now,
    }
}

/// Splits a message to what the network takes; keys are made here, once, and are the same on every retry.
pub(super) fn push_says(
    says: &mut Vec<OutboxDraft>,
    mut message: Message,
    to: Destination,
    incoming: &Incoming,
    abilities: &Abilities,
) {
    keep_small_files(&mut message);
    let key = clock::new_delivery_key();
    let source = to.reply_to.clone().unwrap_or_else(|| incoming.event.clone());
    let first = says.iter().filter(|draft| draft.to.audience == to.audience).count();
    let first = u32::try_from(first).unwrap_or(u32::MAX);
    let numbered = (0_u32..).zip(split::message(message, abilities));
    // A file that somebody sent along is none of the words' parts: it stays when these are changed.
    let from = |message: &Message| if message.attachments.is_empty() { first } else { FILES_FROM };
    says.extend(numbered.map(|(part, message)| OutboxDraft {
        key: if part == 0 { key.clone() } else { DeliveryKey::new(format!("{key}-{part}")) },
        part: from(&message).saturating_add(part),
        to: to.clone(),
        source: source.clone(),
        message: Some(message),
        carried: Carried::default(),
    }));
}

/// The core keeps to the limits; should it not, the outbox stays small all the same.
fn keep_small_files(message: &mut Message) {
    let mut left = FILES_MAX_BYTES;
    let before = message.files.len();
    message.files.truncate(FILES_MAX);
    message.files.retain(|file| {
        let fits = file.content.len() <= left;
        left -= if fits { file.content.len() } else { 0 };
        fits
    });
    if message.files.len() < before {
        tracing::error!(dropped = before - message.files.len(), "turn: files too many or too large are not sent");
    }
}

/// Where the turn says nothing in the place that is held open for its reply, the network is told so. Last of all: should
/// what is said directly not arrive, that place is where the person is told.
fn dismiss(says: &mut Vec<OutboxDraft>, incoming: &Incoming) {
    let is_used = says.iter().any(|draft| draft.to.audience != Audience::Directly);
    if incoming.handle.is_none() || is_used {
        return;
    }
    let source = says.first().map_or(&incoming.event, |draft| &draft.source).clone();
    let (key, to) = (clock::new_delivery_key(), destination(incoming, None));
    says.push(OutboxDraft { key, part: 0, to, source, message: None, carried: Carried::default() });
}

pub(super) fn destination(incoming: &Incoming, reply_to: Option<EventId>) -> Destination {
    Destination {
        network: incoming.place.network.clone(),
        room: incoming.place.room.clone(),
        thread: incoming.place.thread.clone(),
        audience: incoming.handle.as_ref().map_or(Audience::Everyone, |handle| handle.audience),
        person: incoming.sender.clone(),
        reply_to,
        handle: incoming.handle.clone(),
    }
}

/// The same for the person alone. In a direct chat they are that already.
fn directly(to: Destination, place: Privacy) -> Destination {
    match place {
        Privacy::Direct => to,
        Privacy::Shared => Destination { audience: Audience::Directly, ..to },
    }
}

fn scope_key(limit: &Limit, incoming: &Incoming) -> String {
    let place = &incoming.place;
    let window_s = limit.window_ms / 1_000;
    match limit.scope {
        Scope::Person => format!("person:{}:{}:{window_s}", place.network, incoming.sender),
        Scope::Room => format!("room:{}:{}:{window_s}", place.network, place.room),
    }
}

#[cfg(test)]
#[path = "turn_tests.rs"]
mod tests;
