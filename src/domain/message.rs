//! What comes in and what goes out, whatever the network.

use std::fmt;

use crate::command::Command;
use crate::ids::{
    ChoiceId, DeliveryKey, EntryId, EventId, MessageId, NetworkName, PersonId, ReplyToken, RoomId, SectionId, ThreadId,
    TimerKey, Timestamp,
};
use crate::language::Language;
use crate::ticket::{News, Permit, TicketId};

/// Who can read along in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// One person and the bot.
    Direct,
    /// Others read along.
    Shared,
}

/// Where something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub network: NetworkName,
    pub room: RoomId,
    pub thread: Option<ThreadId>,
    pub privacy: Privacy,
}

/// One thing that happened on a network. Connectors make it; the engine takes it in once per `event` and kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    pub event: EventId,
    pub place: Place,
    pub sender: PersonId,
    /// When the network says that it happened.
    pub at: Timestamp,
    pub what: What,
    /// Where the network holds a place open for the reply: Discord, after a command or a pressed button.
    pub handle: Option<ReplyHandle>,
}

/// A place that a network holds open for the reply to one event. It waits visibly, so something must be done with it:
/// either a reply, or [`Deed::Dismiss`].
#[derive(Clone, PartialEq, Eq)]
pub struct ReplyHandle {
    pub token: ReplyToken,
    /// After this the reply goes to the person directly.
    pub expires_at: Timestamp,
    /// Who will see the reply; fixed when the place was opened.
    pub audience: Audience,
    /// The language of the person's own client, one of the four.
    pub language: Option<Language>,
}

impl fmt::Debug for ReplyHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { token: _, expires_at, audience, language } = self;
        write!(f, "ReplyHandle(***, {expires_at:?}, {audience:?}, {language:?})")
    }
}

/// All that can wake the core: the closed list of what can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Words. `addressed` is true in a direct chat, after a mention or a command prefix, and in reply to the bot; words
    /// that are not addressed are looked at only as a possible answer to an open choice.
    Said { text: String, addressed: bool },
    /// Files were sent along, with words or without.
    Attached { text: String, attachments: Vec<Attachment>, addressed: bool },
    /// A button under the bot's message.
    Chose { choice: ChoiceId, on: MessageId },
    /// A reaction to the bot's message, as the symbol that was used.
    Reacted { symbol: String, on: MessageId },
    /// A command in the network's own command form, arguments already parsed.
    Invoked { command: Command },
    /// The sender changed the words of `target`.
    Edited { target: EventId, text: String },
    /// The sender took `target` back.
    Withdrew { target: EventId },
    /// The bot was let into the place.
    Joined,
    /// The bot was shown out, or the person left.
    Left,
    /// Words were said to the bot, and the network keeps them from it: on Discord, where it may not read messages.
    Withheld,
    /// Something that the operator should know, for the room that they named.
    Noticed { notice: Notice },
    /// The event is there but could not be decrypted. Should its key arrive, `Said` follows under the same event id.
    Unreadable,
    /// A timer of this conversation is due.
    TimePassed { key: TimerKey },
    /// Delivery tells what became of the bot's words.
    Reported { key: DeliveryKey, fate: Fate },
    /// The other side of this ticket tells something; of an adviser with their permit.
    Told { ticket: TicketId, news: News, permit: Option<Permit> },
}

impl What {
    /// The kind as a short stable word: part of the inbox's uniqueness, so that an event that was unreadable can be taken
    /// in again when it is read. Never contains what people wrote.
    pub fn kind(&self) -> &'static str {
        match self {
            What::Said { .. } => "said",
            What::Attached { .. } => "attached",
            What::Chose { .. } => "chose",
            What::Reacted { .. } => "reacted",
            What::Invoked { .. } => "invoked",
            What::Edited { .. } => "edited",
            What::Withdrew { .. } => "withdrew",
            What::Joined => "joined",
            What::Left => "left",
            What::Withheld => "withheld",
            What::Noticed { .. } => "noticed",
            What::Unreadable => "unreadable",
            What::TimePassed { .. } => "time_passed",
            What::Reported { .. } => "reported",
            What::Told { .. } => "told",
        }
    }
}

