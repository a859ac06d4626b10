//! YAML as a tree that accepts any shape and remembers the line of everything.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Spanned};

use crate::content::{Rule, short};
use crate::mistakes::{Mistakes, did_you_mean};

/// A value and the file's line it starts on.
#[derive(Debug)]
pub(crate) enum Node {
    Text {
        line: usize,
        text: String,
    },
    /// A number, `true`, or nothing: what YAML does not take for text.
    Other {
        line: usize,
        text: String,
    },
    List {
        line: usize,
        items: Vec<Node>,
    },
    Map {
        line: usize,
        pairs: Vec<(String, usize, Node)>,
    },
}

impl Node {
    pub(crate) fn line(&self) -> usize {
        match self {
            Node::Text { line, .. } | Node::Other { line, .. } | Node::List { line, .. } | Node::Map { line, .. } => {
                *line
            }
        }
    }
}

/// How much a document may hold: what a person wrote stays far below.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Most {
    depth: usize,
    nodes: usize,
}

/// The keys at the top of an entry.
pub(crate) const OF_PAGE: Most = Most { depth: 8, nodes: 2_000 };
/// A file of its own: a questionnaire, a list.
pub(crate) const OF_FILE: Most = Most { depth: 16, nodes: 20_000 };

/// Reads one document. Lines are counted from `first_line`. An error is the line, the rule and what to write instead.
pub(crate) fn read(text: &str, first_line: usize, most: Most) -> Result<Node, (usize, Rule, String)> {
    let budget = serde_saphyr::budget! {
        max_anchors: 0, max_aliases: 0, max_depth: most.depth, max_nodes: most.nodes, max_documents: 1
    };
    let options = serde_saphyr::options! {
        budget: budget,
        with_snippet: false,
        // Norway is `no`, and a repeated key is our mistake to report, with the others.
        strict_booleans: true,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
    };
    match serde_saphyr::from_str_with_options::<Spanned<Any>>(text, options) {
        Ok(tree) => Ok(tree.into_node(first_line)),
        Err(error) => {
            let (line, rule, message) = crate::yaml::explain(&error);
            Err((line + first_line - 1, rule, message))
        }
    }
}

/// The same tree before lines are moved from spans into it.
enum Any {
    Text(String),
    Other(String),
    List(Vec<Spanned<Any>>),
    Map(Vec<(Spanned<String>, Spanned<Any>)>),
}

trait IntoNode {
    fn into_node(self, first_line: usize) -> Node;
}

impl IntoNode for Spanned<Any> {
    fn into_node(self, first_line: usize) -> Node {
        let at = |line: u64| (line as usize).max(1) + first_line - 1;
        let line = at(self.referenced.line());
        match self.value {
            Any::Text(text) => Node::Text { line, text },
            Any::Other(text) => Node::Other { line, text },
            Any::List(items) => {
                Node::List { line, items: items.into_iter().map(|item| item.into_node(first_line)).collect() }
            }
            Any::Map(pairs) => {
                let pairs = pairs
                    .into_iter()
                    .map(|(key, value)| (key.value, at(key.referenced.line()), value.into_node(first_line)));
                Node::Map { line, pairs: pairs.collect() }
            }
        }
    }
}

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyVisitor)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Any;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a list, or keys with values")
    }

    fn visit_str<E>(self, text: &str) -> Result<Any, E> {
        Ok(Any::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Any, E> {
        Ok(Any::Other(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Any, E> {
        Ok(Any::Other(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Any, E> {
        Ok(Any::Other(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Any, E> {
        Ok(Any::Other(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Any, E> {
        Ok(Any::Other(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Any, E> {
        Ok(Any::Other(value.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Any, E> {
        Ok(Any::Other(String::new()))
    }

    fn visit_none<E>(self) -> Result<Any, E> {
        Ok(Any::Other(String::new()))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Any, D::Error> {
        Any::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Any, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Any::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Any, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = entries.next_entry()? {
            pairs.push(pair);
        }
        Ok(Any::Map(pairs))
    }
}

/// The keys of one map, each known and there once.
pub(crate) struct Keys<'a> {
    line: usize,
    found: BTreeMap<&'a str, &'a Node>,
}

impl<'a> Keys<'a> {
    pub(crate) fn of(node: &'a Node, known: &[&str], what: &str, mistakes: &mut Mistakes<'_>) -> Option<Self> {
        let Node::Map { line, pairs } = node else {
            mistakes.add(
                Rule::WrongValue,
                node.line(),
                format!("{what} must be keys with values: write {}", known.join(", ")),
            );
            return None;
        };
        let mut found = BTreeMap::new();
        for (key, key_line, value) in pairs {
            if !known.contains(&key.as_str()) {
                let hint = did_you_mean(key, known.iter().copied());
                mistakes.add(
                    Rule::UnknownKey,
                    *key_line,
                    format!("the key `{}` is not known here{hint} Known keys: {}", short(key), known.join(", ")),
                );
            } else if found.insert(key.as_str(), value).is_some() {
                mistakes.add(Rule::DuplicateKey, *key_line, format!("the key `{key}` is there twice: keep one"));
            }
        }
        Some(Self { line: *line, found })
    }

    pub(crate) fn take(&mut self, key: &str) -> Option<&'a Node> {
        self.found.remove(key)
    }

    pub(crate) fn required(&mut self, key: &str, mistakes: &mut Mistakes<'_>) -> Option<&'a Node> {
        let node = self.take(key);
        if node.is_none() {
            mistakes.add(Rule::MissingKey, self.line, format!("the key `{key}` is missing: add a line `{key}: …`"));
        }
        node
    }
}
