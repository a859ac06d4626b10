//! What of the gateway must outlive the process: the session, so that RESUME brings what was said meanwhile, and how often
//! the bot has identified, because Discord resets the token of one that does so a thousand times a day.

use std::io::Write;
use std::path::PathBuf;

use domain::ids::Timestamp;
use serde::{Deserialize, Serialize};

/// Identifications in 24 hours. Discord's limit is 1,000; what is left is for the operator's own attempts.
const IDENTIFIES_MAX: usize = 900;
const DAY_MS: i64 = 24 * 3_600_000;

/// A session that can be resumed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub id: String,
    /// Where Discord wants to be asked to resume it.
    pub url: String,
    /// The number of the last event that is safely taken in.
    pub seq: u64,
    /// What it was begun for: a session hears what it asked for then, whatever the settings say now.
    pub intents: u64,
    /// Whose it is, by a hash of the token.
    pub of: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    session: Option<Session>,
    /// When the network was last heard, in milliseconds since 1970.
    heard_at: Option<i64>,
    /// From when to when nothing was heard before this session, until that is told.
    gap: Option<(i64, i64)>,
    identified_at: Vec<i64>,
}

/// The file with all of it.
pub struct Memory {
    path: PathBuf,
    kept: Kept,
}

impl Memory {
    /// A file that cannot be read counts as none: the worst of it is one session that is not resumed.
    pub fn open(path: PathBuf) -> Self {
        let read = std::fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { path, kept: read.unwrap_or_default() }
    }

    pub fn session(&self) -> Option<&Session> {
        self.kept.session.as_ref()
    }

    pub fn gap(&self) -> Option<(Timestamp, Timestamp)> {
        self.kept.gap.map(|(from, to)| (Timestamp(from), Timestamp(to)))
    }

    /// A session began that brings nothing of the time before it. An earlier gap that is not told becomes part of this one.
    pub fn begin(&mut self, now: Timestamp) {
        let from = self.kept.gap.map(|(from, _)| from).or(self.kept.heard_at);
        self.kept.gap = from.map(|from| (from, now.0));
    }

    /// Notes the session as it stands. `told`: so is the gap before it.
    pub fn keep(&mut self, session: Option<Session>, heard_at: Timestamp, told: bool) -> std::io::Result<()> {
        self.kept.session = session;
        self.kept.heard_at = Some(heard_at.0);
        self.kept.gap = self.kept.gap.filter(|_| !told);
        // Losing a second of it in a power cut costs nothing: what is brought again is passed over.
        self.write(false)
    }

    /// Notes one more identification, durably, before it is made. `Err` with the milliseconds to wait when the day's are used up.
    pub fn may_identify(&mut self, now: Timestamp) -> std::io::Result<Result<(), i64>> {
        let times = &mut self.kept.identified_at;
        times.retain(|at| now.ms_since(Timestamp(*at)) < DAY_MS);
        if let Some(oldest) = times.first().filter(|_| times.len() >= IDENTIFIES_MAX) {
            return Ok(Err(DAY_MS - now.ms_since(Timestamp(*oldest))));
        }
        times.push(now.0);
        self.kept.session = None;
        self.write(true).map(Ok)
    }

    fn write(&self, lasting: bool) -> std::io::Result<()> {
        let bytes = serde_json::to_vec(&self.kept)?;
        let new = self.path.with_extension("new");
        let mut file = std::fs::File::create(&new)?;
        file.write_all(&bytes)?;
        if lasting {
            file.sync_all()?;
        }
        std::fs::rename(&new, &self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_s_identifications_survive_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gateway.json");
        let mut memory = Memory::open(path.clone());
        for minute in 0..IDENTIFIES_MAX {
            let at = Timestamp(i64::try_from(minute).unwrap() * 60_000);
            assert_eq!(memory.may_identify(at).unwrap(), Ok(()));
        }
        let mut memory = Memory::open(path);
        assert_eq!(memory.may_identify(Timestamp(DAY_MS - 5_000)).unwrap(), Err(5_000));
        assert_eq!(memory.may_identify(Timestamp(DAY_MS)).unwrap(), Ok(()));
        assert!(memory.may_identify(Timestamp(DAY_MS)).unwrap().is_err());
    }

    #[test]
    fn a_session_is_kept_until_the_next_identification() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gateway.json");
        let session = Session { id: "a".into(), url: "wss://x".into(), seq: 7, intents: 1, of: "b".into() };
        Memory::open(path.clone()).keep(Some(session.clone()), Timestamp(5), true).unwrap();
        let mut memory = Memory::open(path.clone());
        assert_eq!(memory.session(), Some(&session));
        memory.may_identify(Timestamp(9)).unwrap().unwrap();
        assert_eq!(Memory::open(path.clone()).session(), None);
        std::fs::write(&path, b"{ half").unwrap();
        assert_eq!(Memory::open(path).session(), None);
    }

    #[test]
    fn a_gap_is_kept_until_it_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gateway.json");
        let mut memory = Memory::open(path.clone());
        memory.begin(Timestamp(1));
        assert_eq!(memory.gap(), None, "nothing was heard before the first session");
        memory.keep(None, Timestamp(5), true).unwrap();
        memory.begin(Timestamp(7));
        memory.keep(None, Timestamp(8), false).unwrap();
        let mut memory = Memory::open(path);
        assert_eq!(memory.gap(), Some((Timestamp(5), Timestamp(7))));
        memory.begin(Timestamp(9));
        assert_eq!(memory.gap(), Some((Timestamp(5), Timestamp(9))));
        memory.keep(None, Timestamp(9), true).unwrap();
        assert_eq!(memory.gap(), None);
    }
}
