//! The engine: polls Ribbon, takes the feed in, applies both to the cache, decides notifications.
//!
//! One loop over one closed set of inputs (`engine`). Whatever touches the network runs beside
//! the loop and reports back to it, so that a slow answer never holds up a webhook. The engine
//! knows no window: through [`Shell`] it says what changed, never what to redraw.

mod apply;
mod backoff;
mod deed;
mod engine;
mod error;
mod fetch;
mod handle;
mod input;
mod notices;
mod poll;
pub mod rebuild;
mod shell;
mod state;
mod turns;

pub use apply::{Applied, backlog, quarantine};
pub use deed::Done;
pub use engine::{Config, start};
pub use error::Error;
pub use handle::Handle;
pub use shell::{Shell, Target};
pub use state::{Mode, RestTrouble, State};
