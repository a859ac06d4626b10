//! One documented struct for all settings: defaults, then the TOML file, then `FAIRWAY__SECTION__KEY` in the environment.

mod discord;
mod layers;

use std::fmt;
use std::path::{Path, PathBuf};

use domain::ids::{NetworkName, RoomId};
use domain::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

pub use discord::DiscordConfig;
pub use layers::ConfigError;

/// All settings of the program.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// What the desk says of itself.
    pub desk: DeskConfig,
    /// Where content and data are.
    pub store: StoreConfig,
    /// The people who take cases over.
    pub advisers: AdvisersConfig,
    /// How much one person or room may ask for.
    pub limits: LimitsConfig,
    /// Sending.
    pub delivery: DeliveryConfig,
    /// Health and metrics.
    pub http: HttpConfig,
    /// The Matrix network.
    pub matrix: MatrixConfig,
    /// The Discord network.
    pub discord: DiscordConfig,
}

/// What the desk says of itself.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeskConfig {
    /// The folder that holds `knowledge-base/` and `prompts/`.
    pub content_dir: PathBuf,
    /// Every how many seconds its files are looked at. Changed ones are read again once they have stood still for that
    /// long, and are served when all of them are right. 0: only on SIGHUP.
    pub reload_every_s: u64,
    /// Who has approved the entries, as it is said to people, for instance "the export control office of our university".
    /// Empty: the bot says that no authority has.
    pub adopted_by: String,
    /// Where the institution is, for instance "nl": which national contact point is named second. Empty: none.
    pub jurisdiction: String,
    /// For messages whose language cannot be told: en, nl, de or fr.
    pub default_language: String,
    /// How long a conversation is kept after its last message, in days; then its key is destroyed.
    pub keep_days: u32,
    /// How long questions that had no answer are kept, without a name, in days after their month ended.
    pub keep_questions_days: u32,
    /// How long after its review was due an entry is still quoted, with a word of warning, in months; then the contact point
    /// is named instead.
    pub withhold_after_months: u16,
    /// Where an entry can be changed in your forge, with {path} for its file, for instance
    /// "https://forge.example.org/desk/edit/main/{path}": each answer then links there. Empty: no link.
    pub edit_url: String,
    /// Where the bot tells its operator what they should know, as the network and the room's id, for instance
    /// "matrix:!abc:example.org" or "discord:1234567890". Empty: only in the log.
    pub operator_room: String,
}

impl Default for DeskConfig {
    fn default() -> Self {
        Self {
            content_dir: PathBuf::from("."),
            reload_every_s: 5,
            adopted_by: String::new(),
            jurisdiction: String::new(),
            default_language: "en".to_owned(),
            keep_days: 30,
            keep_questions_days: 365,
            withhold_after_months: 12,
            edit_url: String::new(),
            operator_room: String::new(),
        }
    }
}

/// The people who take cases over, from tickets in a room of their own.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AdvisersConfig {
    /// Their room, as the network and the room's id, for instance "matrix:!abc:example.org": it must be encrypted, the bot must be in
    /// it, and whoever else is in it is an adviser. Or a forum on Discord, as in "discord:1234567890". Empty: nothing is handed over,
    /// and people are sent to the contact point.
    pub room: String,
    /// On Discord: ids of roles. Whoever has one of them is an adviser.
    pub roles: Vec<String>,
    /// Whether people may hand something over from a network that can read along, as Discord can. They are told so first.
    pub from_networks_that_read: bool,
    /// Where people can write to the bot confidentially instead, as they are told, for instance
    /// "@desk:example.org on Matrix". Empty: nothing is said of it.
    pub other_way: String,
    /// What happens to words without a command that whoever has a ticket writes in its thread: "reply", and they go to the person, or
    /// "note", and they stay there and `!reply` sends.
    pub plain_words: String,
    /// As whom people see whoever speaks with them: "adviser", and no more; "name", the name that their network shows; or what all of
    /// them are, as in "role: Export control officer".
    pub shown_as: String,
    /// Files of up to so many megabytes are passed on in a ticket: pictures (without what a camera writes into them), PDF, office
    /// documents and plain text. Discord takes at most 10. 0: none are.
    pub attachment_max_mb: u32,
    /// Rooms of their own for some cases: the first that fits has a case, and all others go to `room`.
    pub routes: Vec<RouteConfig>,
}

