//! What the engine tells the world.

use crate::State;
use domain::notification::Notice;

/// Where a click on a notice leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A candidate, at one of their interviews where that is meant.
    Candidate {
        /// The candidate's row in the cache.
        candidate_id: i64,
        /// The interview.
        interview_id: Option<String>,
    },
    /// The inbox.
    Inbox,
}

/// What the engine tells the world: implemented by the program with its window, and by tests.
/// Calls come from the engine's own thread and must return at once.
pub trait Shell: Send + Sync {
    /// Whether it shows notices at all. Where it does not, they wait in the cache for one that does.
    fn shows_notices(&self) -> bool {
        true
    }
    /// Tell the user.
    fn notify(&self, notice: &Notice, target: &Target);
    /// The cache changed; `seq` is the newest change's number.
    fn changed(&self, seq: i64);
    /// How fresh the cache is has changed.
    fn state(&self, state: &State);
}
