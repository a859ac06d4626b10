//! Content that changes while the desk runs: the real program on a copy that the tests change.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use domain::handbook::Desk as Says;
use fairway::clock::Clock;
use fairway::http::{self, Health};
use fairway::metrics::Metrics;
use fairway::reload::Content;
use tokio_util::sync::CancellationToken;

use crate::support::desk::Desk;
use crate::support::lay_out_fixture;

const ENTRY: &str = "knowledge-base/entries/test/travel-devices.en.md";
const QUESTION: &str = "may I take my laptop to a conference abroad?";
const OLD: &str = "Take a loan laptop";
const PATIENCE: Duration = Duration::from_secs(60);

/// `fairway chat` in a folder of its own.
struct Chat {
    child: Child,
    typed: ChildStdin,
    said: Arc<Mutex<String>>,
    log: Arc<Mutex<String>>,
    folder: tempfile::TempDir,
}

impl Chat {
    fn start(reload_every_s: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        lay_out_fixture(folder.path());
        let mut child = Command::new(env!("CARGO_BIN_EXE_fairway"))
            .arg("chat")
            .current_dir(folder.path())
            .env("FAIRWAY__STORE__DATA_DIR", folder.path().join("data"))
            .env("FAIRWAY__DESK__RELOAD_EVERY_S", reload_every_s.to_string())
            .env("FAIRWAY__LIMITS__PER_PERSON_IN_10_S", "1000")
            .env("FAIRWAY__LIMITS__PER_PERSON_IN_1_H", "1000")
            .env("FAIRWAY__LIMITS__PER_ROOM_IN_60_S", "1000")
            .env("FAIRWAY__LIMITS__PER_ROOM_IN_10_MIN", "1000")
            .env("RUST_LOG", "fairway=info")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let typed = child.stdin.take().unwrap();
        let said = gather(child.stdout.take().unwrap());
        let log = gather(child.stderr.take().unwrap());
        Self { child, typed, said, log, folder }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        edit(&self.path(file), from, to);
    }

    fn ask(&mut self) -> String {
        self.say(QUESTION, "Last reviewed")
    }

    /// Says something, and returns what is said to it once it holds the words.
    fn say(&mut self, text: &str, words: &str) -> String {
        let before = self.said.lock().unwrap().len();
        writeln!(self.typed, "{text}").unwrap();
        self.wait(words, |chat| {
            let said = chat.said.lock().unwrap()[before..].to_owned();
            said.contains(words).then_some(said)
        })
    }

    fn wait_for_log(&self, words: &str) -> String {
        self.wait(words, |chat| {
            let log = chat.log.lock().unwrap();
            log.lines().find(|line| line.contains(words)).map(ToOwned::to_owned)
        })
    }

    fn wait<T>(&self, what: &str, seen: impl Fn(&Self) -> Option<T>) -> T {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if let Some(seen) = seen(self) {
                return seen;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("{what}: not within {PATIENCE:?}\n{}\n{}", self.said.lock().unwrap(), self.log.lock().unwrap());
    }

    fn hang_up(&self) {
        assert!(Command::new("kill").args(["-HUP", &self.child.id().to_string()]).status().unwrap().success());
    }

    fn forget_log(&self) {
        self.log.lock().unwrap().clear();
    }

    /// Ends the input, and with it the program.
    fn end(mut self) -> bool {
        drop(self.typed);
        self.child.wait().unwrap().success()
    }
}

fn gather(from: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let text = Arc::new(Mutex::new(String::new()));
    let into = text.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let mut text = into.lock().unwrap();
            text.push_str(&line);
            text.push('\n');
        }
    });
    text
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from:?} is not in {}", path.display());
    std::fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn changed_content_is_served_and_broken_content_is_not() {
    let mut chat = Chat::start(1);
    assert!(chat.ask().contains(OLD));
    chat.edit(ENTRY, OLD, "Take a borrowed laptop");
    chat.wait_for_log("content: read again");
    assert!(chat.ask().contains("Take a borrowed laptop"));

    chat.forget_log();
    chat.edit(ENTRY, "Take a borrowed laptop", "Take a broken laptop");
    chat.edit(ENTRY, "owner:", "ownr:");
    let told: serde_json::Value = serde_json::from_str(&chat.wait_for_log("content: not taken over")).unwrap();
    let fields = &told["fields"];
    assert_eq!((&told["level"], &fields["file"]), (&"ERROR".into(), &ENTRY.into()), "{told}");
    assert!(fields["mistakes"].as_u64() >= Some(1) && fields["line"].as_u64() >= Some(1), "{told}");
    assert!(fields["message"].as_str().unwrap_or_default().starts_with("content:"), "{told}");
    assert!(fields["mistake"].as_str().unwrap_or_default().contains("owner"), "{told}");
    assert!(chat.ask().contains("Take a borrowed laptop"), "the last good one is served");

    chat.edit(ENTRY, "ownr:", "owner:");
    chat.wait_for_log("content: read again");
    assert!(chat.ask().contains("Take a broken laptop"));
    assert!(chat.end());
}

