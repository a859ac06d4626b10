//! Laying the file and the environment over the defaults, with every mistake told at once.

use std::fmt::Write;
use std::path::Path;

use domain::language::Language;
use serde_json::{Map, Value};

use super::{Config, Secret};

/// What is wrong with the settings: one line for each mistake, saying what to write instead.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

const DEFAULT_FILE: &str = "fairway.toml";

/// Keys whose value must not stand in a place that others can read: each has a `_FILE` twin in the environment.
const SECRETS: [&str; 6] =
    ["store.url", "store.keys_url", "store.operator_key", "matrix.password", "matrix.recovery_key", "discord.token"];

pub(super) fn load(file: Option<&Path>, environment: Vec<(String, String)>) -> Result<Config, ConfigError> {
    let known = serde_json::to_value(Config::default()).map_err(|error| ConfigError(vec![error.to_string()]))?;
    let mut layers = Layers { settings: known.clone(), known, mistakes: Vec::new() };
    let named = file
        .map(Path::to_owned)
        .or_else(|| Some(DEFAULT_FILE.into()).filter(|path: &std::path::PathBuf| path.exists()));
    if let Some(path) = named {
        layers.lay_file(&path);
    }
    for (name, value) in environment {
        layers.lay_variable(&name, &value);
    }
    layers.finish()
}

struct Layers {
    settings: Value,
    /// The defaults: which keys there are, and of which kind.
    known: Value,
    mistakes: Vec<String>,
}

impl Layers {
    fn lay_file(&mut self, path: &Path) {
        let shown = path.display().to_string();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => return self.mistakes.push(format!("{shown}: cannot be read: {error}")),
        };
        match toml::from_str::<toml::Table>(&text).map(serde_json::to_value) {
            Ok(Ok(Value::Object(table))) => self.lay_table(&shown, &text, "", table),
            Ok(_) => self.mistakes.push(format!("{shown}: no table of settings")),
            Err(error) => self.mistakes.push(format!("{shown}: {error}")),
        }
    }

    fn lay_table(&mut self, shown: &str, text: &str, above: &str, table: Map<String, Value>) {
        for (key, value) in table {
            let path = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
            match (self.known.pointer(&pointer(&path)), value) {
                (Some(Value::Object(_)), Value::Object(inner)) => self.lay_table(shown, text, &path, inner),
                (Some(_), value) => self.set(&path, value, &format!("{shown}:{}", line_of(text, &key))),
                (None, _) => {
                    let line = line_of(text, &key);
                    self.mistakes.push(format!("{shown}:{line}: there is no setting `{path}`{}", self.nearest(&path)));
                }
            }
        }
    }

    fn lay_variable(&mut self, name: &str, value: &str) {
        let path = name.trim_start_matches("FAIRWAY__").split("__").collect::<Vec<_>>().join(".").to_lowercase();
        if let Some(secret) = path.strip_suffix("_file").filter(|path| SECRETS.contains(path)) {
            match std::fs::read_to_string(value) {
                Ok(text) => self.set(secret, Value::String(text.trim_end().to_owned()), name),
                Err(error) => self.mistakes.push(format!("{name}: the file it names cannot be read: {error}")),
            }
            return;
        }
        match self.known.pointer(&pointer(&path)) {
            Some(Value::String(_)) => self.set(&path, Value::String(value.to_owned()), name),
            Some(Value::Array(_)) => {
                let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
                self.set(&path, items.map(|item| Value::String(item.to_owned())).collect(), name);
            }
            Some(_) => match serde_json::from_str(value) {
                Ok(value) => self.set(&path, value, name),
                Err(_) => self.mistakes.push(format!("{name}: write {}", kind_of(self.known.pointer(&pointer(&path))))),
            },
            None => self.mistakes.push(format!("{name}: there is no setting `{path}`{}", self.nearest(&path))),
        }
    }

    fn set(&mut self, path: &str, value: Value, origin: &str) {
        let known = self.known.pointer(&pointer(path));
        if std::mem::discriminant(known.unwrap_or(&Value::Null)) != std::mem::discriminant(&value) {
            let wanted = kind_of(known);
            return self.mistakes.push(format!("{origin}: `{path}` takes {wanted}"));
        }
        if let Some(why) = value.as_str().and_then(|words| wrong_words(path, words)) {
            return self.mistakes.push(format!("{origin}: `{path}`: {why}"));
        }
        if let Some(why) = value.as_array().and_then(|items| wrong_items(path, items)) {
            return self.mistakes.push(format!("{origin}: `{path}`: {why}"));
        }
        if let Some(slot) = self.settings.pointer_mut(&pointer(path)) {
            *slot = value;
        }
    }

    fn nearest(&self, path: &str) -> String {
        let mut paths = Vec::new();
        collect_paths(&self.known, "", &mut paths);
        paths
            .iter()
            .map(|known| (likeness(path, known), known))
            .filter(|(likeness, _)| *likeness > 0.6)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map_or_else(String::new, |(_, near)| format!(": did you mean `{near}`?"))
    }

    fn finish(mut self) -> Result<Config, ConfigError> {
        if self.mistakes.is_empty() {
            match serde_json::from_value(self.settings) {
                Ok(config) => return Ok(config),
                Err(error) => self.mistakes.push(error.to_string()),
            }
        }
        Err(ConfigError(self.mistakes))
    }
}

