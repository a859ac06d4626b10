//! A whole screening on Discord: asked for in a server, it moves to a direct chat and goes on by buttons, to its end.

use std::time::{Duration, Instant};

use serde_json::json;

use super::desk::Desk;
use super::stand_in::{Id, Seen};

/// Presses a button under the bot's last message in a direct chat, and returns what is said then.
async fn press(desk: &Desk, dm: Id, label: &str) -> Seen {
    let last = desk.discord.said_by_bot(desk.anna, dm).pop().expect("the bot has said something");
    take(desk, dm, &last, label).await
}

/// A button, or a row of a list.
async fn take(desk: &Desk, dm: Id, on: &Seen, label: &str) -> Seen {
    let option = on.controls().iter().find_map(|control| {
        let mut options = control["options"].as_array().into_iter().flatten();
        let option = options.find(|option| option["label"] == label)?;
        Some(option["value"].as_str().unwrap_or_default().to_owned())
    });
    match option {
        Some(value) => desk.discord.select(desk.anna, dm, on.id, &value).answer().await,
        None => desk.discord.click(desk.anna, dm, on.id, label).answer().await,
    }
}

fn all_words(seen: &Seen) -> String {
    let embeds = seen.embeds.iter().filter_map(|embed| embed["description"].as_str());
    [seen.content.as_str()].into_iter().chain(embeds).collect()
}

/// The answers on offer, without what can be pressed beside them.
fn answers(seen: &Seen) -> Vec<String> {
    const BESIDE: [&str; 5] = ["Why do you ask?", "Back", "Pause", "Talk to a person", "Leave it out"];
    let options = seen.controls().into_iter().flat_map(|it| it["options"].as_array().cloned().unwrap_or_default());
    let listed = options.filter_map(|option| option["label"].as_str().map(ToOwned::to_owned));
    seen.buttons().into_iter().chain(listed).filter(|label| !BESIDE.contains(&label.as_str())).collect()
}

async fn say(desk: &Desk, dm: Id, text: &str) -> Seen {
    let before = desk.discord.said_by_bot(desk.anna, dm).len();
    desk.discord.say(desk.anna, dm, text);
    desk.discord.until_said(desk.anna, dm, before + 1).await.pop().expect("one more")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_for_in_a_server_it_goes_on_in_private_to_its_end() {
    let Some(desk) = Desk::open().await else { return };
    let (discord, anna) = (&desk.discord, desk.anna);
    let moved = discord.slash(anna, desk.channel, "screen", &[]).answer().await;
    assert!(moved.ephemeral && moved.content.contains("writing to you directly"), "{moved:#?}");
    let dm = discord.dm(anna);
    let here = discord.until_said(anna, dm, 1).await;
    assert!(here[0].content.contains("just the two of us"), "{here:#?}");
    assert!(discord.said_by_bot(anna, desk.channel).iter().all(|seen| seen.ephemeral), "nobody else saw anything");

    let begun = say(&desk, dm, "screen").await;
    assert_eq!(begun.buttons(), ["I name nobody; let us begin", "Not now"], "{begun:#?}");
    assert!(press(&desk, dm, "I name nobody; let us begin").await.content.contains("country"));
    let pressing = press(&desk, dm, "Netherlands").await;
    let first = press(&desk, dm, "No, nothing").await;
    assert!(first.content.contains("1 of about 8") && first.content.contains("What are you planning?"), "{first:#?}");
    assert!(!first.content.contains("1. Joint project"), "what stands on buttons is not numbered as well");
    super::pictures::write("screening", &super::pictures::screen(discord, &[pressing, first]));

    press(&desk, dm, "Guest or visit to us").await;
    // Words and buttons are mixed as people like.
    say(&desk, dm, "plausible").await;
    press(&desk, dm, "I don't know").await;
    press(&desk, dm, "Back").await;
    press(&desk, dm, "I don't know").await;
    press(&desk, dm, "Company").await;
    press(&desk, dm, "Not checked yet").await;
    press(&desk, dm, "None of these").await;
    let many = press(&desk, dm, "Unpublished data, code or samples").await;
    assert!(many.content.contains("more than one"), "{many:#?}");
    let more = press(&desk, dm, "Clear gain for science").await;
    assert!(more.content.contains("Anything else?"), "{more:#?}");
    let mut last = press(&desk, dm, "That is all").await;
    let (mut asked, mut before) = (8, last.clone());
    while last.buttons().iter().any(|label| label == "Why do you ask?") {
        asked += 1;
        assert!(asked < 30, "it never ends: {last:#?}");
        let offered = answers(&last);
        before = last.clone();
        last = match offered.first() {
            Some(first) => press(&desk, dm, first).await,
            None => say(&desk, dm, "Two years of field work.").await,
        };
        if answers(&last).iter().any(|label| label == "That is all") {
            before = last.clone();
            last = press(&desk, dm, "That is all").await;
        }
    }
    assert!(all_words(&last).contains("advice, not a decision"), "{last:#?}");
    assert!(last.buttons().iter().any(|label| label == "Send me the report"), "{last:#?}");
    super::pictures::write("screening-result", &super::pictures::screen(discord, &[before, last.clone()]));
    let report = press(&desk, dm, "Send me the report").await;
    let names: Vec<_> = report.attachments.iter().map(|file| file["filename"].clone()).collect();
    assert_eq!(names.len(), 3, "{report:#?}");
    assert!(names.iter().any(|name| name.as_str().is_some_and(|name| name.ends_with(".html"))), "{names:?}");
    // A button of an earlier question is a change of that answer.
    let question =
        discord.said_by_bot(anna, dm).into_iter().find(|seen| seen.content.contains("What would the partner get"));
    let changed = take(&desk, dm, &question.expect("it was asked"), "Only what is published or open to all").await;
    assert!(changed.buttons().iter().any(|label| label == "Send me the report"), "{changed:#?}");
    desk.is_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_closed_direct_messages_the_person_is_told_where_they_asked() {
    let Some(desk) = Desk::open().await else { return };
    let (discord, anna) = (&desk.discord, desk.anna);
    discord.close_dms(anna, true);
    discord.slash(anna, desk.channel, "screen", &[]).answer().await;
    // What was said in the place that was held open gives way to it.
    let end = Instant::now() + Duration::from_secs(20);
    let told = || discord.said_by_bot(anna, desk.channel);
    while !told().iter().any(|seen| all_words(seen).contains("may not write to you directly")) {
        assert!(Instant::now() < end, "{:#?}", told());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // And a question in the same place is answered as ever.
    let answer = discord.slash(anna, desk.channel, "ask", &[("question", json!(super::desk::QUESTION))]).answer().await;
    assert!(answer.content.contains(super::desk::ANSWER), "{answer:#?}");
    desk.is_clean();
}
