//! The world at the start: everything follows from the seed.

use std::sync::Arc;

use super::{
    APRIL_DEFAULT_VOICE, Flow, LATEST_DEFAULT_VOICE, Member, Origin, Parts, Webhook, Who, World,
};
use crate::bank::{self, PLACES, Role};
use crate::chance::Chance;
use crate::config::{Api, Config};
use crate::ids::{FlowId, MemberId, TeamId};
use crate::moment::Moment;
use crate::wire::{self, FlowOptions, FlowStatus};

/// The share of interviews that were never finished.
const INCOMPLETE: f64 = 0.06;
/// The share of interviews whose candidate had one before.
const RETURNING: f64 = 0.2;
/// The share of these who repeat the interview of the same flow.
const RETRYING: f64 = 0.3;
/// The fewest flows among which the last two are a closed and an archived one.
const FLOWS_WITH_CLOSED: usize = 5;
/// The time over which the interviews spread: six weeks.
const SPREAD_MS: u64 = 42 * 24 * 3_600_000;
/// No generated interview ended later than this before the start.
const LATEST_MS: u64 = 600_000;
/// How far an interview may have ended before the one created before it.
const JITTER_MS: u64 = 8 * 3_600_000;

pub(super) fn found(config: &Config, now: Moment) -> World {
    let mut world = World::empty(config);
    world.teams = teams(config.seed);
    world.members = members(config.seed, &world.teams);
    for number in 0..config.flows {
        let flow = founded_flow(config, number, &world.teams);
        world.flows.push(Arc::new(flow));
    }
    let own = world.flows.clone();
    let mut known: Vec<(Who, Arc<Flow>)> = Vec::new();
    let mut chance = Chance::new(config.seed, "people", 0);
    for number in 0..config.interviews {
        let ended = ended(config, number, now);
        add_one(&mut world, &own, &mut known, &mut chance, ended);
    }
    add_what_belongs_to_others(&mut world, config, now);
    world
}

fn add_one(
    world: &mut World,
    flows: &[Arc<Flow>],
    known: &mut Vec<(Who, Arc<Flow>)>,
    chance: &mut Chance,
    ended: Moment,
) {
    let Some(mut flow) = pick_flow(flows, chance).cloned() else {
        return;
    };
    let who = match known.get(chance.below(known.len())) {
        Some((before, last_flow)) if chance.happens(RETURNING) => {
            let who = before.again(chance);
            let mut retry = Chance::new(world.seed, "retry", world.interviews.len() as u64);
            if retry.happens(RETRYING) {
                flow = Arc::clone(last_flow);
            }
            who
        }
        _ => {
            let who = Who::invent(chance, flow.language().code);
            if who.email.is_some() {
                known.push((who.clone(), Arc::clone(&flow)));
            }
            who
        }
    };
    let is_completed = !chance.happens(INCOMPLETE);
    let parts = Parts {
        ended: is_completed.then_some(ended),
        video_ready: flow.records_video(),
        invited: false,
    };
    world.add(&flow, who, parts);
}

/// When the interview with this number ended: the later it was created the later, but for some hours.
fn ended(config: &Config, number: usize, now: Moment) -> Moment {
    let mut chance = Chance::new(config.seed, "ended", number as u64);
    let younger = config.interviews.saturating_sub(number + 1) as u64;
    let age_ms = SPREAD_MS * younger / config.interviews.max(1) as u64;
    now.minus(LATEST_MS + age_ms + chance.between(0, JITTER_MS))
}

/// Whether the flow with this number is open: of several, the last is archived and the one before it
/// closed.
fn status(flows: usize, number: usize) -> FlowStatus {
    match flows - number {
        1 if flows >= FLOWS_WITH_CLOSED => FlowStatus::Archived,
        2 if flows >= FLOWS_WITH_CLOSED => FlowStatus::Closed,
        _ => FlowStatus::Open,
    }
}

/// The webhook of the flow with this number. One flow leaves its webhooks to the organisation, if that
/// has an address for them: the last open one.
fn webhook(config: &Config, number: usize) -> Webhook {
    let last_open = (0..config.flows)
        .rev()
        .find(|&number| status(config.flows, number) == FlowStatus::Open);
    let is_left = config.org_webhook_url.is_some() && config.flows >= 2;
    if is_left && last_open == Some(number) {
        return Webhook::default();
    }
    Webhook {
        url: config.webhook_url.clone(),
        secret: config.webhook_secret.clone(),
    }
}

/// One flow in two has the voice that is the newest description's default, where only that answers.
fn voice(api: Api, number: usize) -> &'static str {
    if api == Api::Latest && number % 2 == 1 {
        LATEST_DEFAULT_VOICE
    } else {
        APRIL_DEFAULT_VOICE
    }
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
        criteria: roles
            .get(index)
            .map(|role| role.criteria.clone())
            .unwrap_or_default(),
        status: status(config.flows, number),
        origin: Origin::Founded,
    };
    if let Some(role) = roles.get(index) {
        describe(&mut flow, role, number, config);
    }
    flow
}

fn describe(flow: &mut Flow, role: &Role, number: usize, config: &Config) {
    flow.title = title(role, number / bank::roles().len().max(1));
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
    let webhook = webhook(config, number);
    flow.options = FlowOptions {
        voice_id: Some(voice(config.api, number).to_owned()),
        language: Some(role.language.to_owned()),
        interview_type: Some("recruitment".to_owned()),
        is_video_enabled: Some(role.video),
        is_doc_upload_enabled: Some(number % 3 == 1),
        webhook_url: webhook.url,
        webhook_secret_key: webhook.secret,
        ..FlowOptions::default()
    };
    if number % 3 == 1 {
        say_more(&mut flow.options);
    }
}

/// What only some organisations fill in.
fn say_more(options: &mut FlowOptions) {
    options.additional_info = Some("The team is spread over three time zones.".to_owned());
    options.additional_instructions = Some("Keep a friendly tone.".to_owned());
    options.redirect_url = Some("https://northwind.example/thank-you".to_owned());
    options.intro = Some("Welcome, and thank you for taking the time.".to_owned());
    options.outro = Some("We will be in touch within a week.".to_owned());
}

/// The title of a role's flow; from the second one on it names a place.
fn title(role: &Role, round: usize) -> String {
    match round {
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
    }
}

/// A flow and an interview of another organisation, so that a client's handling of 403 can be tried.
fn add_what_belongs_to_others(world: &mut World, config: &Config, now: Moment) {
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
        criteria: Vec::new(),
        status: FlowStatus::Open,
        origin: Origin::Foreign,
    });
    world.flows.push(Arc::clone(&flow));
    let who = Who::invent(&mut chance, "en-US");
    world.add(
        &flow,
        who,
        Parts {
            ended: Some(now.minus(LATEST_MS)),
            ..Parts::default()
        },
    );
}