/// What is wrong with the name of a room of advisers.
fn wrong_room(words: &str) -> Option<String> {
    let on_matrix = words.strip_prefix("matrix:!").is_some_and(|room| !room.is_empty());
    let is_id = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let is_right = on_matrix || words.strip_prefix("discord:").is_some_and(is_id);
    let why = "write the room's id on Matrix, as in \"matrix:!abc:example.org\": in a client, under the room's settings, Advanced; or a \
               forum's on Discord, as in \"discord:1234567890\"";
    (!is_right).then(|| why.to_owned())
}

/// What is wrong with a route of cases.
fn wrong_route(route: &Value) -> Option<String> {
    let words = |key: &str| route[key].as_str().unwrap_or_default();
    let names = |key: &str| route[key].as_array().is_some_and(|items| !items.is_empty());
    if words("name").is_empty() {
        return Some("each route needs a name: who reads its cases, as people are told".to_owned());
    }
    if let Some(why) = wrong_room(words("room")) {
        return Some(format!("the room of “{}”: {why}", words("name")));
    }
    let is_open = !["topics", "jurisdictions", "outcomes"].into_iter().any(names);
    is_open.then(|| {
        format!(
            "“{}” takes every case: name topics, jurisdictions or outcomes, or make it `advisers.room`",
            words("name")
        )
    })
}

/// What is wrong with a setting of words that not any words will do for.
fn wrong_words(path: &str, words: &str) -> Option<String> {
    match path {
        "desk.default_language" => words.parse::<Language>().err().map(|error| error.to_string()),
        "desk.edit_url" => {
            let stray = |letter: char| letter.is_whitespace() || "<>".contains(letter);
            let is_right = words.starts_with("https://") && words.contains("{path}") && !words.contains(stray);
            let why = "write an address that starts with https:// and has {path} where an entry's file belongs";
            (!is_right && !words.is_empty()).then(|| why.to_owned())
        }
        "desk.operator_room" => {
            let is_right = words
                .split_once(':')
                .is_some_and(|(network, room)| ["matrix", "discord"].contains(&network) && !room.is_empty());
            let why =
                "write the network and the room's id, as in \"matrix:!abc:example.org\" or \"discord:1234567890\"";
            (!is_right && !words.is_empty()).then(|| why.to_owned())
        }
        "advisers.room" => (!words.is_empty()).then(|| wrong_room(words)).flatten(),
        "advisers.plain_words" => {
            (!["reply", "note"].contains(&words)).then(|| "write \"reply\" or \"note\"".to_owned())
        }
        "advisers.shown_as" => {
            let is_role = words.strip_prefix("role:").is_some_and(|role| !role.trim().is_empty());
            let why = "write \"adviser\", \"name\", or what they are, as in \"role: Export control officer\"";
            (!is_role && !["adviser", "name"].contains(&words)).then(|| why.to_owned())
        }
        "discord.connect_to" => {
            let is_right = words.parse::<std::net::SocketAddr>().is_ok();
            let why = "write an address and a port, as in \"10.0.0.7:8443\"";
            (!is_right && !words.is_empty()).then(|| why.to_owned())
        }
        _ => None,
    }
}

