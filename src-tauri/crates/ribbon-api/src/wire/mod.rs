//! Ribbon's JSON, read with more patience than its specification asks for: a null or a missing
//! field is a gap in one interview, never a reason to lose the page.

pub(crate) mod flow;
pub(crate) mod interview;
mod interview_data;
pub(crate) mod team;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// Reads a null as the type's default.
pub(crate) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// The fields that nothing of ours reads, as JSON text; empty when there are none.
pub(crate) fn extra_text(extra: Map<String, Value>) -> String {
    if extra.is_empty() {
        String::new()
    } else {
        Value::Object(extra).to_string()
    }
}
