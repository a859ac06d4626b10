//! `fairway misses`: what people asked that was not answered, or not well, gathered by likeness.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use domain::handbook::Handbook;
use domain::ids::Timestamp;
use domain::knowledge::entry;
use domain::misses::{Cluster, Gathered, Likeness, PEOPLE_MIN, gather, stub};
use serde_json::json;

use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::store::{Misses, OpinionCount, Store};

use super::CliError;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print one JSON object instead of a list
    #[arg(long)]
    json: bool,
    /// Write the cluster with this number as a draft entry; the file is called <id>.en.md
    #[arg(long, num_args = 2, value_names = ["NUMBER", "FILE"], conflicts_with = "json")]
    export: Option<Vec<String>>,
}

pub fn run(args: &Args, config: &Config) -> Result<(), CliError> {
    super::logging::start("warn");
    let handbook = super::load(&config.desk.content_dir, config.desk())?;
    let options = app::store_options(config)?;
    let Misses { misses, opinions } =
        super::block_on(async move { Ok::<_, anyhow::Error>(Store::misses_of(options).await?) })??;
    let asks = handbook.knowledge.entries().flat_map(|entry| &entry.asks);
    let asks = asks.flat_map(|(language, asks)| asks.iter().map(|ask| (*language, ask.as_str())));
    let gathered = gather(misses, &Likeness::learn(asks));
    match &args.export {
        Some(of) => export(&gathered, &of[0], Path::new(&of[1]), &handbook),
        None if args.json => {
            println!("{}", as_json(&gathered, &opinions));
            Ok(())
        }
        None => {
            print!("{}", as_text(&gathered, &opinions));
            Ok(())
        }
    }
}

fn as_text(gathered: &Gathered, opinions: &[OpinionCount]) -> String {
    let mut text = String::new();
    // Writing into a String cannot fail.
    for (at, cluster) in gathered.clusters.iter().enumerate() {
        let _ = writeln!(text, "{}. {}", at + 1, one_line(&cluster.representative));
        let _ = writeln!(
            text,
            "   {} people, {} times, {} to {}; {}; {}",
            cluster.people,
            cluster.asked,
            day(cluster.first_day),
            day(cluster.last_day),
            languages(cluster).join(", "),
            cluster.kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect::<Vec<_>>().join(", "),
        );
        for ((entry, section), count) in &cluster.served {
            let _ = writeln!(text, "   served and not what was asked: {entry}#{section}, {count} times");
        }
        for (language, question) in cluster.questions.iter().skip(1) {
            let _ = writeln!(text, "   - {language}: {}", one_line(question));
        }
        text.push('\n');
    }
    if gathered.clusters.is_empty() {
        let _ = writeln!(text, "No question was asked by {PEOPLE_MIN} different people.\n");
    }
    if gathered.withheld > 0 {
        let _ = writeln!(
            text,
            "Withheld: {} questions in {} clusters, each asked by fewer than {PEOPLE_MIN} people.\n",
            gathered.withheld_questions, gathered.withheld
        );
    }
    if !opinions.is_empty() {
        let _ = writeln!(text, "What was said of answers, by entry:");
        for OpinionCount { entry, helped, missed } in opinions {
            let _ = writeln!(text, "   {entry}: helped {helped} times, was not what was asked {missed} times");
        }
    }
    text
}

fn as_json(gathered: &Gathered, opinions: &[OpinionCount]) -> serde_json::Value {
    let cluster = |(at, cluster): (usize, &Cluster)| {
        let served = cluster.served.iter().map(
            |((entry, section), count)| json!({ "entry": entry.as_str(), "section": section.as_str(), "times": count }),
        );
        let questions =
            cluster.questions.iter().map(|(language, text)| json!({ "language": language.code(), "text": text }));
        json!({
            "number": at + 1,
            "representative": cluster.representative,
            "people": cluster.people,
            "asked": cluster.asked,
            "first_day": day(cluster.first_day),
            "last_day": day(cluster.last_day),
            "languages": languages(cluster),
            "kinds": cluster.kinds,
            "served": served.collect::<Vec<_>>(),
            "questions": questions.collect::<Vec<_>>(),
        })
    };
    let opinions: BTreeMap<_, _> = opinions
        .iter()
        .map(|of| (of.entry.to_string(), json!({ "helped": of.helped, "unhelpful": of.missed })))
        .collect();
    json!({
        "people_min": PEOPLE_MIN,
        "clusters": gathered.clusters.iter().enumerate().map(cluster).collect::<Vec<_>>(),
        "withheld": { "clusters": gathered.withheld, "questions": gathered.withheld_questions },
        "opinions": opinions,
    })
}

fn export(gathered: &Gathered, number: &str, file: &Path, handbook: &Handbook) -> Result<(), CliError> {
    let there = gathered.clusters.len();
    let chosen = number.parse::<usize>().ok().and_then(|number| gathered.clusters.get(number.checked_sub(1)?));
    let Some(cluster) = chosen else {
        return Err(CliError::Found(format!("there is no cluster {number}: `fairway misses` lists {there}")));
    };
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let Some(id) = name.strip_suffix(".en.md") else {
        return Err(CliError::Found(format!("`{name}`: call the file <id>.en.md, as in lending-equipment.en.md")));
    };
    let stub = stub(cluster, id, &handbook.knowledge, Clock::System.today());
    if let Err(mistakes) = entry::parse(&file.to_string_lossy(), &stub.text) {
        let lines: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
        return Err(CliError::Found(format!("nothing was written:\n{}", lines.join("\n"))));
    }
    write_new(file, &stub.text)?;
    println!("{}: a draft of “{}”", file.display(), one_line(&cluster.representative));
    println!("It is seen by nobody. `fairway check` names each TODO: the title, the sections, the source.");
    if stub.asks_missing > 0 {
        println!("Asks still to be found: {}.", stub.asks_missing);
    }
    for (ask, entry) in &stub.already_asks {
        println!("Left out, since it is an ask of `{entry}` already: “{ask}”");
    }
    Ok(())
}

/// Nothing is overwritten: the file may be an entry that people wrote.
fn write_new(file: &Path, text: &str) -> anyhow::Result<()> {
    let path = PathBuf::from(file);
    let made = std::fs::OpenOptions::new().write(true).create_new(true).open(&path);
    let written = made.and_then(|mut made| made.write_all(text.as_bytes()));
    written.map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}

fn languages(cluster: &Cluster) -> Vec<&'static str> {
    cluster.languages().into_iter().map(|language| language.code()).collect()
}

fn day(day: Timestamp) -> String {
    let moment = jiff::Timestamp::from_millisecond(day.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.strftime("%Y-%m-%d").to_string()
}

/// People's words on the operator's terminal: one line, and nothing that steers it.
fn one_line(words: &str) -> String {
    let words: String = words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
