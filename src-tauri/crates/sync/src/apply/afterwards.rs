//! What follows from all that one transaction applies: done once at its end, instead of once for each
//! of the hundreds of webhooks that a laptop finds when it wakes.

use super::Context;
use domain::{CandidateId, FlowId};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use store::table::{pipeline, source_cursor};

/// What is left to do, and what need not be done again.
#[derive(Debug, Default)]
pub(crate) struct Afterwards {
    /// Who may stand elsewhere now.
    standings: RefCell<BTreeSet<(CandidateId, FlowId)>>,
    /// How far each feed was read.
    cursors: RefCell<BTreeMap<String, String>>,
    /// The flows and their names, and the statuses, that were written down.
    written: RefCell<HashSet<(FlowId, Named)>>,
}

/// What a webhook names of a flow.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) enum Named {
    /// Its title.
    Title(Option<String>),
    /// One of its statuses.
    Status(String),
}

impl Afterwards {
    /// Where a candidate stands in a flow is to be derived anew.
    pub(crate) fn stands(&self, candidate: CandidateId, flow: &FlowId) {
        let standing = (candidate, flow.clone());
        self.standings.borrow_mut().insert(standing);
    }

    /// A feed was read up to here.
    pub(crate) fn read_to(&self, source: &str, cursor: &str) {
        let (source, cursor) = (source.to_owned(), cursor.to_owned());
        self.cursors.borrow_mut().insert(source, cursor);
    }

    /// Whether this was not written down in this transaction before.
    pub(crate) fn is_new(&self, flow: &FlowId, named: Named) -> bool {
        self.written.borrow_mut().insert((flow.clone(), named))
    }

    /// Something was undone: what was written down may be gone.
    pub(crate) fn undone(&self) {
        self.written.borrow_mut().clear();
    }

    /// Does what is left to do.
    pub(super) fn finish(&self, context: &Context<'_, '_>) -> store::Result<()> {
        for (candidate, flow) in self.standings.take() {
            pipeline::refresh(context.tx, candidate, &flow)?;
        }
        for (source, cursor) in self.cursors.take() {
            source_cursor::set(context.tx, &source, &cursor, context.now)?;
        }
        Ok(())
    }
}
