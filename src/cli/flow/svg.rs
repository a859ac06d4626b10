//! A questionnaire as a picture that a browser shows and a page takes in: from top to bottom, as the questions come.

use domain::screening::flow::graph::{BlockBox, Graph, Side, SideBox};

pub(super) mod palette;
mod text;

use palette::{BLOCK, FIND_OUT, Paint, SIDES, graded};
use text::{escape, wrap};

/// As wide as a page of paper at 96 dots to an inch.
const WIDTH: i32 = 794;
const EDGE: i32 = 16;
/// Along this line blocks are passed over, and further down it leads to the outcomes.
const PASSING: i32 = 32;
const BOX: i32 = 58;
const BOX_WIDTH: i32 = 270;
/// Where the way goes down, from block to block.
const SPINE: i32 = BOX + 30;
const SIDE: i32 = BOX + BOX_WIDTH + 46;
const OUTCOME_WIDTH: i32 = 220;
const SIZE: i32 = 12;
const LINE: i32 = 16;

const STYLE: &str = "text{font:12px Arial,Helvetica,'Liberation Sans',sans-serif;fill:#1b1b1b}.title{font-size:18px;font-weight:bold}\
                     .bold{font-weight:bold}.pale{fill:#5b6470}.way{fill:none;stroke:#3c4652;stroke-width:1.4}\
                     .passing{stroke-dasharray:2 4}.gate{fill:#fff;stroke:#3c4652;stroke-width:1.4}";
const LEGEND: [&str; 2] = [
    "A block is asked where a line beside its arrow holds; the dotted way passes it over. A hard stop ends the questions.",
    "The outcome is the first from the top of which a line holds.",
];

/// Draws it; the same words always come to the same picture.
pub(super) fn draw(graph: &Graph) -> String {
    let mut page = Page { body: String::new(), y: EDGE };
    page.head(graph);
    let mut gates = Vec::new();
    for block in &graph.blocks {
        if !block.when.is_empty() {
            gates.push(page.gate());
            page.condition(&block.when);
        }
        page.block(block);
    }
    gates.push(page.gate());
    for pair in gates.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        page.way(&format!("M{} {from}H{PASSING}V{to}H{}", SPINE - 5, SPINE - 6), "way passing", true);
    }
    page.outcomes(graph);
    let (height, title) = (page.y + EDGE, escape(&graph.title));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
         <path d=\"M0 0L8 4L0 8z\" fill=\"#3c4652\"/></marker></defs>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n{}</svg>\n",
        page.body
    )
}

/// What is drawn so far, and how far down.
struct Page {
    body: String,
    y: i32,
}

impl Page {
    fn add(&mut self, element: String) {
        self.body.push_str(&element);
        self.body.push('\n');
    }

    /// One line of text; `y` is where its letters stand.
    fn text(&mut self, x: i32, y: i32, class: &str, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.add(format!("<text x=\"{x}\" y=\"{y}\"{class}>{}</text>", escape(text)));
    }

