//! The stand-in from outside: over HTTP, as a client made from Ribbon's specification meets it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "tests may panic"
)]

mod coherence;
mod conformance;
mod control;
mod faults;
mod latest;
mod mixed;
mod program;
mod recordings;
mod support;
mod webhooks;
mod webm;
