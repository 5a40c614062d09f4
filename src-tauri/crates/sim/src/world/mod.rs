//! The company the stand-in pretends to be: teams, flows, interviews and where every candidate stands.
//! Only small records live here; what was said is composed when asked for.

mod chains;
mod flow;
mod found;
mod interview;
mod listing;
mod people;
mod voices;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

pub use chains::Step;
pub(crate) use chains::{Chains, Moved, next_status};
pub(crate) use flow::{Flow, LANGUAGES, Origin};
pub(crate) use interview::{Interview, Parts, View};
use listing::Listing;
pub(crate) use people::Who;
pub(crate) use voices::{APRIL_DEFAULT_VOICE, APRIL_VOICES, LATEST_DEFAULT_VOICE, LATEST_VOICES};

use crate::chance::Chance;
use crate::config::{Config, Order};
use crate::ids::{FlowId, InterviewId, TeamId};
use crate::moment::Moment;
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
    pub(crate) org_webhook: Webhook,
    /// By number; a deleted one leaves its place empty.
    interviews: Vec<Option<Interview>>,
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

/// Where webhooks go and what signs them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Webhook {
    pub(crate) url: Option<String>,
    pub(crate) secret: Option<String>,
}

impl World {
    /// The world this configuration describes, before anything has happened.
    pub(crate) fn found(config: &Config, now: Moment) -> Self {
        found::found(config, now)
    }

    fn empty(config: &Config) -> Self {
        Self {
            seed: config.seed,
            teams: Vec::new(),
            members: Vec::new(),
            foreign_team: TeamId(Chance::new(config.seed, "foreign team", 0).uuid()),
            flows: Vec::new(),
            chains: Chains::default(),
            org_webhook: Webhook {
                url: config.org_webhook_url.clone(),
                secret: config.org_webhook_secret.clone(),
            },
            interviews: Vec::new(),
            by_id: HashMap::new(),
            listing: Listing::new(config.order, config.seed),
            chance: Chance::new(config.seed, "what happens", 0),
        }
    }

    /// All interviews in the order they were created.
    pub(crate) fn interviews(&self) -> impl Iterator<Item = &Interview> {
        self.interviews.iter().flatten()
    }

    /// One of the interviews, chosen by chance; nothing where the choice falls on a deleted one.
    pub(crate) fn any_interview(&mut self) -> Option<&Interview> {
        let number = self.chance.below(self.interviews.len());
        self.numbered(number)
    }

    fn numbered(&self, number: usize) -> Option<&Interview> {
        self.interviews.get(number).and_then(Option::as_ref)
    }

    pub(crate) fn interview(&self, id: InterviewId) -> Option<&Interview> {
        self.by_id
            .get(&id)
            .and_then(|&number| self.numbered(number))
    }

    pub(crate) fn interview_mut(&mut self, id: InterviewId) -> Option<&mut Interview> {
        self.by_id
            .get(&id)
            .and_then(|&number| self.interviews.get_mut(number)?.as_mut())
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
            .filter_map(|number| self.numbered(number))
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
            .flatten()
            .filter(|other| other.flow.id == *id)
        {
            interview.flow = Arc::clone(&flow);
        }
    }

    /// Gives every flow of the organisation this webhook of its own.
    pub(crate) fn change_webhooks(&mut self, webhook: &Webhook) {
        let ids: Vec<FlowId> = self.flows.iter().map(|flow| flow.id.clone()).collect();
        for id in ids {
            self.change_webhook(&id, webhook);
        }
    }

    /// Gives one flow this webhook of its own.
    pub(crate) fn change_webhook(&mut self, id: &FlowId, webhook: &Webhook) {
        self.change_flow(id, |flow| {
            flow.options.webhook_url.clone_from(&webhook.url);
            flow.options.webhook_secret_key.clone_from(&webhook.secret);
        });
    }

    /// Where a flow's webhooks go: to its own URL, signed with its own secret, or else to the
    /// organisation's.
    pub(crate) fn webhook_of(&self, flow: &Flow) -> Webhook {
        match &flow.options.webhook_url {
            Some(url) => Webhook {
                url: Some(url.clone()),
                secret: flow.options.webhook_secret_key.clone(),
            },
            None => self.org_webhook.clone(),
        }
    }

    /// Removes an interview as if it had never been; false when there is none with this id.
    pub(crate) fn delete(&mut self, id: InterviewId) -> bool {
        let Some(number) = self.by_id.remove(&id) else {
            return false;
        };
        self.listing.remove(number);
        self.interviews
            .get_mut(number)
            .is_some_and(|place| place.take().is_some())
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
            ended: parts.ended,
            video_ready: parts.video_ready,
            revision: 0,
            length: Arc::new(OnceLock::new()),
            revoked: false,
            invited: parts.invited,
        };
        self.interviews.push(Some(interview));
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
