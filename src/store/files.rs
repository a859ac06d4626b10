//! What stands beside a SQLite database: the lock that keeps a second process out, and the note whether the last run
//! ended well.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use fs4::fs_std::FileExt;

use super::error::StoreError;

/// A lock that is held for less than this is nobody's: a process that another part of this one starts has, until it is the
/// other program, all that this one has open, and the locks with it.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(20);

const OPEN: &str = "open";
const CLOSED: &str = "closed";

/// The hold on one SQLite database, for as long as it lives. The kernel lets go of it when the process ends, however
/// it ends; a file that merely exists would have to be cleared away by hand after every crash.
pub(super) struct Hold {
    file: File,
    database: PathBuf,
}

impl Hold {
    pub fn take(database: &Path) -> Result<Self, StoreError> {
        let path = beside(database, ".lock");
        let file = private(OpenOptions::new().read(true).write(true).create(true).truncate(false)).open(&path);
        let file = file.map_err(|error| StoreError::file(&path, error))?;
        for _ in 0..TRIES {
            match file.try_lock_exclusive() {
                Ok(true) => return Ok(Self { file, database: database.to_owned() }),
                Ok(false) => std::thread::sleep(PAUSE),
                Err(error) => return Err(StoreError::file(path, error)),
            }
        }
        Err(StoreError::Locked(path))
    }

    /// Refuses when the last run ended abruptly and the write-ahead log that it must have left is gone: SQLite itself
    /// would open the file without a word, and with it without the last commits.
    pub fn check_log(&self) -> Result<(), StoreError> {
        let mut note = String::new();
        let lock = beside(&self.database, ".lock");
        (&self.file)
            .seek(SeekFrom::Start(0))
            .and_then(|_| (&self.file).read_to_string(&mut note))
            .map_err(|error| StoreError::file(&lock, error))?;
        if note.trim() != OPEN || beside(&self.database, "-wal").exists() {
            return Ok(());
        }
        Err(StoreError::Damaged {
            what: self.database.display().to_string(),
            why: format!(
                "the last run was cut short and its write-ahead log `-wal` is missing, and with it what was committed \
                 last; if another tool has opened the database since and folded the log in, delete {} and start again",
                lock.display()
            ),
        })
    }

    /// From here on an end without `mark_closed` leaves a log behind. Called once the log is there.
    pub fn mark_open(&self) -> Result<(), StoreError> {
        if beside(&self.database, "-wal").exists() { self.note(OPEN) } else { Ok(()) }
    }

    /// The log has been folded into the database.
    pub fn mark_closed(&self) -> Result<(), StoreError> {
        self.note(CLOSED)
    }

    /// The same where the log is gone: whoever only looked cannot know whether there was one to fold.
    pub fn mark_if_folded(&self) -> Result<(), StoreError> {
        if beside(&self.database, "-wal").exists() { Ok(()) } else { self.mark_closed() }
    }

    fn note(&self, word: &str) -> Result<(), StoreError> {
        let mut file = &self.file;
        let write = file
            .set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| writeln!(file, "{word}"))
            .and_then(|()| file.sync_all());
        write.map_err(|error| StoreError::file(beside(&self.database, ".lock"), error))
    }
}

/// The file whose name is that of `database` with `ending` appended.
pub(super) fn beside(database: &Path, ending: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Whether there is a database in this file; an empty one is what a start leaves that was cut short.
pub(super) fn holds_database(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.len() > 0)
}

/// Makes the file that SQLite then fills, readable by its owner alone.
pub(super) fn create(path: &Path) -> Result<(), StoreError> {
    let opened = private(OpenOptions::new().read(true).write(true).create(true).truncate(false)).open(path);
    opened.map(|_| ()).map_err(|error| StoreError::file(path, error))
}

/// Adds a line to a list, durably.
pub(super) fn append_line(path: &Path, line: &str) -> Result<(), StoreError> {
    let file = private(OpenOptions::new().create(true).append(true)).open(path);
    let write = file.and_then(|mut file| writeln!(file, "{line}").and_then(|()| file.sync_all()));
    write.map_err(|error| StoreError::file(path, error))
}

/// The lines of a list; none where there is no list.
pub(super) fn read_lines(path: &Path) -> Result<Vec<String>, StoreError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(StoreError::file(path, error)),
    }
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}