/// What is wrong with a setting that is a list.
fn wrong_items(path: &str, items: &[Value]) -> Option<String> {
    if path == "advisers.routes" {
        return items.iter().find_map(wrong_route);
    }
    let is_id = |item: &Value| {
        item.as_str().is_some_and(|id| !id.is_empty() && id.len() <= 20 && id.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let wrong =
        items.iter().find(|item| !is_id(item)).filter(|_| path.starts_with("discord.") || path == "advisers.roles")?;
    Some(format!(
        "{wrong} is no id of a channel or role: in Discord, switch on Settings, Advanced, Developer Mode, then right-click it and choose Copy ID; write the number in quotes"
    ))
}

/// A key in the wrong section is as near as a key with a typo.
fn likeness(path: &str, known: &str) -> f64 {
    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let whole = strsim::normalized_damerau_levenshtein(path, known);
    whole.max(strsim::normalized_damerau_levenshtein(&last(path), &last(known)) * 0.95)
}

fn pointer(path: &str) -> String {
    let mut pointer = String::new();
    for part in path.split('.') {
        let _ = write!(pointer, "/{part}");
    }
    pointer
}

fn collect_paths(value: &Value, above: &str, paths: &mut Vec<String>) {
    if let Value::Object(table) = value {
        for (key, inner) in table {
            let path = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
            paths.push(path.clone());
            collect_paths(inner, &path, paths);
        }
    }
}

fn kind_of(known: Option<&Value>) -> &'static str {
    match known {
        Some(Value::Bool(_)) => "true or false",
        Some(Value::Number(_)) => "a whole number",
        Some(Value::Array(_)) => "a list of words",
        Some(Value::Object(_)) => "a section with settings of its own",
        _ => "a text in quotes",
    }
}

fn line_of(text: &str, key: &str) -> usize {
    let names = |line: &str| {
        let line = line.trim_start().trim_start_matches('[');
        line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(['=', ']', '.']))
    };
    text.lines().position(names).map_or(1, |index| index + 1)
}

