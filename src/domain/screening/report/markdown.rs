//! A page as Markdown that reads well unrendered, too: it is pasted into mails and forms.

use crate::screening::questionnaire::LEVEL_MAX;

use super::page::{Bar, Block, Cell, Item, Page, Panel, Section, Source, Table, Under};

pub(super) fn write(page: &Page) -> String {
    let mut parts = vec![format!("# {}", escaped(&page.title)), escaped(&page.subtitle)];
    let banner = &page.banner;
    parts.push(format!("## {}: {}", escaped(&banner.colour), escaped(&banner.label)));
    parts.push(escaped(&banner.means));
    parts.push(format!("> **{}**", escaped(&page.advice)));
    let fact = |(name, value): &(String, String)| format!("- {}: {}", escaped(name), escaped(value));
    parts.push(page.facts.iter().map(fact).collect::<Vec<_>>().join("\n"));
    parts.extend(page.remarks.iter().map(|remark| format!("*{}*", escaped(remark))));
    parts.extend(page.sections.iter().flat_map(section));
    parts.push("---".to_owned());
    parts.extend(page.foot.iter().map(|line| escaped(line)));
    parts.join("\n\n") + "\n"
}

fn section(section: &Section) -> Vec<String> {
    let heading = format!("## {}", escaped(&section.heading));
    [heading].into_iter().chain(section.blocks.iter().map(block)).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Words(words) => escaped(words),
        Block::List(items) => items.iter().map(item).collect::<Vec<_>>().join("\n"),
        Block::Table(table) => write_table(table),
        Block::Scales(panels) => panels.iter().map(panel).collect::<Vec<_>>().join("\n\n"),
        Block::Sources(sources) => sources.iter().map(source).collect::<Vec<_>>().join("\n"),
    }
}

fn item(item: &Item) -> String {
    let under = item.under.iter().map(|under| format!("\n  - {}", write_under(under)));
    format!("- {}{}", escaped(&item.text), under.collect::<String>())
}

fn write_under(under: &Under) -> String {
    match under {
        Under::Words(words) | Under::Answer(words, None) => escaped(words),
        Under::Answer(words, Some(page)) => format!("{} · *{}* (`{}`)", escaped(words), escaped(&page.title), page.id),
        Under::Page(page) => format!("*{}* (`{}`)", escaped(&page.title), page.id),
        Under::Link(url) => format!("<{url}>"),
    }
}

fn write_table(table: &Table) -> String {
    let row = |cells: [String; 2]| format!("| {} | {} |", cells[0], cells[1]);
    let mut lines = vec![row(table.head.each_ref().map(|head| escaped(head))), "|---|---|".to_owned()];
    for (name, rows) in &table.groups {
        lines.extend(name.iter().map(|name| row([format!("**{}**", escaped(name)), String::new()])));
        lines.extend(rows.iter().map(|cells| row(cells.each_ref().map(write_cell))));
    }
    lines.join("\n")
}

fn write_cell(cell: &Cell) -> String {
    match cell {
        Cell::Words(words) | Cell::Result(_, words) => escaped(words),
        Cell::Question(id, ask) => format!("`{id}` {}", escaped(ask)),
        Cell::Together(lines) => lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join(" **+** "),
        Cell::Lines(lines) => lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("; "),
        Cell::Open(words) => format!("**?** {}", escaped(words)),
        Cell::Aside(words, why) => format!("{} *({})*", escaped(words), escaped(why)),
        Cell::Quote(words) => format!("“{}”", escaped(words)),
    }
}

fn panel(panel: &Panel) -> String {
    let bar = |bar: &Bar| {
        let full = usize::from(bar.level.unwrap_or(0));
        let drawn = "■".repeat(full) + &"□".repeat(usize::from(LEVEL_MAX).saturating_sub(full));
        format!("- {drawn} {}: {}", escaped(&bar.name), escaped(&bar.said))
    };
    format!("**{}**\n\n{}", escaped(&panel.heading), panel.bars.iter().map(bar).collect::<Vec<_>>().join("\n"))
}

fn source(source: &Source) -> String {
    let about: Vec<String> = source.about.iter().map(|words| escaped(words)).collect();
    let links = source.rests_on.iter().map(|(title, url)| format!("[{}](<{url}>)", escaped(title)));
    let links = format!("\n  - {} {}", escaped(&source.label), links.collect::<Vec<_>>().join(" · "));
    format!("- *{}* (`{}`), {}{links}", escaped(&source.page.title), source.page.id, about.join(" "))
}

/// Words as words, whatever marks they hold. Marks that only matter at the beginning of a line never stand there alone.
fn escaped(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' => written.extend(['\\', letter]),
            '\n' | '\r' => written.push(' '),
            other => written.push(other),
        }
    }
    written
}
