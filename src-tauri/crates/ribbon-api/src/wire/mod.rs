//! Ribbon's JSON, in the shapes of both published descriptions, read with more patience than they ask
//! for: a null, a missing or a damaged field is a gap in one item, never a reason to lose it.

mod careful;
pub(crate) mod fields;
pub(crate) mod flow;
pub(crate) mod interview;
mod interview_data;
mod object;
pub(crate) mod repair;
mod scores;
pub(crate) mod team;
pub(crate) mod time;

use serde::{Deserialize, Deserializer};

/// Reads a null as the type's default.
pub(crate) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}
