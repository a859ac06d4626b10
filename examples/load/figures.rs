//! What became of each message, and what it cost.

use std::time::{Duration, Instant};

/// What a message is, by what comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of those that fill the desk beforehand.
    Filling,
    Question,
    Words,
    Reply,
    Step,
    Reworded,
    Amended,
}

const MEASURED: [(Kind, &str); 6] = [
    (Kind::Question, "a question, answered"),
    (Kind::Words, "a person's words in a ticket, with the advisers"),
    (Kind::Reply, "an adviser's words, with the person"),
    (Kind::Step, "an answer in a screening, the next question put"),
    (Kind::Reworded, "an answered question edited, asked about"),
    (Kind::Amended, "words in a ticket edited, changed with the advisers"),
];

/// A message that was offered, and what came of it.
#[derive(Clone, Copy, Debug)]
pub struct Offered {
    pub kind: Kind,
    due: Instant,
    took: Option<Duration>,
    /// How often what should come of it came.
    came: u16,
    /// How often an adviser was told that their words have arrived.
    told: u16,
}

impl Offered {
    pub fn new(kind: Kind, due: Instant) -> Self {
        Self { kind, due, took: None, came: 0, told: 0 }
    }

    /// Notes something that came of it. True when that is the first.
    pub fn note(&mut self, is_reply: bool, now: Instant) -> bool {
        // An adviser's words are carried; what replies to them says that they have arrived.
        if is_reply && self.kind == Kind::Reply {
            self.told += 1;
            return false;
        }
        self.came += 1;
        self.took.get_or_insert(now.saturating_duration_since(self.due));
        self.came == 1
    }

    /// All that should come of it came.
    pub fn is_whole(&self) -> bool {
        self.came > 0 && (self.told > 0 || self.kind != Kind::Reply)
    }

    /// Something came of it more than once.
    fn is_double(&self) -> bool {
        self.came > 1 || self.told > 1
    }
}

/// A row for each kind and one for all, in ms, as docs/benchmarks.md has it.
pub fn table(offered: &[Offered]) -> String {
    let head =
        "| from when it was due, in ms | messages | p50 | p90 | p99 | p99.9 | longest |\n|---|---|---|---|---|---|---|";
    let kinds = MEASURED.iter().map(|(kind, name)| row(name, offered.iter().filter(|one| one.kind == *kind)));
    let rows: Vec<String> = kinds.chain([row("**all**", offered.iter())]).collect();
    format!("{head}\n{}", rows.join("\n"))
}

fn row<'a>(name: &str, offered: impl Iterator<Item = &'a Offered>) -> String {
    let mut took: Vec<Option<Duration>> = offered.map(|one| one.took).collect();
    // What was not done took longer than all that was.
    took.sort_by_key(|took| (took.is_none(), *took));
    // The smallest time within which so large a share of them was done.
    let at = |share: f64| {
        let place = (share * took.len() as f64).ceil() as usize;
        let took = took.get(place.saturating_sub(1)).copied().flatten();
        took.map_or("not done".to_owned(), |took| format!("{:.1}", took.as_secs_f64() * 1_000.0))
    };
    let shares = [0.5, 0.9, 0.99, 0.999, 1.0].map(at);
    format!("| {name} | {} | {} |", took.len(), shares.join(" | "))
}

/// How many came to nothing, or not to all that they should, and of how many something came twice.
pub fn losses(offered: &[Offered]) -> (usize, usize) {
    let count = |is: fn(&Offered) -> bool| offered.iter().filter(|one| is(one)).count();
    (count(|one| !one.is_whole()), count(Offered::is_double))
}

/// Of this process, in MB: `VmRSS`, or `VmHWM`, the most that it was.
pub fn memory_mb(what: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(what));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.unwrap_or_default() / 1_024.0
}

/// From here on `VmHWM` counts anew. False where the system does not let us.
pub fn forget_peak() -> bool {
    std::fs::write("/proc/self/clear_refs", "5").is_ok()
}

/// Of this process, in seconds of a core. Linux counts in hundredths.
pub fn processor_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name, in brackets, may hold anything; behind it stand the state and then numbers.
    let numbers = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    numbers.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
