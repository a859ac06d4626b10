//! Three seconds for an acknowledgement, whatever the database does; and what becomes of a command that is cut short.

use std::time::Duration;

use serde_json::json;
use sqlx::{Connection, Executor};

use super::desk::{ANSWER, Desk, QUESTION};
use super::stand_in::{Fault, Id, Settings, Times};

/// Holds the program's database so that nobody else can write, as a slow disk or a backup would.
struct Stall(sqlx::AnyConnection);

impl Stall {
    async fn begin(desk: &Desk) -> Self {
        sqlx::any::install_default_drivers();
        let path = desk.program.folder.path().join("data/fairway.sqlite");
        let mut connection = sqlx::AnyConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
        connection.execute("PRAGMA busy_timeout = 5000").await.unwrap();
        connection.execute("BEGIN IMMEDIATE").await.unwrap();
        Self(connection)
    }

    /// The connection is given back open: the last one that closes takes the write-ahead log away, and that must not be ours.
    async fn end(mut self) -> sqlx::AnyConnection {
        self.0.execute("ROLLBACK").await.unwrap();
        self.0
    }
}

/// F41: messages wait for the database, and commands beside them are acknowledged all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_is_acknowledged_while_the_database_stands_still() {
    let Some(desk) = Desk::open_with(Settings { message_limit: None, ..Settings::default() }).await else { return };
    let discord = &desk.discord;
    let people: Vec<Id> = (0..10)
        .map(|number| {
            let user = discord.user(&format!("p{number}"));
            discord.join(desk.guild, user);
            user
        })
        .collect();
    let mut asked = Vec::new();
    for _ in 0..5 {
        let stall = Stall::begin(&desk).await;
        for user in &people {
            discord.say_dm(*user, "thanks");
            asked.push(discord.slash(*user, desk.channel, "ask", &[("question", json!(QUESTION))]));
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        stall.end().await.close().await.unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let mut after = Vec::new();
    for asked in &asked {
        after.push(asked.acknowledged().await.after);
        assert!(asked.answer().await.content.contains(ANSWER));
    }
    after.sort();
    let at = |share: usize| after[(after.len() * share / 100).min(after.len() - 1)];
    println!("acknowledged after: median {:?}, 99 % {:?}, longest {:?}", at(50), at(99), after.last());
    assert!(after.last().is_some_and(|longest| *longest < Duration::from_millis(2_500)), "{after:?}");
    desk.is_clean();
}

/// Killed between the acknowledgement and the store, and no session left that would bring the command again: the person is
/// asked to try once more instead of seeing "is thinking" for ever, and the operator hears of it.
#[cfg(feature = "faults")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_that_was_cut_short_is_told_so() {
    let Some(mut desk) = Desk::prepare(Settings::default()) else { return };
    let operators = desk.discord.channel(desk.guild, "operators");
    desk.program.set("DESK__OPERATOR_ROOM", format!("discord:{operators}"));
    desk.start(&[("FAIRWAY_CRASH_AT", "discord.acknowledged_first:1")]);
    let stall = Stall::begin(&desk).await;
    let asked = desk.discord.slash(desk.anna, desk.channel, "ask", &[("question", json!(QUESTION))]);
    desk.program.until_ended().await;
    let _open = stall.end().await;
    desk.discord.forget_sessions();
    desk.start(&[]);
    let told = asked.answer().await;
    assert!(told.content.contains("I was interrupted") && told.ephemeral, "{told:#?}");
    let notices = desk.discord.until_said(desk.anna, operators, 2).await;
    assert!(notices.iter().any(|notice| notice.content.contains("1 of these had not been taken in")), "{notices:#?}");
    desk.is_clean();
}

/// The same where the session lives: Discord brings the command again, and it is answered and nothing else is said.
#[cfg(feature = "faults")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_that_is_brought_again_is_answered() {
    let Some(mut desk) = Desk::prepare(Settings::default()) else { return };
    desk.start(&[("FAIRWAY_CRASH_AT", "discord.acknowledged_first:1")]);
    let stall = Stall::begin(&desk).await;
    let asked = desk.discord.slash(desk.anna, desk.channel, "ask", &[("question", json!(QUESTION))]);
    desk.program.until_ended().await;
    let _open = stall.end().await;
    desk.start(&[]);
    let answer = asked.answer().await;
    assert!(answer.json.to_string().contains("No, not without a check first."), "{answer:#?}");
    // Past the time after which it would be told that it was cut short.
    tokio::time::sleep(Duration::from_secs(8)).await;
    assert_eq!(asked.answer().await.content, answer.content);
    desk.is_clean();
}

/// Ten minutes of refusals, thirty times as fast: few are provoked, and nothing is lost. `limits.rs` has the whole ten
/// minutes by a clock of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_of_refusals_is_waited_out() {
    let Some(desk) = Desk::open_with(Settings { message_limit: None, ..Settings::default() }).await else { return };
    let discord = &desk.discord;
    let people: Vec<Id> = (0..10).map(|number| discord.user(&format!("p{number}"))).collect();
    let refused_before = discord.requests().iter().filter(|request| request.status == Some(429)).count();
    let storm = Fault::RateLimited { retry_after: Duration::from_millis(300) };
    discord.lay("POST /channels", storm, Times::For(Duration::from_secs(20)));
    for _ in 0..4 {
        for user in &people {
            discord.say_dm(*user, "thanks");
        }
        tokio::time::sleep(Duration::from_secs(4)).await;
    }
    for user in &people {
        let dm = discord.dm(*user);
        for _ in 0..1_200 {
            if discord.said_by_bot(*user, dm).len() >= 4 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(discord.said_by_bot(*user, dm).len(), 4, "{}", desk.program.log());
    }
    let refused = discord.requests().iter().filter(|request| request.status == Some(429)).count() - refused_before;
    println!("{refused} refusals");
    assert!((1..300).contains(&refused), "{refused}");
    desk.is_clean();
}
