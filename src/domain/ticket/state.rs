//! The states of a ticket, and which of them follows which.

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Nobody has taken it yet.
    New,
    /// An adviser has it.
    Open,
    /// An adviser has it and waits for the person.
    Waiting,
    /// An adviser holds it for answered; a word of the person opens it again.
    Resolved,
    /// Over. The bot answers the person again.
    Closed,
}

/// What may happen to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Move {
    /// An adviser takes it.
    Claim,
    /// Another adviser takes it from the one who has it.
    Pass,
    /// The adviser gives it back, or is no adviser any more.
    Release,
    /// The adviser waits for the person.
    Wait,
    /// The adviser wrote to the person.
    Reply,
    /// The person wrote.
    Hear,
    Resolve,
    Close,
    Reopen,
}

impl State {
    pub const ALL: [State; 5] = [State::New, State::Open, State::Waiting, State::Resolved, State::Closed];

    /// As it is kept and searched for; never shown.
    pub fn word(self) -> &'static str {
        match self {
            State::New => "new",
            State::Open => "open",
            State::Waiting => "waiting",
            State::Resolved => "resolved",
            State::Closed => "closed",
        }
    }

    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// What a move leads to; `None` where it is not allowed. There is no other way from one state to another.
    pub fn after(self, step: Move) -> Option<State> {
        use State::{Closed, New, Open, Resolved, Waiting};
        match (step, self) {
            (Move::Claim, New | Resolved) => Some(Open),
            (Move::Pass, Open | Resolved) => Some(Open),
            (Move::Pass, Waiting) => Some(Waiting),
            (Move::Release, Open | Waiting | Resolved) => Some(New),
            (Move::Wait, Open | Resolved) => Some(Waiting),
            (Move::Reply, Open | Waiting | Resolved) => Some(Open),
            (Move::Hear, New) => Some(New),
            (Move::Hear, Open | Waiting | Resolved) => Some(Open),
            (Move::Resolve, Open | Waiting) => Some(Resolved),
            (Move::Close, New | Open | Waiting | Resolved) => Some(Closed),
            (Move::Reopen, Closed) => Some(Open),
            (Move::Claim, Open | Waiting | Closed)
            | (Move::Pass | Move::Release | Move::Wait | Move::Reply | Move::Resolve, New)
            | (Move::Wait | Move::Resolve, Waiting | Resolved)
            | (
                Move::Pass | Move::Release | Move::Wait | Move::Reply | Move::Hear | Move::Resolve | Move::Close,
                Closed,
            )
            | (Move::Reopen, New | Open | Waiting | Resolved) => None,
        }
    }

    pub fn is_over(self) -> bool {
        self == State::Closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOVES: [Move; 9] = [
        Move::Claim,
        Move::Pass,
        Move::Release,
        Move::Wait,
        Move::Reply,
        Move::Hear,
        Move::Resolve,
        Move::Close,
        Move::Reopen,
    ];

    #[test]
    fn reopening_leads_to_open_and_nothing_else_leaves_closed() {
        for step in MOVES {
            let expect = (step == Move::Reopen).then_some(State::Open);
            assert_eq!(State::Closed.after(step), expect, "{step:?}");
        }
    }

    #[test]
    fn from_everywhere_a_ticket_can_be_closed_and_opened_again() {
        for state in State::ALL.into_iter().filter(|state| !state.is_over()) {
            assert_eq!(state.after(Move::Close).and_then(|state| state.after(Move::Reopen)), Some(State::Open));
        }
    }

    #[test]
    fn what_a_person_says_is_heard_until_it_is_over() {
        for state in State::ALL {
            assert_eq!(state.after(Move::Hear).is_some(), !state.is_over(), "{state:?}");
        }
    }

    #[test]
    fn words_come_back() {
        assert!(State::ALL.into_iter().all(|state| State::read(state.word()) == Some(state)));
        assert_eq!(State::read("lost"), None);
    }
}
