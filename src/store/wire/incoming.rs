//! The twin of `What`. Place, sender and times are not inside: they are columns, because the program routes by them.

use domain::command::{Command, TicketStep};
use domain::ids::{ChoiceId, DeliveryKey, EventId, MessageId, ReplyToken, TimerKey, Timestamp};
use domain::language::Language;
use domain::message::{Audience, Notice, ReplyHandle, What};
use domain::screening::Code;
use domain::ticket::Order;
use domain::ticket::TicketId;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::StoreError;
use super::ticket::{self, FateWire, NewsWire, PermitWire};

const WHAT: &str = "event";
const HANDLE: &str = "reply handle";

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum WhatWire {
    Said {
        text: String,
        addressed: bool,
    },
    Attached {
        text: String,
        attachments: Vec<super::message::AttachmentWire>,
        addressed: bool,
    },
    Chose {
        choice: String,
        on: String,
    },
    Reacted {
        symbol: String,
        on: String,
    },
    Invoked {
        command: CommandWire,
    },
    Edited {
        target: String,
        text: String,
    },
    Withdrew {
        target: String,
    },
    Joined,
    Left,
    Unreadable,
    TimePassed {
        key: String,
    },
    Reported {
        key: String,
        fate: FateWire,
    },
    Withheld,
    Noticed {
        notice: NoticeWire,
    },
    Told {
        // Not there in what was written before news named its ticket.
        #[serde(default)]
        ticket: String,
        told: NewsWire,
        permit: Option<PermitWire>,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
enum CommandWire {
    Ask { question: String },
    Help,
    Language { language: Option<String>, unknown: Option<String> },
    Privacy,
    Verify { receipt: Option<String> },
    Screen,
    Resume { code: Option<String> },
    Ticket { step: Option<String> },
    Desk { order: Option<String> },
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
enum NoticeWire {
    Outage { from: i64, to: i64 },
    CutShort { count: u32 },
    NotUnderstood { count: u32 },
}

#[derive(Serialize, Deserialize)]
struct HandleWire {
    token: String,
    expires_at: i64,
    everyone: bool,
    language: Option<String>,
}

pub(in crate::store) fn write_what(what: &What) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let wire = match what {
        What::Said { text, addressed } => WhatWire::Said { text: text.clone(), addressed: *addressed },
        What::Attached { text, attachments, addressed } => WhatWire::Attached {
            text: text.clone(),
            attachments: super::message::write_attachments(attachments),
            addressed: *addressed,
        },
        What::Chose { choice, on } => WhatWire::Chose { choice: choice.to_string(), on: on.to_string() },
        What::Reacted { symbol, on } => WhatWire::Reacted { symbol: symbol.clone(), on: on.to_string() },
        What::Invoked { command } => WhatWire::Invoked { command: write_command(command) },
        What::Edited { target, text } => WhatWire::Edited { target: target.to_string(), text: text.clone() },
        What::Withdrew { target } => WhatWire::Withdrew { target: target.to_string() },
        What::Joined => WhatWire::Joined,
        What::Left => WhatWire::Left,
        What::Unreadable => WhatWire::Unreadable,
        What::TimePassed { key } => WhatWire::TimePassed { key: key.to_string() },
        What::Reported { key, fate } => WhatWire::Reported { key: key.to_string(), fate: (*fate).into() },
        What::Told { ticket, news, permit } => WhatWire::Told {
            ticket: ticket.as_str().to_owned(),
            told: ticket::news_twin(news),
            permit: permit.as_ref().map(ticket::permit_twin),
        },
        What::Withheld => WhatWire::Withheld,
        What::Noticed { notice } => WhatWire::Noticed {
            notice: match *notice {
                Notice::Outage { from, to } => NoticeWire::Outage { from: from.0, to: to.0 },
                Notice::CutShort { count } => NoticeWire::CutShort { count },
                Notice::NotUnderstood { count } => NoticeWire::NotUnderstood { count },
            },
        },
    };
    super::write(WHAT, wire)
}

pub(in crate::store) fn read_what(bytes: &[u8]) -> Result<What, StoreError> {
    Ok(match super::read(WHAT, bytes)? {
        WhatWire::Said { text, addressed } => What::Said { text, addressed },
        WhatWire::Attached { text, attachments, addressed } => {
            What::Attached { text, attachments: super::message::read_attachments(attachments), addressed }
        }
        WhatWire::Chose { choice, on } => What::Chose { choice: ChoiceId::new(choice), on: MessageId::new(on) },
        WhatWire::Reacted { symbol, on } => What::Reacted { symbol, on: MessageId::new(on) },
        WhatWire::Invoked { command } => What::Invoked { command: read_command(command)? },
        WhatWire::Edited { target, text } => What::Edited { target: EventId::new(target), text },
        WhatWire::Withdrew { target } => What::Withdrew { target: EventId::new(target) },
        WhatWire::Joined => What::Joined,
        WhatWire::Left => What::Left,
        WhatWire::Unreadable => What::Unreadable,
        WhatWire::TimePassed { key } => What::TimePassed { key: TimerKey::new(key) },
        WhatWire::Reported { key, fate } => What::Reported { key: DeliveryKey::new(key), fate: fate.into() },
        WhatWire::Told { ticket, told, permit } => What::Told {
            ticket: TicketId::new(ticket),
            news: ticket::news_untwin(told),
            permit: permit.map(ticket::permit_untwin),
        },
        WhatWire::Withheld => What::Withheld,
        WhatWire::Noticed { notice } => What::Noticed {
            notice: match notice {
                NoticeWire::Outage { from, to } => Notice::Outage { from: Timestamp(from), to: Timestamp(to) },
                NoticeWire::CutShort { count } => Notice::CutShort { count },
                NoticeWire::NotUnderstood { count } => Notice::NotUnderstood { count },
            },
        },
    })
}

/// The twin of `ReplyHandle`.
pub(in crate::store) fn write_handle(handle: &ReplyHandle) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let ReplyHandle { token, expires_at, audience, language } = handle;
    let wire = HandleWire {
        token: token.to_string(),
        expires_at: expires_at.0,
        everyone: *audience == Audience::Everyone,
        language: language.map(|language| language.code().to_owned()),
    };
    super::write(HANDLE, wire)
}

pub(in crate::store) fn read_handle(bytes: &[u8]) -> Result<ReplyHandle, StoreError> {
    let HandleWire { token, expires_at, everyone, language } = super::read(HANDLE, bytes)?;
    Ok(ReplyHandle {
        token: ReplyToken::new(token),
        expires_at: Timestamp(expires_at),
        audience: if everyone { Audience::Everyone } else { Audience::AskerAlone },
        language: language.and_then(|code| code.parse().ok()),
    })
}

fn write_command(command: &Command) -> CommandWire {
    match command {
        Command::Ask { question } => CommandWire::Ask { question: question.clone() },
        Command::Help => CommandWire::Help,
        Command::Language { language, unknown } => CommandWire::Language {
            language: language.map(|language| language.code().to_owned()),
            unknown: unknown.clone(),
        },
        Command::Privacy => CommandWire::Privacy,
        Command::Verify { receipt } => CommandWire::Verify { receipt: receipt.as_ref().map(ToString::to_string) },
        Command::Screen => CommandWire::Screen,
        Command::Resume { code } => CommandWire::Resume { code: code.as_ref().map(ToString::to_string) },
        Command::Ticket { step } => CommandWire::Ticket { step: step.as_ref().map(TicketStep::text) },
        Command::Desk { order } => CommandWire::Desk { order: order.as_ref().map(Order::text) },
    }
}

fn read_command(command: CommandWire) -> Result<Command, StoreError> {
    Ok(match command {
        CommandWire::Ask { question } => Command::Ask { question },
        CommandWire::Help => Command::Help,
        CommandWire::Language { language, unknown } => {
            let language = language.map(|code| code.parse::<Language>()).transpose();
            Command::Language { language: language.map_err(|_| StoreError::Unreadable(WHAT))?, unknown }
        }
        CommandWire::Privacy => Command::Privacy,
        CommandWire::Screen => Command::Screen,
        CommandWire::Ticket { step } => Command::Ticket { step: step.and_then(|step| TicketStep::read(&step)) },
        CommandWire::Desk { order } => Command::Desk { order: order.and_then(|order| Order::read(&order)) },
        CommandWire::Resume { code } => Command::Resume { code: code.and_then(|code| Code::read(&code)) },
        CommandWire::Verify { receipt } => {
            let receipt = receipt.map(|receipt| receipt.parse()).transpose();
            Command::Verify { receipt: receipt.map_err(|_| StoreError::Unreadable(WHAT))? }
        }
    })
}
