//! YAML as a tree that accepts any shape and remembers the line of everything.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Spanned};

use crate::content::Rule;

/// A value and the file's line it starts on.
#[derive(Debug)]
pub(super) enum Node {
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
    pub(super) fn line(&self) -> usize {
        match self {
            Node::Text { line, .. } | Node::Other { line, .. } | Node::List { line, .. } | Node::Map { line, .. } => {
                *line
            }
        }
    }
}

/// Reads one document. Lines are counted from `first_line`. An error is the line, the rule and what to write instead.
pub(super) fn read(text: &str, first_line: usize) -> Result<Node, (usize, Rule, String)> {
    let budget =
        serde_saphyr::budget! { max_anchors: 0, max_aliases: 0, max_depth: 8, max_nodes: 2_000, max_documents: 1 };
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
