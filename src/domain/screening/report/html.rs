//! A page as one file of HTML: no script, nothing fetched, all words escaped. Every tag that is opened is closed, so that it can
//! be read as XML as well.

use crate::screening::questionnaire::LEVEL_MAX;

use super::Class;
use super::page::{Bar, Block, Cell, Item, Page, Panel, Reference, Section, Source, Table, Under};

const STYLE: &str = include_str!("style.css");

pub(super) fn write(page: &Page) -> String {
    let mut html = Html::default();
    html.text.push_str("<!DOCTYPE html>\n");
    html.element("html", &[("lang", page.language.code())], |html| {
        html.element("head", &[], |html| head(html, page));
        html.element("body", &[], |html| {
            html.element("main", &[], |html| body(html, page));
        });
    });
    html.text.push('\n');
    html.text
}

fn head(html: &mut Html, page: &Page) {
    html.empty("meta", &[("charset", "utf-8")]);
    html.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    // Should a word ever slip through unescaped, it can do nothing.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
    html.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)]);
    html.empty("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    html.element("title", &[], |html| html.words(&format!("{}: {}", page.title, page.banner.label)));
    html.element("style", &[], |html| {
        html.text.push_str(STYLE);
        html.text.push_str(&format!("@page {{ @bottom-left {{ content: \"{}\"; }} }}\n", in_style(&page.running)));
    });
}

fn body(html: &mut Html, page: &Page) {
    html.element("header", &[], |html| {
        html.element("h1", &[], |html| html.words(&page.title));
        html.element("p", &[("class", "subtitle")], |html| html.words(&page.subtitle));
        html.element("dl", &[("class", "facts")], |html| {
            for (name, value) in &page.facts {
                html.element("div", &[], |html| {
                    html.element("dt", &[], |html| html.words(name));
                    html.element("dd", &[], |html| html.words(value));
                });
            }
        });
    });
    let banner = &page.banner;
    html.element("section", &[("class", &format!("banner {}", name(banner.class)))], |html| {
        html.element("p", &[("class", "colour")], |html| {
            icon(html, banner.class);
            html.words(&banner.colour);
        });
        html.element("h2", &[], |html| html.words(&banner.label));
        html.element("p", &[], |html| html.words(&banner.means));
    });
    html.element("p", &[("class", "advice")], |html| html.words(&page.advice));
    for remark in &page.remarks {
        html.element("p", &[("class", "remark")], |html| html.words(remark));
    }
    page.sections.iter().for_each(|of| section(html, of));
    html.element("footer", &[], |html| {
        for line in &page.foot {
            html.element("p", &[], |html| html.words(line));
        }
    });
}

fn section(html: &mut Html, section: &Section) {
    let class: &[(&str, &str)] = if section.is_urgent { &[("class", "urgent")] } else { &[] };
    html.element("section", class, |html| {
        html.element("h2", &[], |html| html.words(&section.heading));
        section.blocks.iter().for_each(|of| block(html, of));
    });
}

fn block(html: &mut Html, block: &Block) {
    match block {
        Block::Words(words) => html.element("p", &[], |html| html.words(words)),
        Block::List(items) => html.element("ul", &[], |html| items.iter().for_each(|of| item(html, of))),
        Block::Table(of) => table(html, of),
        Block::Scales(panels) => {
            html.element("div", &[("class", "scales")], |html| panels.iter().for_each(|of| panel(html, of)));
        }
        Block::Sources(sources) => {
            html.element("ul", &[("class", "pages")], |html| sources.iter().for_each(|of| source(html, of)));
        }
    }
}

