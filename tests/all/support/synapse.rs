//! A real homeserver on the loopback interface, which ends with the test that started it.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{free_port, python};

/// How generous the homeserver is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// All rate limits lifted.
    Lifted,
    /// Synapse's own limits, which an operator has who changed nothing: 0.2 messages a second, ten at once.
    Default,
}

/// A running Synapse. Killed when dropped, also after a panic; and it ends by itself when the test's process does.
pub struct Synapse {
    dir: TempDir,
    port: u16,
    python: PathBuf,
    child: Mutex<Option<Child>>,
}

const SECRET: &str = "test-registration";
const READY_WITHIN: Duration = Duration::from_secs(90);

impl Synapse {
    /// Starts one and waits until it answers; `None` where the test environment is missing.
    pub fn start(profile: Profile) -> Option<Self> {
        let python = python()?;
        let dir = tempfile::tempdir().expect("a folder for the homeserver");
        let port = free_port();
        fs::write(dir.path().join("homeserver.yaml"), config(dir.path(), port, profile))
            .expect("the config is written");
        fs::write(dir.path().join("log.yaml"), log_config(dir.path())).expect("the log config is written");
        let keys = Command::new(&python)
            .args(["-m", "synapse.app.homeserver", "--generate-keys", "-c"])
            .arg(dir.path().join("homeserver.yaml"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(keys.is_ok_and(|status| status.success()), "the homeserver's keys are made");
        let synapse = Self { dir, port, python, child: Mutex::new(None) };
        synapse.go_on();
        Some(synapse)
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The user id that an account of this name has.
    pub fn user_id(name: &str) -> String {
        format!("@{name}:localhost")
    }

    /// Registers an account; its password is its name.
    pub fn register(&self, name: &str) {
        let tool = self.python.with_file_name("register_new_matrix_user");
        let output = Command::new(tool)
            .args(["-u", name, "-p", name, "--no-admin", "-k", SECRET, &self.url()])
            .output()
            .expect("the registration tool runs");
        assert!(output.status.success(), "{name} is registered: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Kills the server, as a power cut does.
    pub fn kill(&self) {
        if let Some(mut child) = self.child().take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Starts the server again after `kill`, on the same port with the same data.
    pub fn go_on(&self) {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/peers/synapse_here.py");
        let child = Command::new(&self.python)
            .arg(script)
            .arg("-c")
            .arg(self.dir.path().join("homeserver.yaml"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the homeserver starts");
        *self.child() = Some(child);
        let end = Instant::now() + READY_WITHIN;
        while !self.answers() {
            assert!(Instant::now() < end, "the homeserver did not answer within {READY_WITHIN:?}: see {}", self.log());
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn answers(&self) -> bool {
        use std::io::{Read, Write};
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        let Ok(mut stream) = TcpStream::connect_timeout(&address, Duration::from_secs(1)) else { return false };
        let request = "GET /_matrix/client/versions HTTP/1.0\r\nHost: localhost\r\n\r\n";
        let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
        let mut answer = String::new();
        stream.write_all(request.as_bytes()).is_ok()
            && stream.read_to_string(&mut answer).is_ok()
            && answer.contains("versions")
    }

    /// The last lines of the server's log, for a failed test.
    fn log(&self) -> String {
        let log = fs::read_to_string(self.dir.path().join("homeserver.log")).unwrap_or_default();
        log.lines().rev().take(20).collect::<Vec<_>>().join("\n")
    }

    fn child(&self) -> MutexGuard<'_, Option<Child>> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Synapse {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The homeserver that the tests of one binary share, each with rooms and users of its own.
pub fn shared() -> Option<&'static Synapse> {
    static SHARED: LazyLock<Option<Synapse>> = LazyLock::new(|| Synapse::start(Profile::Lifted));
    SHARED.as_ref()
}

fn config(dir: &Path, port: u16, profile: Profile) -> String {
    let dir = dir.display();
    let limits = match profile {
        Profile::Default => "",
        Profile::Lifted => LIFTED,
    };
    format!(
        r#"
server_name: localhost
pid_file: {dir}/homeserver.pid
log_config: {dir}/log.yaml
signing_key_path: {dir}/signing.key
media_store_path: {dir}/media
report_stats: false
listeners:
  - port: {port}
    type: http
    bind_addresses: ["127.0.0.1"]
    resources: [{{names: [client], compress: false}}]
database: {{name: sqlite3, args: {{database: {dir}/homeserver.db}}}}
registration_shared_secret: {SECRET}
enable_registration: false
bcrypt_rounds: 4
trusted_key_servers: []
presence: {{enabled: false}}
url_preview_enabled: false
{limits}
"#
    )
}

const LIFTED: &str = r#"
rc_message: {per_second: 1000, burst_count: 1000}
rc_registration: {per_second: 1000, burst_count: 1000}
rc_login:
  address: {per_second: 1000, burst_count: 1000}
  account: {per_second: 1000, burst_count: 1000}
  failed_attempts: {per_second: 1000, burst_count: 1000}
rc_joins:
  local: {per_second: 1000, burst_count: 1000}
  remote: {per_second: 1000, burst_count: 1000}
rc_joins_per_room: {per_second: 1000, burst_count: 1000}
rc_invites:
  per_room: {per_second: 1000, burst_count: 1000}
  per_user: {per_second: 1000, burst_count: 1000}
  per_issuer: {per_second: 1000, burst_count: 1000}
rc_room_creation: {per_second: 1000, burst_count: 1000}
rc_admin_redaction: {per_second: 1000, burst_count: 1000}
"#;

fn log_config(dir: &Path) -> String {
    let dir = dir.display();
    format!(
        r#"
version: 1
formatters: {{short: {{format: "%(asctime)s %(levelname)s %(name)s %(message)s"}}}}
handlers: {{file: {{class: logging.FileHandler, filename: {dir}/homeserver.log, formatter: short}}}}
root: {{level: WARNING, handlers: [file]}}
disable_existing_loggers: false
"#
    )
}
