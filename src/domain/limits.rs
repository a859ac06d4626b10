//! How much one person, one room and a loop of bots may ask for. The store counts; this judges.

use crate::conversation::advance::Budget;

/// One limit: at most `most` turns in a fixed window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub scope: Scope,
    pub most: u32,
    pub window_ms: i64,
}

/// What a limit counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Person,
    Room,
}

/// How far a limit's current window is used up; read by the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    pub used: u32,
    /// Whether the one polite notice of this window was given.
    pub told: bool,
}

/// Judges a turn against all limits. One notice per window: where any spent limit has already told, it stays quiet.
pub fn judge(limits: &[Limit], uses: &[Use]) -> Budget {
    let mut spent = limits.iter().zip(uses).filter(|(limit, used)| used.used >= limit.most).peekable();
    if spent.peek().is_none() {
        return Budget::Within;
    }
    if spent.any(|(_, used)| used.told) { Budget::SpentTold } else { Budget::SpentTell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spent_limit_tells_once() {
        let limits = [
            Limit { scope: Scope::Person, most: 2, window_ms: 10_000 },
            Limit { scope: Scope::Room, most: 5, window_ms: 60_000 },
        ];
        let check = |person: (u32, bool), room: (u32, bool), expect| {
            let uses = [person, room].map(|(used, told)| Use { used, told });
            assert_eq!(judge(&limits, &uses), expect, "{uses:?}");
        };
        check((0, false), (0, false), Budget::Within);
        check((1, false), (4, false), Budget::Within);
        check((2, false), (2, false), Budget::SpentTell);
        check((2, true), (2, false), Budget::SpentTold);
        check((0, false), (9, false), Budget::SpentTell);
        check((2, false), (9, true), Budget::SpentTold);
    }
}