/// Which cases go to other advisers. Of each list that is not empty, one must fit.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RouteConfig {
    /// Who reads it, as people are told: "Export control office".
    pub name: String,
    /// As `advisers.room`.
    pub room: String,
    /// What was asked about: ids of entries, or the folders that they lie in.
    pub topics: Vec<String>,
    /// Where the person works, or what their screening was about: codes such as "nl".
    pub jurisdictions: Vec<String>,
    /// What their screening came to, by the ids in `questionnaire.yaml`.
    pub outcomes: Vec<String>,
}

impl Default for AdvisersConfig {
    fn default() -> Self {
        Self {
            room: String::new(),
            roles: Vec::new(),
            from_networks_that_read: true,
            other_way: String::new(),
            plain_words: "reply".to_owned(),
            shown_as: "adviser".to_owned(),
            attachment_max_mb: 8,
            routes: Vec::new(),
        }
    }
}

/// Where data is kept.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StoreConfig {
    /// The folder for everything that Fairway writes.
    pub data_dir: PathBuf,
    /// The database. Empty: SQLite in the data folder. Else `postgres://user@host/database`.
    pub url: Secret,
    /// The database of the keys, kept apart from the words they open. Empty: SQLite in the data folder.
    pub keys_url: Secret,
    /// The operator's key, 64 hexadecimal digits, which wraps all others. Empty: `operator.key` in the data folder, made
    /// at first start. Keep a copy apart from the backups: without it they cannot be read.
    pub operator_key: Secret,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("data"),
            url: Secret::default(),
            keys_url: Secret::default(),
            operator_key: Secret::default(),
        }
    }
}

/// How much may be asked for. Each window begins with its first message; past a limit one polite notice is given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Messages of one person in ten seconds.
    pub per_person_in_10_s: u32,
    /// Messages of one person in an hour.
    pub per_person_in_1_h: u32,
    /// Messages in one room in a minute.
    pub per_room_in_60_s: u32,
    /// Replies in one room in ten minutes: stops two bots that answer each other.
    pub per_room_in_10_min: u32,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self { per_person_in_10_s: 5, per_person_in_1_h: 60, per_room_in_60_s: 20, per_room_in_10_min: 100 }
    }
}

/// Sending.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeliveryConfig {
    /// How long one try may take, in seconds.
    pub send_timeout_s: u64,
    /// The longest pause between two tries, in seconds.
    pub retry_pause_max_s: u64,
    /// After how many hours without success a reply is given up and the operator told.
    pub give_up_after_h: u64,
}

impl Default for DeliveryConfig {
    fn default() -> Self {
        Self { send_timeout_s: 30, retry_pause_max_s: 60, give_up_after_h: 72 }
    }
}

/// Health and metrics, for the operator's own machine.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HttpConfig {
    /// Where `/healthz`, `/readyz` and `/metrics` are served. Empty: nowhere.
    pub listen: String,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self { listen: "127.0.0.1:9461".to_owned() }
    }
}

/// The Matrix network.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MatrixConfig {
    /// Whether `fairway run` connects to Matrix.
    pub enabled: bool,
    /// The homeserver's address, for instance "https://matrix.example.org".
    pub homeserver: String,
    /// The bot's account, for instance "@fairway:example.org".
    pub user: String,
    /// The account's password, used at the first login only.
    pub password: Secret,
    /// The recovery key that `fairway matrix login` printed: needed when the data folder is lost.
    pub recovery_key: Secret,
    /// How the bot's device is called in clients.
    pub device_name: String,
    /// Who may invite the bot: patterns such as "*:example.org". Empty: everyone on the bot's own server.
    pub allow_invites_from: Vec<String>,
    /// What commands begin with in rooms.
    pub prefix: String,
    /// Send `m.notice`, as bots should; false sends `m.text` for clients that hide notices.
    pub notices: bool,
    /// Accounts of other bots, which are never answered.
    pub other_bots: Vec<String>,
}