/// What a connector tells the operator in their own room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The network could not be heard meanwhile. What nobody can fetch afterwards may be lost: first messages, and commands.
    Outage { from: Timestamp, to: Timestamp },
    /// So many commands were cut short before they were taken in. The people were asked to try again.
    CutShort { count: u32 },
    /// So many events could not be understood since the last such notice.
    NotUnderstood { count: u32 },
}

/// What became of a message that could not simply be delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The network will never take it: the room is gone, the bot was shown out.
    Refused,
    /// Tried for as long as the operator allows.
    GaveUp,
    /// It is in the room. Reported of words that are carried between people alone.
    Arrived,
    /// It was held back: whoever said it was no adviser any more when it was to be sent.
    Withheld,
    /// It was for the person alone, and they take no direct messages.
    Unreachable,
    /// A file that is not what may be passed on, or that is gone.
    Unfit,
    /// It was to stand in place of earlier words. These still stand.
    NotChanged,
}

/// What the bot says: Markdown, the choices it offers, the passages it rests on, files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// CommonMark without HTML. Complete in itself: sources and (where the network has no buttons) numbered choices are in it.
    pub markdown: String,
    pub choices: Vec<Choice>,
    pub sources: Vec<Source>,
    /// At most [`FILES_MAX`], with [`FILES_MAX_BYTES`] together: they lie in the outbox until they are sent.
    pub files: Vec<File>,
    /// Whom the network calls with it. The words name nobody: nothing that people write can call anybody.
    pub calls: Vec<PersonId>,
    /// How what it is about stands from here on, in a word or two, for a network that shows that beside a thread.
    pub tag: Option<String>,
    /// What somebody else sent along; delivery brings it and puts it among the files.
    pub attachments: Vec<Attachment>,
}

/// A file of somebody's, where their network keeps it. It is brought when it is carried on, and kept nowhere in between: what is taken
/// back meanwhile is gone. It has no name: a name says who wrote a thing.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    pub network: NetworkName,
    /// By what the connector finds it. Holds keys where the file is encrypted.
    pub handle: String,
    /// Bytes, as the network says.
    pub size: u64,
}

/// At most so many of one message are carried.
pub const ATTACHMENTS_MAX: usize = 10;

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attachment(***, {} B)", self.size)
    }
}

/// A link to this and a person's id names somebody, as the network names people. Only the core writes one.
pub const PERSON: &str = "person:";

/// Files of one message.
pub const FILES_MAX: usize = 3;
/// Bytes of all files of one message together.
pub const FILES_MAX_BYTES: usize = 256 * 1_024;

/// A file: text that the core wrote, to be kept by the person, or what somebody sent along.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// With its ending, without folders: `screening.html`.
    pub name: String,
    /// As in HTTP, without parameters: `text/html`. Text is UTF-8 in any case.
    pub media_type: String,
    pub content: Vec<u8>,
}

impl File {
    /// One that the core wrote.
    pub fn of_text(name: impl Into<String>, media_type: &str, text: impl Into<String>) -> Self {
        Self { name: name.into(), media_type: media_type.to_owned(), content: text.into().into_bytes() }
    }

    /// How large it is, as people are told: `812 B`, `12 KiB`.
    pub fn size(&self) -> String {
        match self.content.len() {
            bytes @ 0..1_024 => format!("{bytes} B"),
            bytes => format!("{} KiB", bytes.div_ceil(1_024)),
        }
    }
}

/// A name and a size: its words are the person's.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({}, {})", self.name, self.size())
    }
}

/// An offered reply: a button where the network has them, a number and a reaction where not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub id: ChoiceId,
    pub label: String,
    /// What is said when it is taken is for everyone in the room, also where replies are for the asker alone.
    pub for_everyone: bool,
    /// It is no answer to what is asked, but can be taken at any time; it has no number, and is not waited for.
    pub is_beside: bool,
    /// The number by which it is taken, where that is not its place among the choices: 0 for "I don't know".
    pub number: Option<u8>,
}

