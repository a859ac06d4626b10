//! The real program, run against a real homeserver or a stand-in for Discord.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::root;
#[cfg(feature = "matrix")]
use super::synapse::Synapse;
#[cfg(feature = "stand-in")]
use crate::discord::stand_in::StandIn;

const READY_WITHIN: Duration = Duration::from_secs(60);
const ENDED_WITHIN: Duration = Duration::from_secs(60);

/// `fairway run` with a data folder and an account of its own. Outlives its processes, as an installation does.
pub struct Program {
    pub folder: TempDir,
    #[cfg_attr(not(feature = "matrix"), allow(dead_code))]
    pub user_id: String,
    port: u16,
    /// Where its networks are and who it is there.
    networks: Vec<(&'static str, String)>,
    child: Option<Child>,
}

/// `fairway chat`, with somebody who types and reads.
pub struct Terminal {
    child: Child,
    seen: Arc<Mutex<String>>,
}

impl Terminal {
    pub fn types(&mut self, line: &str) {
        let input = self.child.stdin.as_mut().expect("it is piped");
        writeln!(input, "{line}").and_then(|()| input.flush()).expect("it reads");
    }

    pub fn seen(&self) -> String {
        self.seen.lock().unwrap().clone()
    }

    /// Waits until these words are printed.
    pub async fn until(&self, words: &str) {
        let end = Instant::now() + READY_WITHIN;
        while !self.seen().contains(words) {
            assert!(Instant::now() < end, "{words:?} was never printed:\n{}", self.seen());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// No more is typed; it ends by itself.
    pub fn ends(mut self) -> bool {
        drop(self.child.stdin.take());
        self.child.wait().is_ok_and(|status| status.success())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    /// Registers the account; starts nothing yet.
    #[cfg(feature = "matrix")]
    pub fn install(synapse: &Synapse, name: &str) -> Self {
        synapse.register(name);
        let user_id = Synapse::user_id(name);
        let networks = vec![
            ("MATRIX__ENABLED", "true".to_owned()),
            ("MATRIX__HOMESERVER", synapse.url()),
            ("MATRIX__USER", user_id.clone()),
            ("MATRIX__PASSWORD", name.to_owned()),
        ];
        Self::on(networks, user_id)
    }

    /// With the account that the stand-in knows, along the way that it takes to Discord.
    #[cfg(feature = "stand-in")]
    pub fn on_discord(discord: &StandIn) -> Self {
        let mut program = Self::on(Vec::new(), discord.bot().to_string());
        program.also_on(discord);
        program
    }

    /// With that account beside the one that it has.
    #[cfg(feature = "stand-in")]
    pub fn also_on(&mut self, discord: &StandIn) {
        self.set("DISCORD__ENABLED", "true");
        self.set("DISCORD__TOKEN", discord.token());
        self.set("DISCORD__ROOT_CERTIFICATES", discord.root_certificate().display().to_string());
        self.set("DISCORD__CONNECT_TO", discord.tls_address().to_string());
    }

    fn on(networks: Vec<(&'static str, String)>, user_id: String) -> Self {
        let port = super::free_port();
        let folder = tempfile::tempdir().expect("a data folder");
        Self { folder, user_id, port, networks, child: None }
    }

    /// A setting that holds from the next start on.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.networks.push((name, value.into()));
    }

    /// Starts a process, with more of the environment: crash points, bugs, settings.
    pub fn start(&mut self, environment: &[(&str, &str)]) {
        assert!(self.child.is_none(), "it runs already");
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.log_file()).expect("a log file");
        let mut command = self.command(&["run"]);
        command.stderr(log.try_clone().expect("twice")).stdout(log);
        self.child = Some(command.envs(environment.iter().copied()).spawn().expect("the program starts"));
    }

    /// Another of the program's commands with the same settings: its exit code and what it said.
    pub fn call(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let out = self.command(arguments).output().expect("the program starts");
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        (out.status.code(), format!("{}{}", text(&out.stdout), text(&out.stderr)))
    }

    /// The program as a terminal, with its networks.
    pub fn chat(&self) -> Terminal {
        let mut command = self.command(&["chat", "--with-networks"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().expect("the program starts");
        let seen = Arc::new(Mutex::new(String::new()));
        let (mut out, into) = (child.stdout.take().expect("it is piped"), seen.clone());
        std::thread::spawn(move || {
            let mut bytes = [0; 4_096];
            while let Ok(read @ 1..) = out.read(&mut bytes) {
                into.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..read]));
            }
        });
        Terminal { child, seen }
    }

    pub fn process_id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        // A figure is measured with a release build.
        let program = std::env::var("FAIRWAY_BENCH_PROGRAM").unwrap_or(env!("CARGO_BIN_EXE_fairway").to_owned());
        let mut command = Command::new(program);
        command.args(arguments).current_dir(root()).stdin(Stdio::null());
        let data = self.folder.path().join("data");
        for (key, value) in [
            ("STORE__DATA_DIR", data.to_str().unwrap_or_default()),
            ("HTTP__LISTEN", &format!("127.0.0.1:{}", self.port)),
            ("LIMITS__PER_PERSON_IN_10_S", "100000"),
            ("LIMITS__PER_PERSON_IN_1_H", "100000"),
            ("LIMITS__PER_ROOM_IN_60_S", "100000"),
            ("LIMITS__PER_ROOM_IN_10_MIN", "100000"),
            ("DELIVERY__RETRY_PAUSE_MAX_S", "2"),
        ] {
            command.env(format!("FAIRWAY__{key}"), value);
        }
        command.envs(self.networks.iter().map(|(key, value)| (format!("FAIRWAY__{key}"), value)));
        command
    }

    /// Waits until the program says that it hears its networks.
    pub fn wait_ready(&mut self) {
        let end = Instant::now() + READY_WITHIN;
        while !self.get("/readyz").is_some_and(|answer| answer.starts_with("HTTP/1.1 200")) {
            assert!(Instant::now() < end, "not ready within {READY_WITHIN:?}:\n{}", self.log());
            assert!(!self.has_ended(), "it ended before it was ready:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Whether the process has ended; a crash point does that.
    pub fn has_ended(&mut self) -> bool {
        let ended = self.child.as_mut().is_none_or(|child| child.try_wait().is_ok_and(|status| status.is_some()));
        if ended {
            self.child = None;
        }
        ended
    }

    /// Waits until it has ended by itself: because it refused to start, or at a crash point.
    pub async fn until_ended(&mut self) {
        let end = Instant::now() + ENDED_WITHIN;
        while !self.has_ended() {
            assert!(Instant::now() < end, "it goes on:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    #[cfg_attr(not(feature = "matrix"), allow(dead_code))]
    /// Ends the program as an operator does, and returns its exit code.
    pub fn terminate(&mut self) -> Option<i32> {
        let mut child = self.child.take()?;
        let _ = Command::new("kill").arg(child.id().to_string()).status();
        child.wait().ok()?.code()
    }

    pub fn get(&self, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    /// The raw bytes of every file that the program has written, with its name.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        collect(self.folder.path(), &mut files);
        files
    }

    fn log_file(&self) -> std::path::PathBuf {
        self.folder.path().join("log.jsonl")
    }
}

fn collect(folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("the data folder").flatten() {
        if entry.path().is_dir() {
            collect(&entry.path(), files);
        } else {
            let bytes = std::fs::read(entry.path()).unwrap_or_default();
            files.push((entry.path().display().to_string(), bytes));
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}
