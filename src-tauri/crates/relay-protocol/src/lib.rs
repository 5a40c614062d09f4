//! The relay's wire format, version 1: what the relay sends and what a laptop may ask.
//!
//! Pure types: no I/O, no clock, no randomness. The server and the laptop's client share them, so a
//! field that is renamed on one side fails to compile on the other.
//!
//! # The log in one picture
//!
//! ```text
//!   lost to retention │ kept                    │ not yet written
//!   ──────────────────┼─────────────────────────┼────────────────
//!                  oldest                     head
//! ```
//!
//! A [`Cursor`] is a place **between** events. What is kept are the events in the half-open range
//! `(oldest, head]`; `after=<cursor>` reads what comes after that place. So `after=oldest` reads
//! everything that is kept, and an empty log has `oldest == head`.
//!
//! Receivers ignore members they do not know.

mod cursor;
mod device;
mod event;
mod gap;
mod id;
mod page;
mod problem;
pub mod sse;
pub mod timestamp;

pub use cursor::{After, Cursor, CursorError};
pub use device::{Ack, Acked, DeviceInfo, InboxInfo, PairAnswer, PairRequest};
pub use event::{Event, Receipt, Signature, forwards_header};
pub use gap::{GAPS_PARAMETER, GAPS_REFUSED, Gap, GapReason, Refusal, RefusalReason};
pub use id::{DeviceId, DeviceToken, Epoch, EventId, IdError, InboxId, PairingCode, TargetId};
pub use page::{DEFAULT_LIMIT, MAX_LIMIT, MAX_WAIT_SECONDS, Page};
pub use problem::{CONTENT_TYPE as PROBLEM_CONTENT_TYPE, ErrorCode, Problem};