    fn rect(&mut self, (x, y, width, height): (i32, i32, i32, i32), round: i32, Paint { fill, line }: Paint) {
        self.add(format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\" fill=\"{fill}\" stroke=\"{line}\"/>"
        ));
    }

    fn way(&mut self, path: &str, class: &str, arrow: bool) {
        let tip = if arrow { " marker-end=\"url(#tip)\"" } else { "" };
        self.add(format!("<path d=\"{path}\" class=\"{class}\"{tip}/>"));
    }

    fn head(&mut self, graph: &Graph) {
        self.text(EDGE, self.y + 16, "title", &graph.title);
        self.text(EDGE, self.y + 36, "pale", &format!("{}, version {}", graph.name, graph.version));
        self.y += 36;
        for line in LEGEND.iter().flat_map(|line| wrap(line, WIDTH - 2 * EDGE, SIZE)) {
            self.y += LINE;
            self.text(EDGE, self.y, "pale", &line);
        }
        self.y += 18;
    }

    /// A place where the way parts. Returns how far down it is.
    fn gate(&mut self) -> i32 {
        self.way(&format!("M{SPINE} {}v13", self.y), "way", false);
        self.y += 18;
        self.add(format!("<circle cx=\"{SPINE}\" cy=\"{}\" r=\"5\" class=\"gate\"/>", self.y));
        self.y
    }

    /// The arrow to a block, with what must hold beside it.
    fn condition(&mut self, when: &[String]) {
        let from = self.y + 5;
        self.y += 6;
        for line in ways(when, WIDTH - EDGE - SPINE - 14) {
            self.y += LINE;
            self.text(SPINE + 14, self.y, "", &line);
        }
        self.y += 12;
        self.way(&format!("M{SPINE} {from}V{}", self.y - 1), "way", true);
    }

    fn block(&mut self, block: &BlockBox) {
        let top = self.y;
        let head = wrap(&block.title, BOX_WIDTH - 20, SIZE);
        let rows: Vec<(String, Vec<String>)> =
            block.questions.iter().map(|(id, short)| (id.clone(), wrap(short, BOX_WIDTH - 64, SIZE))).collect();
        let lines = head.len() + rows.iter().map(|(_, short)| short.len()).sum::<usize>();
        let height = lines as i32 * LINE + 18;
        self.rect((BOX, top, BOX_WIDTH, height), 6, BLOCK);
        let mut y = top + 4;
        for line in &head {
            y += LINE;
            self.text(BOX + 12, y, "bold", line);
        }
        y += 4;
        for (id, short) in &rows {
            self.text(BOX + 12, y + LINE, "pale", id);
            for line in short {
                y += LINE;
                self.text(BOX + 52, y, "", line);
            }
        }
        let sides = self.sides(block, top);
        self.y = (top + height).max(sides);
        if sides > top + height {
            self.way(&format!("M{SPINE} {}V{}", top + height, self.y), "way", false);
        }
    }

    /// What an answer in a block may bring about, beside it. Returns how far down it goes.
    fn sides(&mut self, block: &BlockBox, top: i32) -> i32 {
        let (edge, bus) = (BOX + BOX_WIDTH, SIDE - 24);
        let mut y = top;
        let mut last = top;
        for side in &block.sides {
            let (height, middle) = self.side(side, y);
            self.way(&format!("M{bus} {middle}H{}", SIDE - 1), "way", true);
            last = middle;
            y += height + 8;
        }
        if block.sides.is_empty() {
            return top;
        }
        self.way(&format!("M{edge} {}H{bus}V{last}", top + 17), "way", false);
        y - 8
    }

    fn side(&mut self, side: &SideBox, top: i32) -> (i32, i32) {
        let width = WIDTH - EDGE - SIDE;
        let lines = ways(&side.when, width - 20);
        let height = (lines.len() as i32 + 1) * LINE + 10;
        self.rect((SIDE, top, width, height), 6, SIDES[usize::from(side.kind == Side::LegalCheck)]);
        self.text(SIDE + 10, top + LINE + 1, "bold", &format!("{} {}", side.kind.word(), side.id));
        for (at, line) in lines.iter().enumerate() {
            self.text(SIDE + 10, top + (at as i32 + 2) * LINE + 1, "", line);
        }
        (height, top + 17)
    }

    fn outcomes(&mut self, graph: &Graph) {
        let from = self.y + 5;
        self.y += 30;
        let count = graph.outcomes.len();
        let (mut last, otherwise) = (self.y, vec![vec!["otherwise".to_owned()]]);
        for (at, outcome) in graph.outcomes.iter().enumerate() {
            let rules = if outcome.rules.is_empty() { &otherwise } else { &outcome.rules };
            last = self.outcome((&outcome.id, &outcome.label), "", rules, graded(at, count));
        }
        let before = format!("in place of {}, where", graph.find_out.instead_of.join(" or "));
        let label = (graph.find_out.id.as_str(), graph.find_out.label.as_str());
        last = self.outcome(label, &before, std::slice::from_ref(&graph.find_out.when), FIND_OUT).max(last);
        self.way(&format!("M{SPINE} {from}v12H{PASSING}V{last}"), "way", false);
        self.y -= 14;
    }

    /// One outcome with what leads to it. Returns where the way comes in.
    fn outcome(&mut self, (id, label): (&str, &str), before: &str, rules: &[Vec<String>], paint: Paint) -> i32 {
        let x = BOX + OUTCOME_WIDTH + 18;
        let label = wrap(label, OUTCOME_WIDTH - 24, SIZE);
        let mut lines: Vec<(i32, String)> = Vec::new();
        lines.extend(wrap(before, WIDTH - EDGE - x, SIZE).into_iter().map(|line| (0, line)));
        for rule in rules {
            let ways = ways(rule, WIDTH - EDGE - x - 12);
            lines.extend(
                ways.into_iter().enumerate().map(|(at, line)| (12, if at == 0 { format!("•{line}") } else { line })),
            );
        }
        let (top, height) = (self.y, (label.len() as i32 + 1) * LINE + 12);
        self.rect((BOX, top, OUTCOME_WIDTH, height), 14, paint);
        for (at, line) in label.iter().enumerate() {
            self.text(BOX + 12, top + (at as i32 + 1) * LINE + 3, "bold", line);
        }
        self.text(BOX + 12, top + (label.len() as i32 + 1) * LINE + 3, "pale", id);
        for (at, (indent, line)) in lines.iter().enumerate() {
            let (x, line) = match line.strip_prefix('•') {
                Some(line) => {
                    self.text(x, top + (at as i32 + 1) * LINE, "", "•");
                    (x + indent, line)
                }
                None => (x + indent, line.as_str()),
            };
            self.text(x, top + (at as i32 + 1) * LINE, "", line);
        }
        self.y = top + height.max(lines.len() as i32 * LINE + 6) + 14;
        let middle = top + height / 2;
        self.way(&format!("M{PASSING} {middle}H{}", BOX - 1), "way", true);
        middle
    }
}

/// The ways in which a condition holds, each from a line of its own on.
fn ways(when: &[String], most: i32) -> Vec<String> {
    let said = when.iter().enumerate().map(|(at, way)| if at == 0 { way.clone() } else { format!("or {way}") });
    said.flat_map(|way| wrap(&way, most, SIZE)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::screening::flow::graph::{FindOutBox, OutcomeBox};

    #[test]
    fn words_that_look_like_tags_stay_words() {
        let hostile = "</text><script>alert('&')</script>".to_owned();
        let one = || vec![hostile.clone()];
        let graph = Graph {
            title: hostile.clone(),
            name: hostile.clone(),
            version: 1,
            blocks: vec![BlockBox {
                id: hostile.clone(),
                title: hostile.clone(),
                when: one(),
                questions: vec![(hostile.clone(), hostile.clone())],
                sides: vec![SideBox { kind: Side::HardStop, id: hostile.clone(), when: one() }],
            }],
            outcomes: vec![OutcomeBox { id: hostile.clone(), label: hostile.clone(), rules: vec![one()] }],
            find_out: FindOutBox { id: hostile.clone(), label: hostile.clone(), instead_of: one(), when: one() },
        };
        let drawn = draw(&graph);
        assert!(!drawn.contains("<script") && drawn.contains("&lt;script&gt;"), "{drawn}");
        let mermaid = super::super::mermaid::write(&graph);
        assert!(
            !mermaid.contains("<script") && mermaid.lines().all(|line| line.matches('"').count().is_multiple_of(2))
        );
    }
}
