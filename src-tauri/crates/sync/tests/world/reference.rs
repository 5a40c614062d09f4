//! What must be in the cache in the end, told as plainly as possible and without the engine's code.
//!
//! What is knowable:
//! - Interviews, their people and videos: all of it, for Ribbon can be asked.
//! - Statuses: only what arrived. Between two changes that arrived, others were lost if the later one
//!   does not begin where the earlier one ended; then there must be a gap, and nowhere else. Changes
//!   that were lost and led back to where they began cannot be seen. The very same change again with
//!   nothing in between is one that came twice (or one whose way back was lost, which looks alike).
//! - Changes of one candidate in one flow that overtake each other cannot be told from others, so in
//!   these histories they do not; everything else overtakes everything.

use std::collections::{BTreeMap, BTreeSet};

/// What Ribbon did, and what of it arrived.
#[derive(Default)]
pub(crate) struct Reference {
    pub(crate) interviews: BTreeMap<String, Interview>,
    /// By address and flow, in order.
    pub(crate) moves: BTreeMap<(String, String), Vec<Move>>,
    /// Webhooks that nobody understands.
    pub(crate) nonsense: usize,
    /// Videos of which the user must be told.
    pub(crate) videos_to_tell: BTreeSet<String>,
}

pub(crate) struct Interview {
    pub(crate) flow: String,
    /// As it should be compared: trimmed, in small letters.
    pub(crate) email: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) is_held: bool,
    pub(crate) has_video: bool,
    /// It was held before the first synchronisation.
    pub(crate) is_old: bool,
}

pub(crate) struct Move {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) arrived: bool,
}

/// A link of a chain: from, to, and the status that was held before a gap.
type Link = (String, String, Option<String>);

impl Reference {
    /// Who an interview is of: an address, or nobody but itself. Ribbon names nobody before it is held.
    fn person(&self, id: &str) -> String {
        let interview = &self.interviews[id];
        match &interview.email {
            Some(email) if interview.is_held => email.clone(),
            _ => format!("anonymous {id}"),
        }
    }

    /// Each interview: person, flow, held, video.
    pub(crate) fn interviews(&self) -> BTreeMap<String, (String, String, bool, bool)> {
        let row = |(id, one): (&String, &Interview)| {
            let facts = (
                self.person(id),
                one.flow.clone(),
                one.is_held,
                one.has_video,
            );
            (id.clone(), facts)
        };
        self.interviews.iter().map(row).collect()
    }

    /// Everybody, with all the names they ever had.
    pub(crate) fn people(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut people: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (id, interview) in &self.interviews {
            let names = people.entry(self.person(id)).or_default();
            names.extend(interview.name.clone().filter(|_| interview.is_held));
        }
        for (email, _) in self.chains().into_keys() {
            people.entry(email).or_default();
        }
        people
    }

    /// The chains as they must be recorded.
    pub(crate) fn chains(&self) -> BTreeMap<(String, String), Vec<Link>> {
        let mut chains = BTreeMap::new();
        for (key, moves) in &self.moves {
            let mut chain: Vec<Link> = Vec::new();
            let mut lost_between = false;
            for one in moves {
                if !one.arrived {
                    lost_between = true;
                    continue;
                }
                let link = match chain.last() {
                    None => (one.from.clone(), one.to.clone(), None),
                    Some((from, to, _)) if *from == one.from && *to == one.to => continue,
                    Some((_, held, _)) if *held != one.from => {
                        assert!(lost_between, "a gap where nothing was lost");
                        (one.from.clone(), one.to.clone(), Some(held.clone()))
                    }
                    Some(_) => (one.from.clone(), one.to.clone(), None),
                };
                chain.push(link);
                lost_between = false;
            }
            if !chain.is_empty() {
                chains.insert(key.clone(), chain);
            }
        }
        chains
    }

    /// Interviews that were held since the first synchronisation: the user is told of each once.
    pub(crate) fn processed(&self) -> BTreeSet<String> {
        let news = self.interviews.iter();
        news.filter(|(_, one)| one.is_held && !one.is_old)
            .map(|(id, _)| format!("processed:{id}"))
            .collect()
    }
}
