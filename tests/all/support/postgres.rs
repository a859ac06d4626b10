//! A PostgreSQL cluster of the tests' own, from Debian's package, on a loopback port, with fsync on.
//!
//! It is started once per test binary. A small shell holds it: when the tests end, however they end, the pipe to the
//! shell closes, and the shell stops the server by its pid and clears the folder away.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

pub struct Cluster {
    pub port: u16,
    pub folder: PathBuf,
    bin: PathBuf,
    _holder: Child,
}

const HOLD: &str = r#"
"$@" >"$LOG" 2>&1 &
server=$!
cat >/dev/null
kill -INT "$server"
wait "$server"
rm -rf "$FOLDER"
"#;

/// The cluster; `None`, with a word on stderr, where PostgreSQL is not installed. In CI that is a failure.
pub fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    let cluster = CLUSTER.get_or_init(|| binaries().map(|bin| start(&bin)));
    if cluster.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "PostgreSQL must be there in CI");
        eprintln!("skipped on PostgreSQL: no /usr/lib/postgresql/*/bin (Debian's package `postgresql`)");
    }
    cluster.as_ref()
}

impl Cluster {
    /// The address of a new, empty database.
    pub fn database(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}", COUNT.fetch_add(1, Ordering::SeqCst));
        self.psql("postgres", &format!("CREATE DATABASE {name}"));
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    /// Runs SQL as the superuser and answers what psql prints.
    pub fn psql(&self, database: &str, sql: &str) -> String {
        let output = Command::new(self.bin.join("psql"))
            .args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "postgres", "-d", database])
            .args(["-v", "ON_ERROR_STOP=1", "-Atqc", sql])
            .output()
            .expect("psql runs");
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

fn binaries() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop()
}

fn start(bin: &Path) -> Cluster {
    let folder = tempfile::Builder::new().prefix("fairway-postgres-").tempdir().unwrap().keep();
    let data = folder.join("data");
    let port = super::free_port();
    if is_root() {
        // The server refuses to run as root; Debian's package brings the user.
        let owned = Command::new("chown").args(["postgres:postgres"]).arg(&folder).status().unwrap();
        assert!(owned.success(), "chown to the user postgres");
    }
    let made = as_server_user(&bin.join("initdb"))
        .args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-D"])
        .arg(&data)
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
    let server = as_server_user(&bin.join("postgres"));
    let holder = Command::new("sh")
        .args(["-c", HOLD, "hold"])
        .arg(server.get_program())
        .args(server.get_args())
        .arg("-D")
        .arg(&data)
        .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="])
        .args(["-c", "fsync=on", "-c", "logging_collector=off"])
        .env("LOG", folder.join("log"))
        .env("FOLDER", &folder)
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .spawn()
        .expect("sh runs");
    let cluster = Cluster { port, folder, bin: bin.to_owned(), _holder: holder };
    let until = Instant::now() + Duration::from_secs(30);
    let ready = cluster.bin.join("pg_isready");
    while !Command::new(&ready).args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]).status().unwrap().success() {
        assert!(Instant::now() < until, "PostgreSQL did not start: see {}", cluster.folder.join("log").display());
        std::thread::sleep(Duration::from_millis(50));
    }
    cluster
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("id runs");
    output.stdout.trim_ascii() == b"0"
}

fn as_server_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}