impl Default for MatrixConfig {
    fn default() -> Self {
        Self {
            enabled: false,
            homeserver: String::new(),
            user: String::new(),
            password: Secret::default(),
            recovery_key: Secret::default(),
            device_name: "Fairway".to_owned(),
            allow_invites_from: Vec::new(),
            prefix: "!".to_owned(),
            notices: true,
            other_bots: Vec::new(),
        }
    }
}

/// A secret. It prints and serialises as a row of stars.
#[derive(Clone, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The secret itself, or `None` when it is empty. The only way out.
    pub fn reveal(&self) -> Option<&str> {
        Some(self.0.as_str()).filter(|secret| !secret.is_empty())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "\"\"" } else { "\"***\"" })
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0.is_empty() { "" } else { "***" })
    }
}

impl Config {
    /// Reads the settings: defaults, then `file` (or `fairway.toml` in the working directory, when it is there), then the
    /// environment. Every mistake is reported at once.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let environment = std::env::vars().filter(|(name, _)| name.starts_with("FAIRWAY__")).collect();
        layers::load(file, environment)
    }

    /// Where the operator is told things.
    pub fn operator_room(&self) -> Option<(NetworkName, RoomId)> {
        let (network, room) = self.desk.operator_room.split_once(':')?;
        Some((NetworkName::new(network), RoomId::new(room)))
    }

    /// Where tickets are: the room for all, and then those of the routes. Empty where nothing is handed over.
    pub fn advisers_rooms(&self) -> Vec<(NetworkName, RoomId)> {
        let of = |room: &str| {
            let (network, room) = room.split_once(':')?;
            Some((NetworkName::new(network), RoomId::new(room)))
        };
        let Some(first) = of(&self.advisers.room) else { return Vec::new() };
        // A route keeps its place, by which a ticket finds its room.
        let routes = self.advisers.routes.iter().map(|route| of(&route.room).unwrap_or_else(|| first.clone()));
        std::iter::once(first.clone()).chain(routes.collect::<Vec<_>>()).collect()
    }

    /// The ids of those on one network.
    pub fn advisers_on(&self, network: &str) -> Vec<String> {
        let rooms = self.advisers_rooms().into_iter().filter(|(of, _)| of.as_str() == network);
        rooms.map(|(_, room)| room.as_str().to_owned()).collect()
    }

    pub fn desk(&self) -> domain::handbook::Desk {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        domain::handbook::Desk {
            adopted_by: some(&self.desk.adopted_by),
            jurisdiction: some(&self.desk.jurisdiction),
            default_language: self.desk.default_language.parse().unwrap_or(Language::En),
            keep_days: self.desk.keep_days,
            withhold_after_months: self.desk.withhold_after_months,
            edit_url: some(&self.desk.edit_url),
            advisers: (!self.advisers.room.is_empty()).then(|| domain::handbook::Advisers {
                readers: readers("", &self.advisers.room),
                routes: self.advisers.routes.iter().map(route).collect(),
                from_networks_that_read: self.advisers.from_networks_that_read,
                other_way: some(&self.advisers.other_way),
                plain_words_go: self.advisers.plain_words != "note",
                shown_as: shown_as(&self.advisers.shown_as),
                attachment_max_bytes: u64::from(self.advisers.attachment_max_mb) * 1_000_000,
            }),
        }
    }
}

/// Who reads what is handed over, as people are told.
fn readers(name: &str, room: &str) -> domain::handbook::Readers {
    let is_discord = room.starts_with("discord:");
    domain::handbook::Readers {
        name: (!name.is_empty()).then(|| name.to_owned()),
        network: if is_discord { "Discord" } else { "Matrix" }.to_owned(),
        // On Matrix the connector takes no ticket into a room that is not.
        is_encrypted: !is_discord,
    }
}

/// How advisers are shown, as the setting says it.
fn shown_as(words: &str) -> domain::handbook::ShownAs {
    use domain::handbook::ShownAs;
    match (words, words.strip_prefix("role:")) {
        ("name", _) => ShownAs::Name,
        (_, Some(role)) => ShownAs::Role(role.trim().to_owned()),
        _ => ShownAs::Adviser,
    }
}

fn route(of: &RouteConfig) -> domain::handbook::Route {
    let RouteConfig { name, room, topics, jurisdictions, outcomes } = of.clone();
    domain::handbook::Route { readers: readers(&name, &room), topics, jurisdictions, outcomes }
}
