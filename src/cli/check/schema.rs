//! JSON Schemas for the keys of an entry's files, made from the tables that the check itself reads by: an editor's program
//! completes keys and explains them.

use domain::knowledge::body::{HEADING_MAX_CHARS, SECTION_MAX_CHARS};
use domain::knowledge::entry::JURISDICTIONS;
use domain::knowledge::keys::{
    ASK_MAX_CHARS, ASKS_MIN, ENTRY_KEYS, Key, SOURCE_KEYS, STATUSES, TITLE_MAX_CHARS, TRANSLATION_KEYS,
};
use domain::language::Language;
use serde_json::{Map, Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Of {
    /// An English file
    Entry,
    /// A file in another language
    Translation,
}

const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

pub(super) fn schema(of: Of) -> String {
    let (what, keys, asks_min) = match of {
        Of::Entry => ("an entry", &ENTRY_KEYS[..], ASKS_MIN),
        Of::Translation => ("a translation of an entry", &TRANSLATION_KEYS[..], [0; 4]),
    };
    let mut schema = object(keys, &|key| value(key, asks_min));
    schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".into(), format!("The keys of {what}").into());
    let about = format!(
        "Stands between the two lines `---`. Below follow sections: headings of at most {HEADING_MAX_CHARS} characters, \
         texts of at most {SECTION_MAX_CHARS}."
    );
    schema.insert("description".into(), about.into());
    format!("{:#}", Value::Object(schema))
}

fn object(keys: &[Key], value: &dyn Fn(&str) -> Value) -> Map<String, Value> {
    let properties = keys.iter().map(|key| {
        let mut value = value(key.name);
        value["description"] = key.about.into();
        (key.name.to_owned(), value)
    });
    let required: Vec<_> = keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
    Map::from_iter([
        ("type".to_owned(), json!("object")),
        ("additionalProperties".to_owned(), json!(false)),
        ("required".to_owned(), json!(required)),
        ("properties".to_owned(), Value::Object(properties.collect())),
    ])
}

fn value(key: &str, asks_min: [usize; 4]) -> Value {
    match key {
        "title" => json!({"type": "string", "minLength": 1, "maxLength": TITLE_MAX_CHARS}),
        "asks" => {
            let ask = json!({"type": "string", "minLength": 1, "maxLength": ASK_MAX_CHARS});
            let list = |least: usize| json!({"type": "array", "minItems": least, "uniqueItems": true, "items": ask});
            let lists = Language::ALL.map(|language| (language.code().to_owned(), list(asks_min[language as usize])));
            let required: Vec<_> =
                Language::ALL.iter().filter(|of| asks_min[**of as usize] > 0).map(|of| of.code()).collect();
            json!({"type": "object", "additionalProperties": false, "required": required, "properties": Map::from_iter(lists)})
        }
        "owner" => json!({"type": "string", "pattern": SLUG, "maxLength": 60}),
        "last_reviewed_on" | "valid_from" | "valid_to" => json!({"type": "string", "format": "date", "pattern": DAY}),
        "review_in" => json!({
            "type": "string",
            "pattern": "^[0-9]+ (months?|years?)$",
            "examples": ["3 months", "6 months", "12 months"],
        }),
        "jurisdiction" => {
            json!({"type": "array", "minItems": 1, "uniqueItems": true, "items": {"enum": JURISDICTIONS}})
        }
        "sources" => json!({"type": "array", "minItems": 1, "items": object(&SOURCE_KEYS, &of_source)}),
        "status" => json!({"enum": STATUSES}),
        "related" => {
            json!({"type": "array", "uniqueItems": true, "items": {"type": "string", "pattern": SLUG, "maxLength": 60}})
        }
        "translates" => json!({
            "type": "object",
            "propertyNames": {"pattern": SLUG},
            // A hash of digits alone is a number to YAML.
            "additionalProperties": {"type": ["string", "number"]},
        }),
        // A key without a form of its own: whatever the check says.
        _ => json!({}),
    }
}

fn of_source(key: &str) -> Value {
    match key {
        "title" => json!({"type": "string", "minLength": 1}),
        "url" => json!({"type": "string", "pattern": "^https://", "format": "uri"}),
        // A year alone is a number to YAML.
        "as_of" => json!({"type": ["string", "integer"], "examples": ["2026-03"]}),
        _ => json!({}),
    }
}