/// The store keeps what was served: in the chat and beside it, the words of then are compared with those of now.
#[test]
fn a_receipt_tells_what_has_changed_since() {
    let mut chat = Chat::start(1);
    let answer = chat.ask();
    let receipt = answer.split("travel-devices#").nth(1).and_then(|rest| rest.split('`').next()).expect("a receipt");
    let receipt = format!("travel-devices#{receipt}");
    assert!(chat.say(&format!("verify {receipt}"), "still stands").contains("word for word"));
    chat.edit(ENTRY, OLD, "Take a borrowed laptop");
    chat.wait_for_log("content: read again");
    let told = chat.say(&format!("verify {receipt}"), "is now");
    assert!(told.contains("“loan” is now “borrowed”"), "{told}");

    let beside = |chat: &Chat| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fairway"));
        command.args(["verify", &receipt]).current_dir(chat.folder.path());
        let out = command.env("FAIRWAY__STORE__DATA_DIR", chat.path("data")).output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap())
    };
    let (code, told) = beside(&chat);
    assert!(code == Some(1) && told.contains("“loan” is now “borrowed”"), "while the desk runs: {told}");
    chat.child.kill().unwrap();
    chat.child.wait().unwrap();
    let (code, told) = beside(&chat);
    assert!(code == Some(1) && told.contains("“loan” is now “borrowed”"), "after a kill: {told}");
}

#[test]
fn a_hangup_reads_the_content_again_and_nothing_else_does_where_files_are_not_looked_at() {
    let mut chat = Chat::start(0);
    assert!(chat.ask().contains(OLD));
    chat.edit(ENTRY, OLD, "Take a borrowed laptop");
    std::thread::sleep(Duration::from_millis(1_500));
    assert!(chat.ask().contains(OLD));
    chat.hang_up();
    chat.wait_for_log("content: read again");
    assert!(chat.ask().contains("Take a borrowed laptop"));
    std::fs::remove_dir_all(chat.path("prompts")).unwrap();
    chat.hang_up();
    assert!(chat.wait_for_log("content: not taken over").contains("no such folder"));
    assert!(chat.ask().contains("Take a borrowed laptop"));
    assert!(chat.end());
}

/// What is on offer may be gone by the time that somebody takes it.
#[test]
fn a_choice_whose_entry_was_taken_away_meanwhile_gets_a_contact_point() {
    let mut chat = Chat::start(0);
    let offer = chat.say("something for my work abroad", "Reply with a number");
    assert!(offer.contains("1. Hiring someone from abroad"), "{offer}");
    let entry = chat.path("knowledge-base/entries/test/hiring.en.md");
    std::fs::remove_file(entry).unwrap();
    chat.edit("knowledge-base/entries/test/hosting-guests.en.md", "related: [hiring]", "related: [travel-devices]");
    chat.hang_up();
    chat.wait_for_log("content: read again");
    let reply = chat.say("1", "desk@university.example");
    assert!(reply.contains("I do not know this"), "{reply}");
    assert!(chat.end());
}

/// Half a checkout may be right in itself: one that takes a while is taken over once, when it is whole.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn content_is_read_when_its_files_stand_still_and_the_operator_sees_it() {
    let folder = tempfile::tempdir().unwrap();
    lay_out_fixture(folder.path());
    let content = Content::read(folder.path().to_owned(), Says::default()).unwrap();
    let mut served = content.served();
    let (clock, now) = Clock::fixed(1_000_000);
    let metrics = Metrics::default();
    let every = Duration::from_secs(1);
    let mut reload = content.reload(Some(every), clock, metrics.clone()).unwrap();
    tokio::spawn(async move { reload.run().await });
    let mut desk = Desk::open().await;
    let page = serve(&desk, metrics).await;
    assert!(get(page, "/metrics").await.contains("fairway_content_loaded_at_seconds 1000\n"));

    let first = served.borrow_and_update().clone();
    now.store(2_000_000, std::sync::atomic::Ordering::SeqCst);
    for step in 0..25 {
        edit(&folder.path().join(ENTRY), "Take a loan laptop", &format!("Step {step}. Take a loan laptop"));
        tokio::time::sleep(every / 10).await;
    }
    assert!(!served.has_changed().unwrap(), "files that are being written are not read");
    tokio::time::timeout(PATIENCE, served.changed()).await.unwrap().unwrap();
    let second = served.borrow_and_update().clone();
    assert!(!Arc::ptr_eq(&first, &second));
    let metrics = get(page, "/metrics").await;
    assert!(metrics.contains("fairway_content_loaded_at_seconds 2000\n"), "{metrics}");
    assert!(metrics.contains("fairway_content_mistakes 0\n"), "{metrics}");
    assert!(get(page, "/readyz").await.ends_with("\r\nready\n"));

    edit(&folder.path().join(ENTRY), "status: published", "status: publisched");
    let began = Instant::now();
    while !get(page, "/readyz").await.contains("mistakes in it: 1") {
        assert!(began.elapsed() < PATIENCE, "{}", get(page, "/readyz").await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let ready = get(page, "/readyz").await;
    assert!(ready.starts_with("HTTP/1.1 200"), "what was read before is still served: {ready}");
    let metrics = get(page, "/metrics").await;
    assert!(metrics.contains("fairway_content_mistakes 1\n"), "{metrics}");
    assert!(!served.has_changed().unwrap());
    desk.stop().await;
}

async fn serve(desk: &Desk, metrics: Metrics) -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let health = Health { store: desk.store().clone(), connectors: Vec::new(), metrics };
    tokio::spawn(http::serve(listener, health, CancellationToken::new()));
    address
}

async fn get(address: std::net::SocketAddr, path: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: fairway\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    text
}
