//! The world at the start: everything follows from the seed.

use std::sync::Arc;

use super::{Flow, Member, Origin, Parts, Who, World};
use crate::bank::{self, PLACES, Role};
use crate::chance::Chance;
use crate::config::Config;
use crate::ids::{FlowId, MemberId, TeamId};
use crate::wire::{self, FlowOptions};

/// The share of interviews that were never finished.
const INCOMPLETE: f64 = 0.06;
/// The share of interviews whose candidate had one before.
const RETURNING: f64 = 0.2;

pub(super) fn found(config: &Config) -> World {
    let mut world = World::empty(config);
    world.teams = teams(config.seed);
    world.members = members(config.seed, &world.teams);
    for number in 0..config.flows {
        let flow = founded_flow(config, number, &world.teams);
        world.flows.push(Arc::new(flow));
    }
    let own = world.flows.clone();
    let mut known: Vec<Who> = Vec::new();
    let mut chance = Chance::new(config.seed, "people", 0);
    for _ in 0..config.interviews {
        add_one(&mut world, &own, &mut known, &mut chance);
    }
    add_what_belongs_to_others(&mut world, config);
    world
}

fn add_one(world: &mut World, flows: &[Arc<Flow>], known: &mut Vec<Who>, chance: &mut Chance) {
    let Some(flow) = pick_flow(flows, chance) else {
        return;
    };
    let who = match known.get(chance.below(known.len())) {
        Some(before) if chance.happens(RETURNING) => before.again(chance),
        _ => {
            let who = Who::invent(chance, flow.language().code);
            if who.email.is_some() {
                known.push(who.clone());
            }
            who
        }
    };
    let completed = !chance.happens(INCOMPLETE);
    let parts = Parts {
        completed,
        video_ready: flow.records_video(),
        invited: false,
    };
    world.add(flow, who, parts);
}

/// The first flows are the busiest.
fn pick_flow<'a>(flows: &'a [Arc<Flow>], chance: &mut Chance) -> Option<&'a Arc<Flow>> {
    let (one, other) = (chance.below(flows.len()), chance.below(flows.len()));
    flows.get(one.min(other))
}

fn teams(seed: u64) -> Vec<wire::Team> {
    let mut chance = Chance::new(seed, "teams", 0);
    [
        ("Talent Acquisition", "2023-02-14T09:12:44"),
        ("Stores and Care", "2024-06-03T15:30:02"),
    ]
    .into_iter()
    .map(|(name, created_at)| wire::Team {
        id: TeamId(chance.uuid()),
        name: name.to_owned(),
        created_at: created_at.to_owned(),
    })
    .collect()
}

/// One member keeps back the address and another the name, as the specification allows.
fn members(seed: u64, teams: &[wire::Team]) -> Vec<Member> {
    const PEOPLE: [(Option<&str>, Option<&str>); 5] = [
        (
            Some("dana.whitaker@northwind.example"),
            Some("Dana Whitaker"),
        ),
        (
            Some("tomas.lindqvist@northwind.example"),
            Some("Tomás Lindqvist"),
        ),
        (Some("hr-inbox@northwind.example"), None),
        (Some("keiko.arai@northwind.example"), Some("新井 恵子")),
        (None, Some("Priya Raman")),
    ];
    let mut chance = Chance::new(seed, "members", 0);
    PEOPLE
        .into_iter()
        .zip(teams.iter().cycle())
        .map(|((email, full_name), team)| Member {
            team: team.id,
            shown: wire::TeamMember {
                id: MemberId(chance.uuid()),
                email: email.map(str::to_owned),
                full_name: full_name.map(str::to_owned),
            },
        })
        .collect()
}

fn founded_flow(config: &Config, number: usize, teams: &[wire::Team]) -> Flow {
    let mut chance = Chance::new(config.seed, "flow", number as u64);
    let roles = bank::roles();
    let index = number % roles.len().max(1);
    let fallback = TeamId(chance.uuid());
    let team = teams
        .get(usize::from(matches!(index, 2 | 4)))
        .map_or(fallback, |team| team.id);
    let mut flow = Flow {
        id: FlowId(chance.short_id()),
        team,
        org_name: config.org_name.clone(),
        title: format!("Flow {}", number + 1),
        questions: Vec::new(),
        options: FlowOptions::default(),
        role: Some(index),
        scores_language: chance.happens(0.5),
        archived: false,
        origin: Origin::Founded,
    };
    if let Some(role) = roles.get(index) {
        describe(&mut flow, role, number / roles.len().max(1), config);
    }
    flow
}

fn describe(flow: &mut Flow, role: &Role, round: usize, config: &Config) {
    flow.title = match round {
        0 => role.title.to_owned(),
        _ => {
            let place = PLACES
                .get((round - 1) % PLACES.len())
                .copied()
                .unwrap_or_default();
            let again = (round - 1) / PLACES.len();
            let suffix = if again == 0 {
                String::new()
            } else {
                format!(" {}", again + 1)
            };
            format!("{}, {place}{suffix}", role.title)
        }
    };
    let unspaced = bank::language(role.language).separator.is_empty();
    flow.questions = role
        .questions
        .iter()
        .map(|question| {
            if unspaced {
                question.replace(' ', "")
            } else {
                (*question).to_owned()
            }
        })
        .collect();
    flow.options = FlowOptions {
        voice_id: Some("11labs-Kate".to_owned()),
        language: Some(role.language.to_owned()),
        interview_type: Some("recruitment".to_owned()),
        is_video_enabled: Some(role.video),
        is_doc_upload_enabled: Some(false),
        webhook_url: config.webhook_url.clone(),
        webhook_secret_key: config.webhook_secret.clone(),
        ..FlowOptions::default()
    };
}

/// A flow and an interview of another organisation, so that a client's handling of 403 can be tried.
fn add_what_belongs_to_others(world: &mut World, config: &Config) {
    let mut chance = Chance::new(config.seed, "others", 0);
    let flow = Arc::new(Flow {
        id: FlowId(chance.short_id()),
        team: world.foreign_team,
        org_name: "Another Company".to_owned(),
        title: "Not yours".to_owned(),
        questions: vec!["Why are you here?".to_owned()],
        options: FlowOptions::default(),
        role: None,
        scores_language: false,
        archived: false,
        origin: Origin::Foreign,
    });
    world.flows.push(Arc::clone(&flow));
    let who = Who::invent(&mut chance, "en-US");
    world.add(
        &flow,
        who,
        Parts {
            completed: true,
            ..Parts::default()
        },
    );
}
