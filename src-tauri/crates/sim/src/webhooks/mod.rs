//! Webhooks: what they say, how they are signed and how they are sent.

mod event;
mod postbox;
mod signature;

pub(crate) use event::Event;
pub(crate) use postbox::{Letter, Mishap, Postbox};
pub use postbox::{Outcome, Sent};