fn item(html: &mut Html, item: &Item) {
    html.element("li", &[], |html| {
        if item.under.is_empty() {
            html.words(&item.text);
            return;
        }
        html.element("p", &[("class", "point")], |html| html.words(&item.text));
        for under in &item.under {
            html.element("p", &[("class", "under")], |html| match under {
                Under::Words(words) | Under::Answer(words, None) => html.words(words),
                Under::Answer(words, Some(page)) => {
                    html.words(words);
                    html.words(" · ");
                    reference(html, page);
                }
                Under::Page(page) => reference(html, page),
                Under::Link(url) => link(html, url, &shown(url)),
            });
        }
    });
}

/// To the page's place at the end of the report, with its id for whoever reads on paper.
fn reference(html: &mut Html, page: &Reference) {
    html.element("span", &[("class", "page")], |html| {
        let link = format!("#page-{}", page.id);
        html.element("a", &[("href", &link), ("lang", page.language.code())], |html| html.words(&page.title));
        html.words(" ");
        html.element("code", &[], |html| html.words(&page.id));
    });
}

fn link(html: &mut Html, url: &str, words: &str) {
    html.element("a", &[("href", url), ("rel", "noopener noreferrer")], |html| html.words(words));
}

/// An address as people read it: of a long one only whose it is.
fn shown(url: &str) -> String {
    const CHARS_MAX: usize = 60;
    let bare = url.trim_start_matches("https://").trim_end_matches('/');
    match bare.split_once('/') {
        Some((host, _)) if bare.chars().count() > CHARS_MAX => format!("{host}/…"),
        _ => bare.to_owned(),
    }
}

fn table(html: &mut Html, table: &Table) {
    // A table with groups is long: it may go on over the page, between rows.
    let class = if table.groups.iter().any(|(name, _)| name.is_some()) { "long" } else { "whole" };
    html.element("table", &[("class", class)], |html| {
        html.element("thead", &[], |html| {
            html.element("tr", &[], |html| {
                for head in &table.head {
                    html.element("th", &[("scope", "col")], |html| html.words(head));
                }
            });
        });
        for (name, rows) in &table.groups {
            html.element("tbody", &[], |html| {
                if let Some(name) = name {
                    html.element("tr", &[("class", "group")], |html| {
                        html.element("th", &[("scope", "rowgroup"), ("colspan", "2")], |html| html.words(name));
                    });
                }
                for cells in rows {
                    html.element("tr", &[], |html| {
                        for of in cells {
                            html.element("td", &[], |html| cell(html, of));
                        }
                    });
                }
            });
        }
    });
}

fn cell(html: &mut Html, cell: &Cell) {
    match cell {
        Cell::Words(words) => html.words(words),
        Cell::Question(id, ask) => {
            html.element("code", &[], |html| html.words(id));
            html.words(" ");
            html.words(ask);
        }
        Cell::Together(lines) => {
            html.element("ul", &[("class", "together")], |html| {
                lines.iter().for_each(|line| html.element("li", &[], |html| html.words(line)));
            });
        }
        Cell::Lines(lines) => {
            for (at, line) in lines.iter().enumerate() {
                if at > 0 {
                    html.empty("br", &[]);
                }
                html.words(line);
            }
        }
        Cell::Result(class, words) => html.element("span", &[("class", &format!("result {}", name(*class)))], |html| {
            icon(html, *class);
            html.words(words);
        }),
        Cell::Open(words) => html.element("span", &[("class", "open")], |html| {
            html.element("b", &[], |html| html.words("?"));
            html.words(" ");
            html.words(words);
        }),
        Cell::Aside(words, why) => {
            html.element("s", &[], |html| html.words(words));
            html.words(" ");
            html.element("small", &[], |html| html.words(&format!("({why})")));
        }
        Cell::Quote(words) => html.element("q", &[("dir", "auto")], |html| html.words(words)),
    }
}

fn panel(html: &mut Html, panel: &Panel) {
    let class = if panel.is_apart { "panel brings" } else { "panel care" };
    html.element("div", &[("class", class)], |html| {
        html.element("h3", &[], |html| html.words(&panel.heading));
        html.element("dl", &[], |html| {
            for of in &panel.bars {
                html.element("dt", &[], |html| html.words(&of.name));
                html.element("dd", &[], |html| {
                    bar(html, of);
                    html.words(&of.said);
                });
            }
        });
    });
}

