//! Whether the stand-in is Discord in the eyes of others: two libraries that share no code with it, with serenity, or with
//! each other, each with the same small bot.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc::{self, UnboundedReceiver};

use super::stand_in::{StandIn, permissions};
use crate::support::{self, root};

/// Longer than any step takes, on a machine with much else to do.
const STEP_WITHIN: Duration = Duration::from_secs(60);

/// A bot of another library. It ends when this is dropped.
struct Peer {
    child: Child,
    steps: UnboundedReceiver<Value>,
}

impl Peer {
    fn start(command: &mut Command) -> Self {
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn();
        let mut child = child.expect("the peer starts");
        let stdout = BufReader::new(child.stdout.take().expect("its output"));
        let (tell, steps) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let step = serde_json::from_str(&line).unwrap_or_else(|_| json!({ "step": "noise", "line": line }));
                let _ = tell.send(step);
            }
        });
        Self { child, steps }
    }

    async fn next(&mut self) -> Value {
        let next = tokio::time::timeout(STEP_WITHIN, self.steps.recv()).await;
        next.unwrap_or_else(|_| panic!("no step within {STEP_WITHIN:?}")).expect("the peer goes on")
    }

    /// The next thing it did, which must be this.
    async fn did(&mut self, step: &str) -> Value {
        let next = self.next().await;
        assert_eq!(next["step"], step, "{next:#}");
        next
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Everything that a bot does, once.
async fn converse(stand_in: &StandIn, command: &mut Command) {
    let anna = stand_in.user("anna");
    let guild = stand_in.guild("Institute", anna);
    // More than ours asks for.
    stand_in.let_bot(guild, permissions::BOT | permissions::ADD_REACTIONS | permissions::CREATE_PUBLIC_THREADS);
    let channel = stand_in.channel(guild, "general");
    let mut peer = Peer::start(command);
    let registered = peer.did("registered").await;
    assert_eq!((&registered["guild"], &registered["channels"]), (&json!("Institute"), &json!(1)));
    assert_eq!(stand_in.commands(), ["echo", "Count letters"]);

    // Commands, buttons and forms.
    let typed = stand_in.autocomplete(anna, channel, "echo", &[("text", json!("hel"))]);
    peer.did("autocomplete").await;
    assert_eq!(typed.choices().await[0]["value"], "hel!");
    let asked = stand_in.slash(anna, channel, "echo", &[("text", json!("hello"))]);
    peer.did("command").await;
    let answer = asked.answer().await;
    assert_eq!((answer.content.as_str(), answer.buttons()), ("hello", vec!["More".to_owned()]));
    let clicked = stand_in.click(anna, channel, answer.id, "More");
    peer.did("button").await;
    assert_eq!(clicked.form().await["custom_id"], "form");
    let sent = stand_in.submit_modal(&clicked, &[("why", "so")]);
    peer.did("modal").await;
    let answer = sent.answer().await;
    assert_eq!((answer.content.as_str(), answer.ephemeral), ("so", true));
    assert_eq!(sent.follow_ups(1).await[0].content, "and more");

    // A thread, although the words are not for the bot: it has not the intent for them.
    let said = stand_in.say(anna, channel, "four");
    assert_eq!(peer.did("thread").await["content"], "");
    assert_eq!(stand_in.until_said(anna, said, 1).await.last().expect("a message").content, "in the thread");
    let menu = stand_in.context_menu(anna, channel, said, "Count letters");
    peer.did("menu").await;
    assert_eq!(menu.answer().await.content, "4");

    // Between the two of them.
    let first = stand_in.say_dm(anna, "hello");
    let dm = stand_in.dm(anna);
    assert_eq!(peer.did("direct").await["content"], "hello");
    assert_eq!(stand_in.until_said(anna, dm, 1).await[0].content, "heard hello");
    let work = stand_in.say_dm(anna, "work");
    peer.did("work").await;
    let seen = stand_in.seen(anna, dm);
    let finished = seen.last().expect("a message");
    assert_eq!((finished.content.as_str(), finished.edited, finished.reply_to), ("finished", true, Some(work)));
    assert_eq!(seen.iter().find(|it| it.id == work).expect("it is there").reactions[0].0, "👍");
    stand_in.reply(anna, dm, first, "history");
    let contents = json!(["heard hello", "work", "finished", "history"]);
    assert_eq!(peer.did("history").await["contents"], contents);
    stand_in.edit(dm, work, "worked");
    assert_eq!(peer.did("changed").await["content"], "worked");
    stand_in.react(anna, dm, finished.id, "🎉");
    assert_eq!(peer.did("reaction").await["emoji"], "🎉");
    stand_in.delete(dm, work);
    peer.did("deleted").await;

    // The connection is lost, something is said meanwhile, and the same session goes on.
    stand_in.close_gateway(true);
    stand_in.drop_connections();
    stand_in.say_dm(anna, "missed");
    tokio::time::sleep(Duration::from_millis(300)).await;
    stand_in.close_gateway(false);
    let both = [peer.next().await, peer.next().await];
    assert!(both.iter().any(|step| step["step"] == "resumed"), "{both:?}");
    assert!(both.iter().any(|step| step["content"] == "missed"), "{both:?}");
    assert_eq!((stand_in.identifies(), stand_in.resumes()), (1, 1));
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn discord_js_is_content() {
    let (Some(folder), Some(stand_in)) = (support::node_peers(), StandIn::start()) else { return };
    let mut command = Command::new("node");
    command.arg(root().join("tests/peers/discord_js.mjs")).arg(folder);
    command.arg(stand_in.plain_address().to_string()).arg(stand_in.token());
    converse(&stand_in, &mut command).await;
}

#[tokio::test]
async fn hikari_is_content() {
    let (Some(python), Some(stand_in)) = (support::python(), StandIn::start()) else { return };
    let mut command = Command::new(python);
    command.arg(root().join("tests/peers/hikari_peer.py"));
    command.arg(stand_in.plain_address().to_string()).arg(stand_in.token());
    converse(&stand_in, &mut command).await;
}
