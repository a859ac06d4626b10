//! YAML as editors write it: bounded, without anchors and aliases, unknown keys refused.

use serde::de::DeserializeOwned;
use serde_saphyr::Error;
use serde_saphyr::budget::BudgetBreach;

use crate::content::{ContentError, Rule, short};

/// Reads one document into `T`. The parser stops at its first mistake; cross-checks that can see more add theirs.
pub fn read<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Vec<ContentError>> {
    let budget =
        serde_saphyr::budget! { max_anchors: 0, max_aliases: 0, max_depth: 16, max_nodes: 20_000, max_documents: 1 };
    // Norway is `no`, and so is an answer.
    let options = serde_saphyr::options! { budget: budget, with_snippet: false, strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let (line, rule, message) = explain(&error);
        vec![ContentError::new(path, line, message).under(rule)]
    })
}

/// The parser's mistake in an editor's words: its line, its rule, and what to write instead.
pub(crate) fn explain(error: &Error) -> (usize, Rule, String) {
    let line = error.location().map_or(1, |location| location.line() as usize);
    let what = short(error.without_snippet().to_string().split(" at line").next().unwrap_or_default());
    let (rule, message) = match error.without_snippet() {
        Error::Budget { breach: BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. }, .. }
        | Error::UnknownAnchor { .. }
        | Error::AliasError { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. } => (
            Rule::YamlAlias,
            "anchors (&) and aliases (*) are not allowed: put quotes round a text that starts with one".to_owned(),
        ),
        Error::Budget { breach: BudgetBreach::Documents { .. }, .. } | Error::MultipleDocuments { .. } => {
            (Rule::MalformedYaml, "a second part begins here: write one part, without a line `---` in it".to_owned())
        }
        Error::Budget { .. } => {
            (Rule::YamlLimit, format!("there is too much nested in each other or listed here ({what}): write less"))
        }
        Error::SerdeUnknownField { field, expected, .. } => (
            Rule::UnknownKey,
            format!("the key `{}` is not known here. Known keys: {}", short(field), expected.join(", ")),
        ),
        Error::SerdeUnknownVariant { variant, expected, .. } => (
            Rule::WrongValue,
            format!("`{}` is not among what may stand here: write one of {}", short(variant), expected.join(", ")),
        ),
        Error::SerdeMissingField { field, .. } => {
            (Rule::MissingKey, format!("the key `{field}` is missing: add a line `{field}: …`"))
        }
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().map_or_else(String::new, |key| format!(" `{}`", short(key)));
            (Rule::DuplicateKey, format!("the key{key} is there twice: keep one"))
        }
        Error::SerdeInvalidType { .. }
        | Error::SerdeInvalidValue { .. }
        | Error::Unexpected { .. }
        | Error::InvalidScalar { .. }
        | Error::NullIntoString { .. }
        | Error::InvalidBooleanStrict { .. } => (
            Rule::WrongValue,
            format!("this is not what belongs here ({what}): write it in the form that its neighbours have"),
        ),
        _ => (
            Rule::MalformedYaml,
            format!(
                "this cannot be read ({what}): put quotes round a text that contains `: ` or starts with a sign, close every \
                 quote and bracket (in the lines above, too), and check how far lines are indented"
            ),
        ),
    };
    (line, rule, message)
}
