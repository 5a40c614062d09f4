//! Items served with a field that is not as described: what replaces it may be any text, even one that is
//! not JSON.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{FlowId, InterviewId, MemberId, TeamId};

/// What `/sim/damage` takes: one item, one of its fields, and the text to replace its value with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Damage {
    /// The interview to damage.
    pub interview_id: Option<InterviewId>,
    /// The flow to damage, by id or title.
    pub flow: Option<String>,
    /// The team to damage.
    pub team: Option<TeamId>,
    /// The team member to damage.
    pub member: Option<MemberId>,
    /// The field as a JSON pointer, such as `/interview_data/summary`; the empty one is the whole item.
    pub field: String,
    /// What the answers hold instead of the field's value, byte for byte; nothing undoes the damage.
    pub raw: Option<String>,
}

impl Damage {
    /// Damages a field of an interview.
    pub fn interview(id: InterviewId, field: &str, raw: Option<&str>) -> Self {
        Self {
            interview_id: Some(id),
            ..Self::field(field, raw)
        }
    }

    /// Damages a field of the flow with this id or title.
    pub fn flow(id_or_title: &str, field: &str, raw: Option<&str>) -> Self {
        Self {
            flow: Some(id_or_title.to_owned()),
            ..Self::field(field, raw)
        }
    }

    /// Damages a field of a team.
    pub fn team(id: TeamId, field: &str, raw: Option<&str>) -> Self {
        Self {
            team: Some(id),
            ..Self::field(field, raw)
        }
    }

    /// Damages a field of a team member.
    pub fn member(id: MemberId, field: &str, raw: Option<&str>) -> Self {
        Self {
            member: Some(id),
            ..Self::field(field, raw)
        }
    }

    fn field(field: &str, raw: Option<&str>) -> Self {
        Self {
            field: field.to_owned(),
            raw: raw.map(str::to_owned),
            ..Self::default()
        }
    }
}

/// An item of the API's answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Item {
    Interview(InterviewId),
    Flow(FlowId),
    Team(TeamId),
    Member(MemberId),
}

/// All damages in force: the texts by item and field.
#[derive(Debug, Default)]
pub(crate) struct Damages(HashMap<Item, BTreeMap<String, String>>);

impl Damages {
    /// Puts a damage in force, or ends it.
    pub(crate) fn set(&mut self, item: Item, field: String, raw: Option<String>) {
        let fields = self.0.entry(item).or_default();
        match raw {
            Some(raw) => fields.insert(field, raw),
            None => fields.remove(&field),
        };
    }

    /// The item as JSON, with the damages done to it. A field that the item does not have is not damaged.
    pub(crate) fn text(&self, item: &Item, shown: &impl Serialize) -> serde_json::Result<String> {
        let Some(fields) = self.0.get(item).filter(|fields| !fields.is_empty()) else {
            return serde_json::to_string(shown);
        };
        let mut value = serde_json::to_value(shown)?;
        let mut replaced = Vec::new();
        for (number, (field, raw)) in fields.iter().enumerate() {
            if let Some(place) = value.pointer_mut(field) {
                let marker = format!("@@ribbon-sim damages field {number} here@@");
                replaced.push((format!("\"{marker}\""), raw));
                *place = Value::String(marker);
            }
        }
        let mut text = serde_json::to_string(&value)?;
        for (marker, raw) in replaced {
            text = text.replacen(&marker, raw, 1);
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn damages_replace_exactly_their_fields_until_they_are_undone() {
        let item = Item::Team(TeamId(Uuid::nil()));
        let shown = json!({ "a": { "b": 1, "c": [2, 3] }, "d": "e" });
        let mut damages = Damages::default();
        let mut damage = |field: &str, raw: Option<&str>| {
            damages.set(item.clone(), field.to_owned(), raw.map(str::to_owned));
            damages.text(&item, &shown).unwrap()
        };
        let expected = r#"{"a":{"b":1,"c":[2,1e999]},"d":"e"}"#;
        assert_eq!(damage("/a/c/1", Some("1e999")), expected, "a number");
        let expected = r#"{"a":{"b":1,"c":[2,1e999]},"d":"\ud83d"}"#;
        assert_eq!(damage("/d", Some(r#""\ud83d""#)), expected, "and a text");
        let expected = r#"{"a":{,"d":"\ud83d"}"#;
        assert_eq!(damage("/a", Some("{")), expected, "what holds a damage");
        damage("/a", None);
        damage("/d", None);
        assert_eq!(
            damage("/missing", Some("1")),
            damage("/a/c/1", Some("1e999"))
        );
        assert_eq!(damage("/a/c/1", None), shown.to_string(), "as it was");
    }
}