/// As many boxes as a scale has levels, full up to this one. The level stands beside it in words.
fn bar(html: &mut Html, bar: &Bar) {
    const STEP: u8 = 22;
    let width = (LEVEL_MAX * STEP).to_string();
    let view = format!("0 0 {width} 10");
    html.element("svg", &[("viewBox", &view), ("width", &width), ("height", "10"), ("aria-hidden", "true")], |html| {
        for box_ in 0..LEVEL_MAX {
            let class = if bar.level.is_some_and(|level| box_ < level) { "full" } else { "free" };
            let at = (f32::from(box_ * STEP) + 0.5).to_string();
            let place = [("x", at.as_str()), ("y", "0.5"), ("width", "19"), ("height", "9"), ("class", class)];
            html.empty("rect", &place);
        }
    });
}

fn source(html: &mut Html, source: &Source) {
    html.element("li", &[("id", &format!("page-{}", source.page.id))], |html| {
        html.element("p", &[("class", "point")], |html| {
            html.element("span", &[("lang", source.page.language.code())], |html| html.words(&source.page.title));
            html.words(" ");
            html.element("code", &[], |html| html.words(&source.page.id));
            for about in &source.about {
                html.words(" · ");
                // A date is not to be torn apart.
                html.element("span", &[("class", if about.len() < 40 { "unbroken" } else { "" })], |html| {
                    html.words(about)
                });
            }
        });
        html.element("p", &[("class", "under")], |html| {
            html.words(&source.label);
            for (at, (title, url)) in source.rests_on.iter().enumerate() {
                html.words(if at == 0 { " " } else { " · " });
                link(html, url, title);
            }
        });
    });
}

fn name(class: Class) -> &'static str {
    match class {
        Class::Pause => "pause",
        Class::Advice => "talk",
        Class::Conditions => "conditions",
        Class::Free => "free",
        Class::FindOut => "find-out",
    }
}

/// A sign for each class, so that colour is never the only one: two bars, a speech bubble, a ticked list, an arrow, a lens.
fn icon(html: &mut Html, class: Class) {
    let path = match class {
        Class::Pause => "M5 3v10M11 3v10",
        Class::Advice => "M2 3h12v8H8l-4 3v-3H2z",
        Class::Conditions => "M3 2h10v12H3zM5.5 8l2 2 3.5-4",
        Class::Free => "M2 8h11M9 4l4 4-4 4",
        Class::FindOut => "M7 2a5 5 0 1 0 0.01 0zM10.5 10.5L14 14",
    };
    let size =
        [("viewBox", "0 0 16 16"), ("width", "16"), ("height", "16"), ("aria-hidden", "true"), ("class", "icon")];
    html.element("svg", &size, |html| html.empty("path", &[("d", path)]));
}

/// Writes tags in pairs, and words so that they stay words.
#[derive(Default)]
struct Html {
    text: String,
}

impl Html {
    fn element(&mut self, name: &str, attributes: &[(&str, &str)], inner: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        self.text.push('>');
        inner(self);
        self.text.push_str(&format!("</{name}>"));
        if !["a", "b", "code", "q", "s", "small", "span", "svg"].contains(&name) {
            self.text.push('\n');
        }
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.text.push_str(" />");
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push_str(&format!(" {key}=\""));
            self.words(value);
            self.text.push('"');
        }
    }

    fn words(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\'' => self.text.push_str("&#39;"),
                other => self.text.push(other),
            }
        }
    }
}

/// Words inside quotes in a style sheet, which knows none of HTML's escapes.
fn in_style(words: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || " -.,:·()".contains(letter);
    words.chars().filter(|letter| plain(*letter)).collect()
}