impl Secret {
    /// Reads `file` or, when it is not there, writes `make()` into it with mode 0600.
    pub fn kept_in(file: &Path, make: impl Fn() -> String) -> std::io::Result<Self> {
        use std::io::Write as _;
        match std::fs::read_to_string(file) {
            Ok(text) => Ok(Self::new(text.trim_end())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let secret = make();
                let mut options = std::fs::OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                let mut written = options.open(file)?;
                written.write_all(format!("{secret}\n").as_bytes())?;
                written.sync_all()?;
                Ok(Self::new(secret))
            }
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load_text(text: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        load(Some(file.path()), environment)
    }

    #[test]
    fn the_environment_lies_over_the_file_over_the_defaults() {
        let config = load_text(
            "[desk]\nkeep_days = 10\njurisdiction = \"nl\"\n[matrix]\nallow_invites_from = [\"*:a.example\"]\n",
            &[
                ("FAIRWAY__DESK__KEEP_DAYS", "12"),
                ("FAIRWAY__MATRIX__OTHER_BOTS", "@a:b, @c:d"),
                ("FAIRWAY__MATRIX__PASSWORD", "hush"),
            ],
        )
        .unwrap();
        assert_eq!((config.desk.keep_days, config.desk.jurisdiction.as_str()), (12, "nl"));
        assert_eq!(config.matrix.other_bots, ["@a:b", "@c:d"]);
        assert_eq!(config.matrix.password.reveal(), Some("hush"));
        assert!(config.matrix.notices);
    }

    #[test]
    fn every_mistake_is_told_at_once_with_what_to_write() {
        let error = load_text(
            "[desk]\nkeep_dys = 10\n[matrix]\nenabled = \"yes\"\nkeep_days = 3\n",
            &[
                ("FAIRWAY__HTTP__LISTN", ""),
                ("FAIRWAY__DESK__DEFAULT_LANGUAGE", "it"),
                ("FAIRWAY__DESK__KEEP_DAYS", "many"),
            ],
        )
        .unwrap_err()
        .to_string();
        for expect in [
            ":2: there is no setting `desk.keep_dys`: did you mean `desk.keep_days`?",
            ":4: `matrix.enabled` takes true or false",
            "there is no setting `matrix.keep_days`: did you mean `desk.keep_days`?",
            "FAIRWAY__HTTP__LISTN: there is no setting `http.listn`: did you mean `http.listen`?",
            "write en, nl, de or fr",
            "FAIRWAY__DESK__KEEP_DAYS: write a whole number",
        ] {
            assert!(error.contains(expect), "{expect:?} not in {error}");
        }
    }

    #[test]
    fn discord_s_settings_say_what_to_write() {
        let wrong = |name: &str, value: &str, expect: &str| {
            let error = load_text("", &[(name, value)]).unwrap_err().to_string();
            assert!(error.contains(expect), "{error}");
        };
        wrong("FAIRWAY__DISCORD__CHANNELS", "general", "choose Copy ID");
        wrong("FAIRWAY__DISCORD__CONNECT_TO", "proxy", "write an address and a port");
        wrong("FAIRWAY__DESK__OPERATOR_ROOM", "general", "discord:1234567890");
        let config = load_text("", &[("FAIRWAY__DESK__OPERATOR_ROOM", "matrix:!abc:example.org")]).unwrap();
        wrong("FAIRWAY__ADVISERS__ROOM", "discord:desk", "matrix:!abc:example.org");
        wrong("FAIRWAY__ADVISERS__ROLES", "[\"123\"]", "is no id of a channel or role");
        wrong("FAIRWAY__ADVISERS__PLAIN_WORDS", "both", "write \"reply\" or \"note\"");
        wrong("FAIRWAY__ADVISERS__SHOWN_AS", "names", "write \"adviser\", \"name\", or what they are");
        wrong("FAIRWAY__ADVISERS__SHOWN_AS", "role: ", "role: Export control officer");
        let (network, room) = config.operator_room().unwrap();
        assert_eq!((network.as_str(), room.as_str()), ("matrix", "!abc:example.org"));
    }

    #[test]
    fn a_route_says_who_reads_it_and_which_cases_it_takes() {
        let wrong = |route: &str, expect: &str| {
            let text = format!("[advisers]\nroom = \"matrix:!abc:example.org\"\n[[advisers.routes]]\n{route}");
            let error = load_text(&text, &[]).unwrap_err().to_string();
            assert!(error.contains(expect), "{error}");
        };
        wrong("room = \"matrix:!def:example.org\"", "each route needs a name");
        wrong("name = \"Export\"\nroom = \"here\"\ntopics = [\"law\"]", "the room of “Export”: write the room's id");
        wrong("name = \"Export\"\nroom = \"matrix:!def:example.org\"", "takes every case");
        let text = "[advisers]\nroom = \"matrix:!abc:example.org\"\n[[advisers.routes]]\nname = \"Export\"\nroom = \"discord:5\"\ntopics = [\"law\"]";
        let config = load_text(text, &[]).unwrap();
        assert_eq!((config.advisers_rooms().len(), config.advisers_on("discord")), (2, vec!["5".to_owned()]));
        let advisers = config.desk().advisers.unwrap();
        assert!(advisers.readers.is_encrypted && !advisers.routes[0].readers.is_encrypted);
        assert!(advisers.routes[0].fits(&["law"], &[], None) && !advisers.routes[0].fits(&["travel"], &["nl"], None));
    }

    #[test]
    fn a_secret_comes_from_its_file_and_is_never_shown() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "hush\n").unwrap();
        let config = load_text("", &[("FAIRWAY__MATRIX__PASSWORD_FILE", file.path().to_str().unwrap())]).unwrap();
        assert_eq!(config.matrix.password.reveal(), Some("hush"));
        let shown = format!("{} {config:?}", serde_json::to_string(&config).unwrap());
        assert!(!shown.contains("hush") && shown.contains("***"), "{shown}");
    }

    #[test]
    fn every_secret_of_the_config_has_a_twin() {
        let defaults = serde_json::to_value(Config::default()).unwrap();
        for secret in SECRETS {
            assert!(defaults.pointer(&pointer(secret)).is_some(), "{secret} is no setting");
        }
    }
}