impl Choice {
    /// A choice like most: what is said when it is taken is for those who see the choice.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: ChoiceId::new(id), label: label.into(), for_everyone: false, is_beside: false, number: None }
    }

    /// The number of the choice at a place, counted from 0.
    pub fn number_at(&self, place: usize) -> usize {
        self.number.map_or(place.saturating_add(1), usize::from)
    }
}

/// The passage a message rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub entry: EntryId,
    pub section: SectionId,
    /// ISO date of the entry's last review.
    pub reviewed: String,
}

/// Who is meant to see a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Everyone,
    /// Only the asker, where the network can (Discord's ephemeral replies); elsewhere the same as everyone.
    AskerAlone,
    /// The person of the turn, in a direct chat with the bot, which is opened if there is none. Never of a [`ReplyHandle`].
    Directly,
}

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    pub network: NetworkName,
    /// Where the turn came from, also of what is said [`Audience::Directly`]; once that is sent, the direct chat.
    pub room: RoomId,
    pub thread: Option<ThreadId>,
    pub audience: Audience,
    /// Of the turn: who gets what is said [`Audience::Directly`].
    pub person: PersonId,
    /// The event that this answers, so that a network can show the two together.
    pub reply_to: Option<EventId>,
    /// The place that is held open for it; of what is said [`Audience::Directly`], the one in which it is told that the
    /// person takes no direct messages.
    pub handle: Option<ReplyHandle>,
}

/// What a network can show. Data, so that the core may look and never has to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// Choices become buttons; where false the core numbers them in the text.
    pub buttons: bool,
    /// Commands are typed behind `/` and offered by the network's own client; where false, behind the operator's prefix.
    pub slash_commands: bool,
    /// The network itself can read what is said: it is not encrypted from end to end.
    pub reads_along: bool,
    /// Files go with the words of a message; where false, each is a message of its own.
    pub files_with_words: bool,
    /// The longest Markdown of one message. Longer ones are split.
    pub message_max: Size,
}

impl Abilities {
    /// A network of text alone, without commands of its own.
    pub fn text_only(message_max: Size) -> Self {
        Self { buttons: false, slash_commands: false, reads_along: false, files_with_words: false, message_max }
    }
}

/// How long a text may be, in what the network counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Bytes of UTF-8.
    Bytes(usize),
    /// Units of UTF-16: what most people call characters, and never fewer than there are.
    Characters(usize),
}

impl Size {
    pub const ENDLESS: Size = Size::Bytes(usize::MAX);

    pub fn most(self) -> usize {
        match self {
            Size::Bytes(most) | Size::Characters(most) => most,
        }
    }

    /// The length of a text in this measure.
    pub fn of(self, text: &str) -> usize {
        match self {
            Size::Bytes(_) => text.len(),
            Size::Characters(_) => text.encode_utf16().count(),
        }
    }
}

/// An event as a connector hands it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    pub incoming: Incoming,
    /// What must be unique beside the event id: for Matrix the session and message index of the ciphertext, so that a
    /// replay of the same ciphertext under another event id is passed over.
    pub once: Option<String>,
}

/// How far a room has been taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub network: NetworkName,
    pub room: RoomId,
    pub event: EventId,
}

/// One delivery, as the outbox holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    pub key: DeliveryKey,
    /// The place among the messages that one turn said in one room, counted from 0.
    pub part: u32,
    pub to: Destination,
    pub what: Deed,
    /// When the first try began; `None` before it.
    pub first_tried_at: Option<Timestamp>,
}

/// What is to be done on a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Say(Message),
    /// The same at the head of a thread of its own, where the network has threads that are opened; its first line is their title.
    Open(Message),
    /// Put these words in place of those of a message of the bot's own.
    Amend {
        target: MessageId,
        message: Message,
    },
    /// Nothing is said: the network stops waiting for a reply.
    Dismiss,
    /// Take back a message of the bot's own.
    Withdraw(MessageId),
}

/// A delivery that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub id: MessageId,
    /// Where it stands, if that is not the room that was named: in a direct chat.
    pub elsewhere: Option<RoomId>,
}

/// Where it was meant to stand.
impl From<MessageId> for Sent {
    fn from(id: MessageId) -> Self {
        Self { id, elsewhere: None }
    }
}
