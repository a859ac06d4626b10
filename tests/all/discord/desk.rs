//! The real program on the stand-in: what the tests of the desk on Discord begin with.

use super::stand_in::{Id, Settings, StandIn};
use crate::support::program::Program;

pub const QUESTION: &str = "can I upload controlled code to GitHub?";
/// In the passage that answers it, as Discord is shown it.
pub const ANSWER: &str = "**No, not without a check first.**";

/// A server with a channel, somebody in it, and the program beside it, with its commands known to Discord.
pub struct Desk {
    pub discord: StandIn,
    pub program: Program,
    pub anna: Id,
    pub guild: Id,
    pub channel: Id,
}

impl Desk {
    /// Everything but the program's start. `None` where Discord's description is missing.
    pub fn prepare(settings: Settings) -> Option<Self> {
        let discord = StandIn::start_with(Settings { mentions_barred: true, ..settings })?;
        let anna = discord.user("anna");
        let guild = discord.guild("Institute", anna);
        let channel = discord.channel(guild, "general");
        let mut program = Program::on_discord(&discord);
        program.set("DISCORD__CHANNELS", channel.to_string());
        let (code, said) = program.call(&["discord", "commands", "sync"]);
        assert_eq!(code, Some(0), "{said}\n{:#?}", discord.violations());
        Some(Self { discord, program, anna, guild, channel })
    }

    pub async fn open() -> Option<Self> {
        Self::open_with(Settings::default()).await
    }

    pub async fn open_with(settings: Settings) -> Option<Self> {
        let mut desk = Self::prepare(settings)?;
        desk.start(&[]);
        Some(desk)
    }

    /// Starts the program and waits until it hears.
    pub fn start(&mut self, environment: &[(&str, &str)]) {
        self.program.start(environment);
        self.program.wait_ready();
    }

    /// Nothing was said or answered that Discord would not.
    pub fn is_clean(&self) {
        let violations = self.discord.violations();
        assert!(violations.is_empty(), "{}\n{}", violations.join("\n"), self.program.log());
    }
}
