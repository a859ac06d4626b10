//! A case from its first question to its last word, with the real program, for each pair of networks: a question, a screening, what is
//! handed over with a line left out, words both ways with an edit, a deletion and a file, a transfer, the end, and on from the other
//! network with the phrase. Nothing that the bot said to either side names the other.

use crate::support::networks::{Networks, On, Seat};
use crate::support::synapse;

const QUESTION: &str = "can I upload controlled code to GitHub?";
const PLAN: &str = "Our partner would like access to the measurements before they are published.";
/// A screening is over long before.
const QUESTIONS_MAX: usize = 40;
const FILE: &str = "Article 1. Whoever measures publishes.";

async fn journey(name: &str, person_on: On, advisers_on: On) {
    let Some(synapse) = synapse::shared() else { return };
    let Some((mut world, cara, dora)) = Networks::open(synapse, name, advisers_on).await else { return };
    let anna = world.person(synapse, person_on, &format!("anna-{name}")).await;

    assert!(world.ask(&anna, QUESTION).await.contains("not without a check first"));

    // Words do for every answer, whatever the network shows beside them.
    for words in ["screen", "I name nobody; let us begin", "Netherlands", "No, nothing", "Guest or visit to us"] {
        world.ask(&anna, words).await;
    }
    let mut said = world.ask(&anna, "I don't know").await;
    for _ in 0..QUESTIONS_MAX {
        let answer = if said.contains("Anything else?") { "That is all" } else { "I don't know" };
        if said.contains("advice, not a decision") {
            break;
        }
        said = world.ask(&anna, answer).await;
    }
    assert!(said.contains("advice, not a decision"), "{said}");

    // What would be sent, with a line left out.
    let mut said = world.ask(&anna, "Talk to a person").await;
    if person_on == On::Discord {
        assert!(said.contains("not encrypted from end to end"), "{said}");
        said = world.ask(&anna, "Nothing confidential: go on here").await;
    }
    assert!(said.contains("What are you planning"), "{said}");
    let plan = world.say(&anna, PLAN).await;
    let card = world.until(&anna, "word for word").await.words;
    let line = |letter: &str| {
        let lines = card.lines().map(|line| line.trim_start_matches('*').replace("** ", " "));
        let found = lines.filter_map(|line| line.strip_prefix(letter)?.strip_prefix(' ').map(ToOwned::to_owned)).next();
        found.unwrap_or_else(|| panic!("no line {letter} in {card}"))
    };
    let (screened, struck) = (line("B"), line("C"));
    assert!(screened.starts_with("Screening: "), "{card}");
    let card = world.ask(&anna, "leave out c").await;
    assert!(card.contains("left out"), "{card}");
    let receipt = world.ask(&anna, "Send exactly this").await;
    assert!(receipt.contains("Your ticket is"), "{receipt}");
    let phrase = receipt.split(|letter: char| !letter.is_alphanumeric() && letter != '-').find(|word| word.len() == 38);
    let phrase = phrase.unwrap_or_else(|| panic!("no phrase in {receipt}")).to_owned();

    // The ticket has that and no more.
    let thread = world.thread(&cara, PLAN).await;
    let (cara, dora) = (cara.into_thread(&thread), dora.into_thread(&thread));
    let head = world.until(&cara, PLAN).await;
    let plain = |text: &str| text.replace(['\\', '*', '\u{2060}'], "");
    assert!(plain(&head.words).contains(&plain(&screened)), "{screened} is not in {head:?}");
    assert!(!plain(&head.words).contains(&plain(&struck)), "{struck} was left out: {head:?}");
    match &cara {
        Seat::Matrix { peer, room, .. } => drop(peer.react(room, &thread, "✋").await),
        Seat::Discord { user, channel } => {
            let taken = world.discord.slash(*user, *channel, "desk claim", &[]).answer().await;
            assert!(taken.content.contains("has this ticket") && !taken.ephemeral, "{taken:#?}");
        }
    }
    world.until(&anna, "An adviser has taken").await;

    // What was handed over, as well.
    world.edit(&anna, &plan, &format!("{PLAN} It would be in May.")).await;
    let changed = world.until(&cara, "It would be in May.").await;
    assert_eq!(changed.id, head.id, "the head itself");

    // Words both ways: changed, taken back, and with a file.
    let asked = world.say(&cara, "Which measurements are these?").await;
    world.until(&anna, "Which measurements are these?").await;
    world.until(&cara, "Delivered").await;
    world.edit(&cara, &asked, "Which measurements, please?").await;
    world.until(&anna, "Which measurements, please?").await;
    let told = world.say(&anna, "They are of sea ice.").await;
    world.until(&cara, "They are of sea ice.").await;
    world.edit(&anna, &told, "They are of sea ice and clouds.").await;
    let heard = world.until(&cara, "sea ice and clouds").await;
    let regretted = world.say(&cara, "Send all of it to me.").await;
    let regrets = world.until(&anna, "Send all of it to me.").await;
    world.delete(&cara, &regretted).await;
    world.is_gone(&anna, &regrets).await;
    let regretted = world.say(&anna, "Somebody told me a secret.").await;
    let regrets = world.until(&cara, "Somebody told me a secret.").await;
    world.delete(&anna, &regretted).await;
    world.is_gone(&cara, &regrets).await;
    assert!(world.heard(&cara).await.iter().any(|other| other.words.contains("sea ice and clouds")), "{heard:?}");
    world.attach(&anna, "A draft:", &format!("draft of anna-{name}.txt"), FILE).await;
    world.until(&cara, "attachment.txt").await;
    world.attach(&cara, "A draft:", &format!("model of cara-{name}.txt"), FILE).await;
    world.until(&anna, "attachment.txt").await;

    // To a colleague, and to its end.
    let named = if advisers_on == On::Matrix { format!("dora-{name}") } else { "dora".to_owned() };
    world.say(&cara, &format!("!transfer {named}")).await;
    world.until(&anna, "Another adviser has your ticket").await;
    world.say(&dora, "I have read all of it.").await;
    world.until(&anna, "I have read all of it.").await;
    world.say(&dora, "!close Publish first.").await;
    world.until(&anna, "Publish first.").await;
    world.until(&anna, "is closed").await;

    // On from the other network, with the phrase alone.
    let elsewhere = if person_on == On::Matrix { On::Discord } else { On::Matrix };
    let there = world.person(synapse, elsewhere, &format!("bea-{name}")).await;
    assert!(world.ask(&there, &format!("resume {phrase}")).await.contains("goes on here"));
    world.until(&anna, "goes on in another chat").await;
    world.say(&there, "reopen").await;
    world.until(&dora, "open again").await;
    world.say(&there, "It is May.").await;
    world.until(&dora, "It is May.").await;
    world.say(&dora, "Welcome back.").await;
    world.until(&there, "Welcome back.").await;
    assert!(!world.heard(&anna).await.iter().any(|heard| heard.words.contains("Welcome back")), "they have gone on");

    for person in [&anna, &there] {
        world.names_nobody(person, &[&cara, &dora]).await;
    }
    world.names_nobody(&anna, &[&there]).await;
    for adviser in [&cara, &dora] {
        world.names_nobody(adviser, &[&anna, &there]).await;
    }
    let log = world.program.log();
    assert!(!log.contains("advisers' room"), "a room of its own making is as it should be: {log}");
    let words = [PLAN, "sea ice", "Publish first", "Welcome back", phrase.as_str(), "Article 1"];
    assert!(words.iter().all(|words| !log.contains(words)), "no words in a log");
    assert_eq!(world.discord.violations(), [""; 0]);
    assert_eq!(world.program.terminate(), Some(0), "{}", world.program.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_matrix_to_matrix() {
    journey("m-to-m", On::Matrix, On::Matrix).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_matrix_to_discord() {
    journey("m-to-d", On::Matrix, On::Discord).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_discord_to_matrix() {
    journey("d-to-m", On::Discord, On::Matrix).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_discord_to_discord() {
    journey("d-to-d", On::Discord, On::Discord).await;
}
