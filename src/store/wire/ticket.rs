//! The twins of what the two sides of a ticket keep and tell each other.

use domain::ids::{EventId, NetworkName, PersonId, RoomId, Timestamp};
use domain::language::Language;
use domain::message::Fate;
use domain::ticket::parcel::{Line, Parcel};
use domain::ticket::{Link, News, Number, Permit, Priority, State, Ticket, TicketId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::StoreError;
use super::message::{AttachmentWire, read_attachments, write_attachments};

const WHAT: &str = "ticket";
const PERMIT: &str = "permit";

#[derive(Serialize, Deserialize)]
pub(super) struct TicketWire {
    id: String,
    number: String,
    state: String,
    owner: Option<String>,
    priority: String,
    topic: Option<String>,
    language: String,
    opened_at: i64,
    // Not there in what was written before the ticket kept it.
    #[serde(default)]
    parcel: Vec<LineWire>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum LinksWire {
    More(Vec<LinkWire>),
    // As it was written while a chat knew its latest ticket alone.
    One(LinkWire),
}

#[derive(Serialize, Deserialize)]
pub(super) struct LinkWire {
    id: String,
    number: String,
    over: bool,
    // Not there in what was written before a ticket could go on elsewhere.
    #[serde(default)]
    moved: bool,
    // Nor from before a chat knew which messages went with it.
    #[serde(default)]
    handed: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PermitWire {
    network: String,
    room: String,
    person: String,
    // Not there in what was written before advisers could be shown by name.
    #[serde(default)]
    name: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct LineWire {
    text: String,
    left_out: bool,
    #[serde(default)]
    said: Option<String>,
    #[serde(default)]
    quoted: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "news", rename_all = "snake_case")]
pub(super) enum NewsWire {
    Opened {
        text: String,
    },
    Wrote {
        said: String,
        text: String,
        // Not there in what was written before attachments were carried.
        #[serde(default)]
        attachments: Vec<AttachmentWire>,
    },
    Changed {
        said: String,
        text: String,
    },
    TookBack {
        said: String,
    },
    Arrived {
        said: String,
    },
    Lost {
        said: String,
        fate: FateWire,
    },
    Taken,
    Waits,
    Resolved,
    Agreed {
        said: String,
        text: String,
    },
    Closed,
    Reopened,
    NotOpened,
    Passed,
    Rested,
    MovedAway,
    CameBack,
    NotReopened,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FateWire {
    Refused,
    GaveUp,
    Unreachable,
    Arrived,
    Withheld,
    Unfit,
    NotChanged,
}

impl From<Fate> for FateWire {
    fn from(fate: Fate) -> Self {
        match fate {
            Fate::Refused => FateWire::Refused,
            Fate::GaveUp => FateWire::GaveUp,
            Fate::Unreachable => FateWire::Unreachable,
            Fate::Arrived => FateWire::Arrived,
            Fate::Withheld => FateWire::Withheld,
            Fate::Unfit => FateWire::Unfit,
            Fate::NotChanged => FateWire::NotChanged,
        }
    }
}

impl From<FateWire> for Fate {
    fn from(fate: FateWire) -> Self {
        match fate {
            FateWire::Refused => Fate::Refused,
            FateWire::GaveUp => Fate::GaveUp,
            FateWire::Unreachable => Fate::Unreachable,
            FateWire::Arrived => Fate::Arrived,
            FateWire::Withheld => Fate::Withheld,
            FateWire::Unfit => Fate::Unfit,
            FateWire::NotChanged => Fate::NotChanged,
        }
    }
}

pub(super) fn twin(ticket: &Ticket) -> TicketWire {
    let Ticket { id, number, state, owner, priority, topic, language, opened_at, parcel } = ticket;
    TicketWire {
        id: id.as_str().to_owned(),
        number: number.to_string(),
        state: state.word().to_owned(),
        owner: owner.as_ref().map(ToString::to_string),
        priority: priority.word().to_owned(),
        topic: topic.clone(),
        language: language.code().to_owned(),
        opened_at: opened_at.0,
        parcel: parcel_twin(parcel),
    }
}

pub(super) fn untwin(wire: TicketWire) -> Result<Ticket, StoreError> {
    let TicketWire { id, number, state, owner, priority, topic, language, opened_at, parcel } = wire;
    let unreadable = || StoreError::Unreadable(WHAT);
    Ok(Ticket {
        id: TicketId::new(id),
        number: Number::read(&number).ok_or_else(unreadable)?,
        state: State::read(&state).ok_or_else(unreadable)?,
        owner: owner.map(PersonId::new),
        priority: Priority::read(&priority).ok_or_else(unreadable)?,
        topic,
        language: language.parse::<Language>().map_err(|_| unreadable())?,
        opened_at: Timestamp(opened_at),
        parcel: parcel_untwin(parcel),
    })
}

pub(super) fn links_twin(links: &[Link]) -> LinksWire {
    LinksWire::More(links.iter().map(link_twin).collect())
}

pub(super) fn links_untwin(wire: LinksWire) -> Result<Vec<Link>, StoreError> {
    match wire {
        LinksWire::More(links) => links.into_iter().map(link_untwin).collect(),
        LinksWire::One(link) => Ok(vec![link_untwin(link)?]),
    }
}

fn link_twin(link: &Link) -> LinkWire {
    let Link { id, number, is_over, has_moved, handed } = link;
    LinkWire {
        id: id.as_str().to_owned(),
        number: number.to_string(),
        over: *is_over,
        moved: *has_moved,
        handed: handed.iter().map(ToString::to_string).collect(),
    }
}

fn link_untwin(wire: LinkWire) -> Result<Link, StoreError> {
    let number = Number::read(&wire.number).ok_or(StoreError::Unreadable(WHAT))?;
    let handed = wire.handed.into_iter().map(EventId::new).collect();
    Ok(Link { id: TicketId::new(wire.id), number, is_over: wire.over, has_moved: wire.moved, handed })
}

pub(super) fn parcel_twin(parcel: &Parcel) -> Vec<LineWire> {
    let line = |Line { text, said, is_quoted, is_left_out }: &Line| LineWire {
        text: text.clone(),
        left_out: *is_left_out,
        said: said.as_ref().map(ToString::to_string),
        quoted: *is_quoted,
    };
    parcel.lines.iter().map(line).collect()
}

pub(super) fn parcel_untwin(lines: Vec<LineWire>) -> Parcel {
    let line = |LineWire { text, left_out, said, quoted }| Line {
        text,
        said: said.map(EventId::new),
        is_quoted: quoted,
        is_left_out: left_out,
    };
    Parcel { lines: lines.into_iter().map(line).collect() }
}

pub(super) fn permit_twin(permit: &Permit) -> PermitWire {
    let Permit { network, room, person, name } = permit;
    PermitWire { network: network.to_string(), room: room.to_string(), person: person.to_string(), name: name.clone() }
}

pub(super) fn permit_untwin(wire: PermitWire) -> Permit {
    let PermitWire { network, room, person, name } = wire;
    Permit { network: NetworkName::new(network), room: RoomId::new(room), person: PersonId::new(person), name }
}

pub(in crate::store) fn write_permit(permit: &Permit) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    super::write(PERMIT, permit_twin(permit))
}

pub(in crate::store) fn read_permit(bytes: &[u8]) -> Result<Permit, StoreError> {
    super::read(PERMIT, bytes).map(permit_untwin)
}

pub(super) fn news_twin(news: &News) -> NewsWire {
    match news {
        News::Opened { text } => NewsWire::Opened { text: text.clone() },
        News::Wrote { said, text, attachments } => {
            NewsWire::Wrote { said: said.to_string(), text: text.clone(), attachments: write_attachments(attachments) }
        }
        News::Changed { said, text } => NewsWire::Changed { said: said.to_string(), text: text.clone() },
        News::TookBack { said } => NewsWire::TookBack { said: said.to_string() },
        News::Arrived { said } => NewsWire::Arrived { said: said.to_string() },
        News::Lost { said, fate } => NewsWire::Lost { said: said.to_string(), fate: (*fate).into() },
        News::Taken => NewsWire::Taken,
        News::Waits => NewsWire::Waits,
        News::Resolved => NewsWire::Resolved,
        News::Agreed { said, text } => NewsWire::Agreed { said: said.to_string(), text: text.clone() },
        News::Closed => NewsWire::Closed,
        News::Reopened => NewsWire::Reopened,
        News::NotOpened => NewsWire::NotOpened,
        News::Passed => NewsWire::Passed,
        News::Rested => NewsWire::Rested,
        News::MovedAway => NewsWire::MovedAway,
        News::NotReopened => NewsWire::NotReopened,
        News::CameBack => NewsWire::CameBack,
    }
}

pub(super) fn news_untwin(wire: NewsWire) -> News {
    match wire {
        NewsWire::Opened { text } => News::Opened { text },
        NewsWire::Wrote { said, text, attachments } => {
            News::Wrote { said: EventId::new(said), text, attachments: read_attachments(attachments) }
        }
        NewsWire::Changed { said, text } => News::Changed { said: EventId::new(said), text },
        NewsWire::TookBack { said } => News::TookBack { said: EventId::new(said) },
        NewsWire::Arrived { said } => News::Arrived { said: EventId::new(said) },
        NewsWire::Lost { said, fate } => News::Lost { said: EventId::new(said), fate: fate.into() },
        NewsWire::Taken => News::Taken,
        NewsWire::Waits => News::Waits,
        NewsWire::Resolved => News::Resolved,
        NewsWire::Agreed { said, text } => News::Agreed { said: EventId::new(said), text },
        NewsWire::Closed => News::Closed,
        NewsWire::Reopened => News::Reopened,
        NewsWire::NotOpened => News::NotOpened,
        NewsWire::Passed => News::Passed,
        NewsWire::Rested => News::Rested,
        NewsWire::MovedAway => News::MovedAway,
        NewsWire::NotReopened => News::NotReopened,
        NewsWire::CameBack => News::CameBack,
    }
}
