//! What a turn's words become in the outbox.

use domain::ids::{NetworkName, PersonId, ReplyToken, RoomId};
use domain::message::{File, Place, ReplyHandle};

use super::*;

fn incoming(privacy: Privacy, held_open: Option<Audience>) -> Incoming {
    let at = Timestamp(0);
    let handle = |audience| ReplyHandle { token: ReplyToken::new("h"), expires_at: at, audience, language: None };
    Incoming {
        event: EventId::new("$asked"),
        place: Place { network: NetworkName::new("n"), room: RoomId::new("r"), thread: None, privacy },
        sender: PersonId::new("ada"),
        at,
        what: What::Joined,
        handle: held_open.map(handle),
    }
}

/// `say` in the room and `direct` to the person, in this order, and what becomes of them: audience, part, words.
fn drafts(said: &[&str], incoming: &Incoming) -> Vec<(Audience, u32, Option<String>)> {
    let abilities = Abilities { files_with_words: true, ..Abilities::text_only(Size::Bytes(100)) };
    let mut says = Vec::new();
    for word in said {
        let to = destination(incoming, Some(EventId::new("$first")));
        let to = if *word == "direct" { directly(to, incoming.place.privacy) } else { to };
        let message = Message { markdown: (*word).to_owned(), ..Message::default() };
        push_says(&mut says, message, to, incoming, &abilities);
    }
    dismiss(&mut says, incoming);
    assert!(says.iter().all(|draft| draft.to.person == incoming.sender && draft.to.handle == incoming.handle));
    says.into_iter().map(|draft| (draft.to.audience, draft.part, draft.message.map(|said| said.markdown))).collect()
}

#[test]
fn what_is_said_directly_leaves_the_place_of_the_reply_to_other_words() {
    use Audience::{AskerAlone, Directly, Everyone};
    let shared = |held_open| incoming(Privacy::Shared, held_open);
    let check = |said: &[&str], incoming: Incoming, expect: &[(Audience, u32, Option<&str>)]| {
        let found = drafts(said, &incoming);
        let found: Vec<_> = found.iter().map(|(to, part, words)| (*to, *part, words.as_deref())).collect();
        assert_eq!(found, expect, "{said:?}");
    };
    check(&["direct"], shared(None), &[(Directly, 0, Some("direct"))]);
    // Its first part is the edit of the acknowledgement, whatever was said directly before.
    check(
        &["direct", "direct", "say", "say"],
        shared(Some(AskerAlone)),
        &[
            (Directly, 0, Some("direct")),
            (Directly, 1, Some("direct")),
            (AskerAlone, 0, Some("say")),
            (AskerAlone, 1, Some("say")),
        ],
    );
    // Nothing is said there: the network stops waiting, once it is known that the person was reached.
    check(&["direct"], shared(Some(AskerAlone)), &[(Directly, 0, Some("direct")), (AskerAlone, 0, None)]);
    check(&[], shared(Some(AskerAlone)), &[(AskerAlone, 0, None)]);
    check(&[], shared(None), &[]);
    check(
        &["say", "direct"],
        incoming(Privacy::Direct, None),
        &[(Everyone, 0, Some("say")), (Everyone, 1, Some("direct"))],
    );
    check(&["direct"], incoming(Privacy::Direct, Some(Everyone)), &[(Everyone, 0, Some("direct"))]);
}

/// By it the store finds the place that is to be closed when the person cannot be reached.
#[test]
fn the_dismissal_belongs_to_what_is_said_directly() {
    let incoming = incoming(Privacy::Shared, Some(Audience::AskerAlone));
    let mut says = Vec::new();
    let to = directly(destination(&incoming, Some(EventId::new("$first"))), Privacy::Shared);
    push_says(&mut says, Message::default(), to, &incoming, &Abilities::text_only(Size::ENDLESS));
    dismiss(&mut says, &incoming);
    assert_eq!(says.iter().map(|draft| draft.source.as_str()).collect::<Vec<_>>(), ["$first", "$first"]);
}

#[test]
fn files_that_are_too_many_or_too_large_are_left_out() {
    let check = |sizes: &[usize], expect: &[usize]| {
        let file = |size: &usize| File::of_text("f", "text/plain", "x".repeat(*size));
        let mut message = Message { files: sizes.iter().map(file).collect(), ..Message::default() };
        keep_small_files(&mut message);
        assert_eq!(message.files.iter().map(|file| file.content.len()).collect::<Vec<_>>(), expect);
    };
    check(&[1, 2, 3], &[1, 2, 3]);
    check(&[1, 2, 3, 4], &[1, 2, 3]);
    check(&[FILES_MAX_BYTES], &[FILES_MAX_BYTES]);
    check(&[FILES_MAX_BYTES - 1, 2, 1], &[FILES_MAX_BYTES - 1, 1]);
}
