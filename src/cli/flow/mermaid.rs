//! A questionnaire as a flowchart in Mermaid's language (<https://mermaid.js.org/syntax/flowchart.html>).

use std::fmt::Write;

use domain::screening::flow::graph::{BlockBox, Graph, Side};

use super::svg::palette::{FIND_OUT, Paint, SIDES, graded};

/// Names of nodes are made here and hold no word of the content: `end` as a name would break the drawing.
pub(super) fn write(graph: &Graph) -> String {
    let mut text = format!("flowchart TD\n  %% {}, version {}\n", line(&graph.name), graph.version);
    let mut styles = String::new();
    let mut before = String::new();
    for (at, block) in graph.blocks.iter().enumerate() {
        let name = format!("block{at}");
        let _ = writeln!(text, "  {name}[\"{}\"]", questions(block));
        if before.is_empty() {
            before = name;
            sides(at, block, &mut text, &mut styles);
            continue;
        }
        let gate = format!("gate{at}");
        let after = if at + 1 < graph.blocks.len() { format!("gate{}", at + 1) } else { "outcome".to_owned() };
        let _ = writeln!(text, "  {gate}(( ))");
        if at == 1 {
            let _ = writeln!(text, "  {before} --> {gate}");
        }
        let _ = writeln!(text, "  {gate} -->|\"{}\"| {name}", any(&block.when));
        let _ = writeln!(text, "  {gate} -.-> {after}\n  {name} --> {after}");
        sides(at, block, &mut text, &mut styles);
    }
    if graph.blocks.len() == 1 {
        let _ = writeln!(text, "  {before} --> outcome");
    }
    outcomes(graph, &mut text, &mut styles);
    text + styles.as_str()
}

fn outcomes(graph: &Graph, text: &mut String, styles: &mut String) {
    text.push_str("  outcome(( ))\n");
    let count = graph.outcomes.len();
    for (at, outcome) in graph.outcomes.iter().enumerate() {
        let rules: Vec<String> = outcome.rules.iter().map(|rule| any(rule)).collect();
        let when = if rules.is_empty() { "otherwise".to_owned() } else { format!("• {}", rules.join("<br/>• ")) };
        let _ = writeln!(text, "  outcome{at}([\"{}\"])", escape(&outcome.label));
        let _ = writeln!(text, "  outcome -->|\"{when}\"| outcome{at}");
        styles.push_str(&style(&format!("outcome{at}"), graded(at, count)));
    }
    let when =
        format!("in place of {}:<br/>{}", escape(&graph.find_out.instead_of.join(" or ")), any(&graph.find_out.when));
    let _ = writeln!(text, "  find_out([\"{}\"])", escape(&graph.find_out.label));
    let _ = writeln!(text, "  outcome -->|\"{when}\"| find_out");
    styles.push_str(&style("find_out", FIND_OUT));
}

fn questions(block: &BlockBox) -> String {
    let rows = block.questions.iter().map(|(id, short)| format!("{} {}", escape(id), escape(short)));
    [format!("<b>{}</b>", escape(&block.title))].into_iter().chain(rows).collect::<Vec<_>>().join("<br/>")
}

fn sides(at: usize, block: &BlockBox, text: &mut String, styles: &mut String) {
    for (number, side) in block.sides.iter().enumerate() {
        let name = format!("side{at}_{number}");
        let _ = writeln!(text, "  {name}{{{{\"{} {}\"}}}}", side.kind.word(), escape(&side.id));
        let _ = writeln!(text, "  block{at} -->|\"{}\"| {name}", any(&side.when));
        styles.push_str(&style(&name, SIDES[usize::from(side.kind == Side::LegalCheck)]));
    }
}

fn style(name: &str, Paint { fill, line }: Paint) -> String {
    format!("  style {name} fill:{fill},stroke:{line},color:#1b1b1b\n")
}

fn any(ways: &[String]) -> String {
    ways.iter().map(|way| escape(way)).collect::<Vec<_>>().join("<br/>or ")
}

/// What stands in quotes: Mermaid takes it for HTML, with `#` where HTML has `&`.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '"' => escaped.push_str("#quot;"),
            '#' => escaped.push_str("#35;"),
            '&' => escaped.push_str("#amp;"),
            '<' => escaped.push_str("#lt;"),
            '>' => escaped.push_str("#gt;"),
            '`' => escaped.push_str("#96;"),
            '\\' => escaped.push_str("#92;"),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// What stands in a comment: it ends with its line.
fn line(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() && !['{', '}', '<', '>', '"'].contains(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_the_content_ends_its_quotes() {
        assert_eq!(escape("a \"b\" <i> #35; & `c`\nd\\"), "a #quot;b#quot; #lt;i#gt; #35;35; #amp; #96;c#96; d#92;");
        assert_eq!(line("a\nb %%{init}%%"), "ab %%init%%");
    }
}
