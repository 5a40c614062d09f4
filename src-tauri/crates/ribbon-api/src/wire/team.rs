//! Teams and their members (specification: `Team`, `TeamMember`).

use super::fields::{Fields, Source, without_bom};
use super::repair::readable;
use crate::item::{Item, Reading};
use domain::{Team, TeamId, TeamMember};

/// Reads one team. A field that cannot be read costs that field alone.
pub fn parse_team(bytes: &[u8]) -> Item<Team> {
    with_id(bytes, |id, fields| Team {
        id: TeamId::new(id),
        name: fields.text("name").value().unwrap_or_default(),
        created_at: fields.text("created_at").value().unwrap_or_default(),
    })
}

/// Reads one member of a team. A field that cannot be read costs that field alone.
pub fn parse_team_member(bytes: &[u8]) -> Item<TeamMember> {
    with_id(bytes, |id, fields| TeamMember {
        id,
        email: fields.text("email").value(),
        full_name: fields.text("full_name").value(),
    })
}

fn with_id<T>(bytes: &[u8], read: impl FnOnce(String, &mut Fields<'_>) -> T) -> Item<T> {
    let repaired = readable(without_bom(bytes));
    let source = Source::new(&repaired);
    let Some(mut fields) = source.object() else {
        return Item::not_json(bytes);
    };
    let Some(id) = fields.needed_id("id") else {
        drop(fields);
        return Item::unreadable(bytes, None, source.into_problems());
    };
    let item = read(id, &mut fields);
    drop(fields);
    Item::Read(Reading {
        item,
        problems: source.into_problems(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_is_read_as_documented() {
        let text = r#"{"id":"t1","name":"Engineering","created_at":"2025-01-02"}"#;
        let expected = Team {
            id: TeamId::new("t1"),
            name: "Engineering".into(),
            created_at: "2025-01-02".into(),
        };
        assert_eq!(parse_team(text.as_bytes()), Item::flawless(expected));
    }

    #[test]
    fn a_member_may_have_no_name_and_no_address() {
        for text in [r#"{"id":"m1","email":null}"#, r#"{"id":"m1","later":{}}"#] {
            let member = parse_team_member(text.as_bytes()).read().unwrap();
            assert_eq!((member.full_name, member.email), (None, None), "{text}");
        }
        let item = parse_team_member(br#"{"id":"m1","full_name":7}"#);
        assert_eq!(item.problems()[0].field, "full_name", "{item:?}");
        let item = parse_team_member(br#"{"email":"a@b.c"}"#);
        assert!(matches!(item, Item::Unreadable(_)), "nobody: {item:?}");
    }
}
