//! How sealed values look inside: JSON with a format number. The domain's types know nothing of it; their twins here are
//! converted by hand, so that a change of a domain type is a decision about what is stored, and no accident.

mod conversation;
mod incoming;
mod message;
mod miss;
mod screening;
mod ticket;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::error::StoreError;

pub(super) use conversation::{read_conversation, write_conversation};
pub(super) use incoming::{read_handle, read_what, write_handle, write_what};
pub(super) use message::{read_files, read_message, write_files, write_message};
pub(super) use miss::{About, read_about, write_about};
pub(super) use screening::{read_underway, write_underway};
pub(super) use ticket::{read_permit, write_permit};

/// The format that is written, and the only one that is read so far.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Stored<T> {
    format: u32,
    body: T,
}

#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

fn write<T: Serialize>(what: &'static str, body: T) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let bytes = serde_json::to_vec(&Stored { format: FORMAT, body });
    bytes.map(Zeroizing::new).map_err(|_| StoreError::Unreadable(what))
}

fn read<T: DeserializeOwned>(what: &'static str, bytes: &[u8]) -> Result<T, StoreError> {
    // serde's own errors may quote the text, so they are dropped here and never reach a log.
    let found = serde_json::from_slice::<FormatOnly>(bytes).map_err(|_| StoreError::Unreadable(what))?.format;
    if found != FORMAT {
        return Err(StoreError::Format { what, found, known: FORMAT });
    }
    serde_json::from_slice::<Stored<T>>(bytes).map(|stored| stored.body).map_err(|_| StoreError::Unreadable(what))
}

#[cfg(test)]
mod tests {
    use domain::conversation::{Conversation, Side};
    use domain::ids::ConversationId;
    use domain::message::What;
    use domain::ticket::{Link, News, Number, TicketId};

    use super::*;

    /// A chat and its news as they were written while it knew one ticket alone.
    #[test]
    fn what_was_written_before_a_chat_had_several_tickets_is_read() {
        let link = Link {
            id: TicketId::new("t1"),
            number: Number::from_chance(1),
            is_over: false,
            has_moved: false,
            handed: Vec::new(),
        };
        let ticket = Some(Side::Person(vec![link]));
        let conversation = Conversation { ticket, ..Conversation::new(ConversationId::new("c")) };
        let now = String::from_utf8(write_conversation(&conversation).unwrap().to_vec()).unwrap();
        let before = now.replace("[{\"id\":\"t1\"", "{\"id\":\"t1\"").replace(",\"handed\":[]}]", "}");
        assert_ne!(now, before);
        assert_eq!(read_conversation(&ConversationId::new("c"), before.as_bytes()).unwrap(), conversation);
        let told = What::Told { ticket: TicketId::new("t1"), news: News::Taken, permit: None };
        let now = String::from_utf8(write_what(&told).unwrap().to_vec()).unwrap();
        let before = now.replace("\"ticket\":\"t1\",", "");
        assert_ne!(now, before);
        let unnamed = What::Told { ticket: TicketId::new(""), news: News::Taken, permit: None };
        assert_eq!(read_what(before.as_bytes()).unwrap(), unnamed);
    }

    #[test]
    fn another_format_is_refused_by_its_number() {
        let error = read_what(br#"{"format":2,"body":{"a":"new shape"}}"#).unwrap_err();
        assert!(matches!(error, StoreError::Format { found: 2, known: 1, .. }), "{error}");
        assert!(matches!(read_what(b"secret words"), Err(StoreError::Unreadable(_))));
    }
}
