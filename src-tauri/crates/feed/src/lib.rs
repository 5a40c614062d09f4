//! Where webhooks come from: a relay's log, a channel, or a receiver on this computer.
//!
//! Every source hands what it receives to one [`Sink`] and tells its sender nothing before the sink
//! has it safe. Sources interpret nothing: a delivery is bytes, a few headers and where it came
//! from. What it means, and whether it is a repeat, is the sink's to find out.
//!
//! | source | module | remembers what we missed |
//! | --- | --- | --- |
//! | a relay's log | [`relay`] | yes, for as long as the relay keeps it |
//! | a channel of smee.io or gosmee | [`channel`] | a gosmee with Redis does; otherwise what is posted while we are away is lost |
//! | a receiver on this computer | [`receiver`] | no: what is posted while we are away is lost |

mod backoff;
pub mod channel;
mod error;
mod http;
mod link;
pub mod receiver;
pub mod relay;
mod sink;
mod sse;

pub use error::Error;
pub use link::Running;
pub use sink::{Gap, GapReason, Received, Sink, SinkError, SourceState};
