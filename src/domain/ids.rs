//! Opaque names of things. Only a connector mints or parses its network's ids; everyone else compares and stores them.

use std::fmt;

macro_rules! opaque {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            pub fn new(id: impl Into<String>) -> Self { Self(id.into()) }
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )*};
}

opaque! {
    /// A chat network as it is called in config, ids and logs: `matrix`, `discord`, `console`.
    NetworkName;
    /// Where messages are exchanged: a Matrix room, a Discord channel. Unique within its network.
    RoomId;
    /// A thread within a room, by its first event. Unique within its room.
    ThreadId;
    /// An account on a network. Unique within its network.
    PersonId;
    /// Something that happened on a network, as the network names it. Unique within its room.
    EventId;
    /// A message that the bot sent, as the network names it. Unique within its room.
    MessageId;
    /// Everything between one person and the bot in one room and thread. Made by the engine from those four.
    ConversationId;
    /// The slug of an entry of the knowledge base, the same in every language.
    EntryId;
    /// A section of an entry: the slug of its heading, or the `{#id}` that an editor gave it. Unique within its entry.
    SectionId;
    /// An offered reply. Made by the core; unique within its message.
    ChoiceId;
    /// A timer of a conversation. Made by the core; unique within its conversation.
    TimerKey;
    /// What lets a network take the reply to one event for a while: Discord's interaction token and what goes with it. Made
    /// and read by the connector; sealed like words, for who holds it can speak in the bot's name.
    ReplyToken;
    /// The same for every retry of one delivery, so that the network drops a repeat. Made when a turn commits.
    DeliveryKey;
}

/// A moment, in milliseconds since 1970-01-01 UTC. The application's `clock` makes it; the domain only compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The day that it falls on, in UTC.
    pub fn day(self) -> jiff::civil::Date {
        let moment = jiff::Timestamp::from_millisecond(self.0).unwrap_or_default();
        moment.to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// As people write it: `2026-11-26 14:05`, in UTC.
    pub fn in_utc(self) -> String {
        let moment = jiff::Timestamp::from_millisecond(self.0).unwrap_or_default();
        moment.to_zoned(jiff::tz::TimeZone::UTC).datetime().strftime("%Y-%m-%d %H:%M").to_string()
    }

    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this moment; negative when `earlier` is later.
    pub fn ms_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
