//! What calls cost.

use std::sync::atomic::{AtomicU64, Ordering};

/// What the calls of a client and its clones have cost so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Requests sent, answered or not.
    pub requests: u64,
    /// Bytes of answers as they came over the wire, still packed; headers and TLS not counted.
    pub bytes: u64,
}

/// Counts what calls cost.
#[derive(Default)]
pub(crate) struct Counters {
    requests: AtomicU64,
    bytes: AtomicU64,
}

impl Counters {
    pub(crate) fn asked(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn received(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(crate) fn read(&self) -> Usage {
        Usage {
            requests: self.requests.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
        }
    }
}
