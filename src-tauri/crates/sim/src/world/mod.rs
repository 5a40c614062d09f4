//! The company the stand-in pretends to be: teams, flows, interviews and where every candidate stands.
//! Only small records live here; what was said is composed when asked for.

mod chains;
mod flow;
mod found;
mod interview;
mod listing;
mod people;

use std::collections::HashMap;
use std::sync::Arc;

pub use chains::Step;
pub(crate) use chains::{Chains, Moved, next_status};
pub(crate) use flow::{Flow, LANGUAGES, Origin, VOICES};
pub(crate) use interview::{Interview, Parts};
use listing::Listing;
pub(crate) use people::Who;

use crate::chance::Chance;
use crate::config::{Config, Order};
use crate::ids::{FlowId, InterviewId, TeamId};
use crate::wire;

/// Everything that exists.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) teams: Vec<wire::Team>,
    pub(crate) members: Vec<Member>,
    /// A team of another organisation, so that a refusal can be provoked.
    pub(crate) foreign_team: TeamId,
    pub(crate) flows: Vec<Arc<Flow>>,
    pub(crate) chains: Chains,
    interviews: Vec<Interview>,
    by_id: HashMap<InterviewId, usize>,
    listing: Listing,
    /// Draws for everything that happens after the start.
    pub(crate) chance: Chance,
}

/// A team member and the team that recruits with them.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) team: TeamId,
    pub(crate) shown: wire::TeamMember,
}

impl World {
    /// The world this configuration describes, before anything has happened.
    pub(crate) fn found(config: &Config) -> Self {
        found::found(config)
    }

    fn empty(config: &Config) -> Self {
        Self {
            seed: config.seed,
            teams: Vec::new(),
            members: Vec::new(),
            foreign_team: TeamId(Chance::new(config.seed, "foreign team", 0).uuid()),
            flows: Vec::new(),
            chains: Chains::default(),
            interviews: Vec::new(),
            by_id: HashMap::new(),
            listing: Listing::new(config.order, config.seed),
            chance: Chance::new(config.seed, "what happens", 0),
        }
    }

    /// All interviews in the order they were created.
    pub(crate) fn interviews(&self) -> &[Interview] {
        &self.interviews
    }

    pub(crate) fn interview(&self, id: InterviewId) -> Option<&Interview> {
        self.by_id
            .get(&id)
            .and_then(|&index| self.interviews.get(index))
    }

    pub(crate) fn interview_mut(&mut self, id: InterviewId) -> Option<&mut Interview> {
        self.by_id
            .get(&id)
            .and_then(|&index| self.interviews.get_mut(index))
    }

    /// The organisation's interviews that `wanted` accepts, in the order of lists, from `offset` on.
    pub(crate) fn page(
        &self,
        offset: usize,
        limit: usize,
        wanted: impl Fn(&Interview) -> bool,
    ) -> Vec<Interview> {
        self.listing
            .iter()
            .filter_map(|index| self.interviews.get(index))
            .filter(|interview| !interview.flow.is_foreign() && wanted(interview))
            .skip(offset)
            .take(limit)
            .cloned()
            .collect()
    }

    pub(crate) fn flow(&self, id: &str) -> Option<&Arc<Flow>> {
        self.flows.iter().find(|flow| flow.id.0 == id)
    }

    /// The organisation's flow with this id or, for control calls, this title.
    pub(crate) fn named_flow(&self, id_or_title: &str) -> Option<&Arc<Flow>> {
        let mut own = self.flows.iter().filter(|flow| !flow.is_foreign());
        own.clone()
            .find(|flow| flow.id.0 == id_or_title)
            .or_else(|| own.find(|flow| flow.title == id_or_title))
    }

    /// Changes a flow; interviews already read keep what they had read.
    pub(crate) fn change_flow(&mut self, id: &FlowId, change: impl FnOnce(&mut Flow)) {
        let Some(flow) = self.flows.iter_mut().find(|flow| flow.id == *id) else {
            return;
        };
        change(Arc::make_mut(flow));
        let flow = Arc::clone(flow);
        for interview in self
            .interviews
            .iter_mut()
            .filter(|other| other.flow.id == *id)
        {
            interview.flow = Arc::clone(&flow);
        }
    }

    /// Sends the webhooks of all the organisation's flows somewhere else.
    pub(crate) fn change_webhooks(&mut self, url: Option<&str>, secret: Option<&str>) {
        let ids: Vec<FlowId> = self.flows.iter().map(|flow| flow.id.clone()).collect();
        for id in ids {
            self.change_flow(&id, |flow| {
                flow.options.webhook_url = url.map(str::to_owned);
                flow.options.webhook_secret_key = secret.map(str::to_owned);
            });
        }
    }

    /// Adds an interview at the place in the list that the order gives it.
    pub(crate) fn add(&mut self, flow: &Arc<Flow>, who: Who, parts: Parts) -> InterviewId {
        let number = self.interviews.len();
        let mut chance = Chance::new(self.seed, "interview", number as u64);
        let id = InterviewId(chance.uuid());
        let interview = Interview {
            id,
            number: number as u64,
            flow: Arc::clone(flow),
            link: chance.uuid(),
            who,
            completed: parts.completed,
            video_ready: parts.video_ready,
            revoked: false,
            invited: parts.invited,
        };
        self.interviews.push(interview);
        self.by_id.insert(id, number);
        self.listing.insert(number);
        id
    }
}

/// How the list's order was configured, for the truth report.
pub(crate) fn order_name(order: Order) -> &'static str {
    match order {
        Order::NewestFirst => "newest-first",
        Order::OldestFirst => "oldest-first",
        Order::Shuffled => "shuffled",
    }
}
