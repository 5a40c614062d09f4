//! Checks an answer, field by field, against the description in `api_description.json`.

use std::sync::LazyLock;

use serde_json::Value;

static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../api_description.json")).expect("the description is JSON")
});

/// Fails the test unless `value` has exactly the fields of `shape`, each of its type.
pub fn check(shape: &str, value: &Value) {
    check_type(shape, shape, value);
}

fn check_type(at: &str, kind: &str, value: &Value) {
    if let Some(kind) = kind.strip_suffix('?') {
        if !value.is_null() {
            check_type(at, kind, value);
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
            check_type(&format!("{at}[{index}]"), item, entry);
        }
        return;
    }
    let fits = match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "uuid" => value
            .as_str()
            .is_some_and(|text| uuid::Uuid::parse_str(text).is_ok()),
        _ => return check_object(at, kind, value),
    };
    assert!(fits, "{at} is of type {kind}, not {value}");
}

fn check_object(at: &str, kind: &str, value: &Value) {
    let fields = DESCRIPTION[kind]
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
        check_type(&format!("{at}.{name}"), kind, value);
    }
}
