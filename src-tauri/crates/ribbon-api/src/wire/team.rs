//! Teams and their members (specification: `Team`, `TeamMember`).

use super::or_default;
use domain::{Team, TeamId, TeamMember};
use serde::Deserialize;

/// The answer to `GET /v1/teams`.
#[derive(Deserialize)]
pub(crate) struct Teams {
    teams: Vec<WireTeam>,
}

/// The answer to `GET /v1/team-members`.
#[derive(Deserialize)]
pub(crate) struct TeamMembers {
    team_members: Vec<WireTeamMember>,
}

#[derive(Deserialize)]
struct WireTeam {
    id: TeamId,
    #[serde(default, deserialize_with = "or_default")]
    name: String,
    #[serde(default, deserialize_with = "or_default")]
    created_at: String,
}

#[derive(Deserialize)]
struct WireTeamMember {
    id: String,
    email: Option<String>,
    full_name: Option<String>,
}

impl From<Teams> for Vec<Team> {
    fn from(answer: Teams) -> Self {
        let team = |WireTeam {
                        id,
                        name,
                        created_at,
                    }| Team {
            id,
            name,
            created_at,
        };
        answer.teams.into_iter().map(team).collect()
    }
}

impl From<TeamMembers> for Vec<TeamMember> {
    fn from(answer: TeamMembers) -> Self {
        let member = |WireTeamMember {
                          id,
                          email,
                          full_name,
                      }| TeamMember {
            id,
            email,
            full_name,
        };
        answer.team_members.into_iter().map(member).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_is_read_as_documented() {
        let text = r#"{"teams":[{"id":"t1","name":"Engineering","created_at":"2025-01-02"}]}"#;
        let teams: Vec<Team> = serde_json::from_str::<Teams>(text).unwrap().into();
        let expected = Team {
            id: TeamId::new("t1"),
            name: "Engineering".into(),
            created_at: "2025-01-02".into(),
        };
        assert_eq!(teams, [expected], "all three fields");
    }

    #[test]
    fn a_member_may_have_no_name_and_no_address() {
        let text = r#"{"team_members":[{"id":"m1","email":null},{"id":"m2","full_name":"A B"}]}"#;
        let members: Vec<TeamMember> = serde_json::from_str::<TeamMembers>(text).unwrap().into();
        let names: Vec<_> = members
            .iter()
            .map(|member| member.full_name.as_deref())
            .collect();
        assert_eq!(names, [None, Some("A B")], "null and missing are alike");
    }
}
