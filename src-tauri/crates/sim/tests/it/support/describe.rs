//! Checks an answer, field by field, against the two descriptions beside the tests.

use std::sync::LazyLock;

use ribbon_sim::Api;
use serde_json::Value;
use time::format_description::well_known::Iso8601;

static APRIL: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../api_description_2026_04.json")).expect("JSON")
});
static LATEST: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../api_description_latest.json")).expect("JSON")
});

/// Fails the test unless `value` has exactly the fields of `shape` in the newest description, each of its
/// type.
pub fn check(shape: &str, value: &Value) {
    check_as(Api::Latest, shape, value);
}

/// Fails the test unless `value` has exactly the fields of `shape` in this description, each of its type.
pub fn check_as(api: Api, shape: &str, value: &Value) {
    let description: &Value = match api {
        Api::April2026 => &APRIL,
        Api::Latest => &LATEST,
        Api::Mixed => panic!("an answer follows one description"),
    };
    check_type(description, shape, shape, value);
}

fn check_type(description: &Value, at: &str, kind: &str, value: &Value) {
    if let Some(kind) = kind.strip_suffix('?') {
        if !value.is_null() {
            check_type(description, at, kind, value);
        }
        return;
    }
    if let Some(allowed) = kind.strip_prefix('=') {
        let text = value
            .as_str()
            .unwrap_or_else(|| panic!("{at} is text, not {value}"));
        assert!(
            allowed.split('|').any(|one| one == text),
            "{at} is one of {allowed}, not {text}"
        );
        return;
    }
    if let Some(item) = kind
        .strip_prefix('[')
        .and_then(|kind| kind.strip_suffix(']'))
    {
        let list = value
            .as_array()
            .unwrap_or_else(|| panic!("{at} is a list, not {value}"));
        for (index, entry) in list.iter().enumerate() {
            check_type(description, &format!("{at}[{index}]"), item, entry);
        }
        return;
    }
    let fits = match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "moment" => value.as_str().is_some_and(is_moment),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "uuid" => value
            .as_str()
            .is_some_and(|text| uuid::Uuid::parse_str(text).is_ok()),
        _ => return check_object(description, at, kind, value),
    };
    assert!(fits, "{at} is of type {kind}, not {value}");
}

fn is_moment(text: &str) -> bool {
    time::PrimitiveDateTime::parse(text, &Iso8601::DEFAULT).is_ok()
}

fn check_object(description: &Value, at: &str, kind: &str, value: &Value) {
    let fields = description[kind]
        .as_object()
        .unwrap_or_else(|| panic!("{kind} is described"));
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("{at} is an object, not {value}"));
    for name in object.keys() {
        assert!(
            fields.contains_key(name),
            "{at} has the unknown field {name}"
        );
    }
    for (name, kind) in fields {
        let kind = kind.as_str().expect("a type is text");
        let value = object
            .get(name)
            .unwrap_or_else(|| panic!("{at} lacks the field {name}"));
        check_type(description, &format!("{at}.{name}"), kind, value);
    }
}
