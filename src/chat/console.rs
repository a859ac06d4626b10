//! The terminal as a network: try the desk with no account anywhere.

use std::io::{ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use domain::ids::{MessageId, NetworkName, PersonId, RoomId};
use domain::message::{Abilities, Destination, File, Incoming, Place, Privacy, Size, What};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio_util::sync::CancellationToken;

use super::{Arrived, Connector, Deed, Intake, ListenError, Outgoing, SendError, Sent, Verify};
use crate::clock::{Clock, new_event_id};

/// The console: one room, one person, no history. What is typed is durable once the engine has it.
pub struct Console {
    clock: Clock,
    connected: AtomicBool,
    colour: bool,
    /// Where files of the desk's are kept; `None`: they are named and not kept.
    save_files: Option<PathBuf>,
}

impl Console {
    pub fn new(clock: Clock, save_files: Option<PathBuf>) -> Self {
        let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { clock, connected: AtomicBool::new(false), colour, save_files }
    }

    pub fn network_name() -> NetworkName {
        NetworkName::new("console")
    }

    fn arrived(&self, text: String) -> Arrived {
        let place = Place {
            network: Self::network_name(),
            room: RoomId::new("console"),
            thread: None,
            privacy: Privacy::Direct,
        };
        let what = What::Said { text, addressed: true };
        let incoming = Incoming {
            event: new_event_id(),
            place,
            sender: PersonId::new("you"),
            at: self.clock.now(),
            what,
            handle: None,
        };
        Arrived { incoming, once: None }
    }
}

/// Who sits at a terminal is no adviser.
impl Verify for Console {}

#[async_trait]
impl Connector for Console {
    fn network(&self) -> NetworkName {
        Self::network_name()
    }

    fn abilities(&self) -> Abilities {
        Abilities { files_with_words: true, ..Abilities::text_only(Size::Bytes(64 * 1024)) }
    }

    /// The console remembers no keys, but nothing is ambiguous in it either.
    fn key_lifetime_ms(&self) -> i64 {
        i64::MAX
    }

    /// Reads lines until the end of input.
    async fn listen(&self, intake: Arc<dyn Intake>, stop: CancellationToken) -> Result<(), ListenError> {
        self.connected.store(true, Ordering::SeqCst);
        let mut lines = BufReader::new(tokio::io::stdin()).lines();
        loop {
            let line = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                line = lines.next_line() => line.map_err(|error| ListenError(error.to_string()))?,
            };
            let Some(line) = line else { return Ok(()) };
            if line.trim().is_empty() {
                continue;
            }
            intake.take_in(vec![self.arrived(line)], None).await.map_err(|error| ListenError(error.to_string()))?;
        }
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<Sent, SendError> {
        // New words are printed below the old ones.
        let (Deed::Say(message) | Deed::Amend { message, .. }) = &outgoing.what else {
            return Err(SendError::Refused { why: "what was printed cannot be taken back".to_owned() });
        };
        let mut text = format!("\n{}\n\n", readable(&message.markdown, self.colour));
        for file in &message.files {
            let kept = match &self.save_files {
                Some(folder) => {
                    let kept = keep(folder, file).map_err(|error| SendError::Refused { why: error.to_string() })?;
                    format!(" → {}", kept.display())
                }
                None => String::new(),
            };
            text.push_str(&format!("[{}, {}{kept}]\n\n", file.name, file.size()));
        }
        let mut out = tokio::io::stdout();
        let written = async {
            out.write_all(text.as_bytes()).await?;
            out.flush().await
        };
        match written.await {
            Ok(()) => Ok(MessageId::new(outgoing.key.as_str()).into()),
            Err(error) => Err(SendError::Refused { why: error.to_string() }),
        }
    }

    async fn find(&self, _: &Outgoing) -> Result<Option<Sent>, SendError> {
        Ok(None)
    }

    async fn show_typing(&self, _: &Destination, _: bool) {}

    fn is_connected(&self) -> bool {
        self.connected.load(Ordering::SeqCst)
    }
}

/// Writes a file into the folder, under a name that nothing there has yet: what a person keeps there is theirs.
fn keep(folder: &Path, file: &File) -> std::io::Result<PathBuf> {
    let name = Path::new(&file.name);
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(name.file_stem()), part(name.extension()));
    for number in 1.. {
        let stem = if number == 1 { stem.clone() } else { format!("{stem}-{number}") };
        let path = folder.join(stem).with_added_extension(&ending);
        match std::fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(mut kept) => return std::io::Write::write_all(&mut kept, &file.content).map(|()| path),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Markdown as a terminal shows it: bold and italic become bold and dim, links show their address, the rest is readable
/// as it stands.
fn readable(markdown: &str, colour: bool) -> String {
    let (bold, dim, plain) = if colour { ("\x1b[1m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
    let mut shown = String::new();
    for (index, line) in markdown.lines().enumerate() {
        if index > 0 {
            shown.push('\n');
        }
        let quoted = line.strip_prefix("> ").or((line == ">").then_some(""));
        let in_italics =
            line.strip_prefix('*').filter(|rest| !rest.starts_with('*')).and_then(|rest| rest.strip_suffix('*'));
        match (quoted, in_italics) {
            (Some(quote), _) => shown.push_str(&format!("{dim}│ {}{plain}", without_marks(quote, "", ""))),
            (None, Some(italic)) => shown.push_str(&format!("{dim}{}{plain}", without_marks(italic, "", ""))),
            (None, None) => shown.push_str(&without_marks(line, bold, plain)),
        }
    }
    shown
}

/// Words without the marks around them: what is escaped stands as it is, and an address without its brackets.
fn without_marks(line: &str, bold: &str, plain: &str) -> String {
    let (mut shown, mut is_bold, mut rest) = (String::new(), false, line);
    while let Some(letter) = rest.chars().next() {
        let behind = &rest[letter.len_utf8()..];
        if let Some(after) = rest.strip_prefix("**").or(rest.strip_prefix("__")) {
            is_bold = !is_bold;
            shown.push_str(if is_bold { bold } else { plain });
            rest = after;
            continue;
        }
        let (words, after) = match letter {
            // At the end of a line it only says that the line ends there.
            '\\' if behind.is_empty() => ("", behind),
            '\\' if behind.starts_with(|next: char| next.is_ascii_punctuation()) => behind.split_at(1),
            '<' => behind.split_once('>').filter(|(address, _)| is_address(address)).unwrap_or(("<", behind)),
            _ => rest.split_at(letter.len_utf8()),
        };
        shown.push_str(&words.replace("&amp;", "&"));
        rest = after;
    }
    shown
}

fn is_address(words: &str) -> bool {
    let scheme = words.split(':').next().unwrap_or_default();
    scheme.len() < words.len() && scheme.chars().all(|letter| letter.is_ascii_lowercase()) && !words.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_readable_without_a_renderer() {
        let check = |markdown: &str, expect: &str| assert_eq!(readable(markdown, false), expect);
        check("**Ask first**\n\nThen *go*.", "Ask first\n\nThen *go*.");
        check("> I am a machine.", "│ I am a machine.");
        check("*Last reviewed 2026.*", "Last reviewed 2026.");
        check("Rests on: [A page](<https://a.example/x>)", "Rests on: [A page](https://a.example/x)");
        check("> a\\_b \\*\\*c\\*\\* \\<d\\>)\\\n> e", "│ a_b **c** <d>)\n│ e");
        check("> a\n>\n> b", "│ a\n│ \n│ b");
        check("> see <https://a.example/x_y?a=1&amp;b=2>, 1 < 2", "│ see https://a.example/x_y?a=1&b=2, 1 < 2");
        assert_eq!(readable("**Yes**", true), "\x1b[1mYes\x1b[0m");
    }

    #[test]
    fn a_kept_file_takes_the_place_of_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let file = |text: &str| File::of_text("../screening.v1.html", "text/html", text);
        let kept = ["one", "two", "three"].map(|text| keep(folder.path(), &file(text)).unwrap());
        let names = kept.each_ref().map(|path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap());
        assert_eq!(names, ["screening.v1.html", "screening.v1-2.html", "screening.v1-3.html"]);
        assert_eq!(std::fs::read_to_string(&kept[1]).unwrap(), "two");
    }
}
