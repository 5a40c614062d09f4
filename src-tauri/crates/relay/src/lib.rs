//! A store-and-forward server that keeps Ribbon's webhooks until every laptop has read them.
//!
//! Ribbon posts a webhook once, to one public address; a recruiter's laptop is behind a router and
//! asleep half the day. The relay stores first and answers afterwards, and each laptop reads from
//! its own place in the log. The wire format is the crate [`relay_protocol`]; how to operate the
//! server is in `docs/RELAY.md`.
//!
//! [`serve`] runs a relay inside another program, which is what tests do; the program
//! `ribbon-relay` is the same with a command line.
//!
//! | module | what |
//! | --- | --- |
//! | `http` | what each call does |
//! | `server` | listening, TLS, stopping |
//! | `forward` | delivering events to other systems |
//! | [`store`] | the log and the registry, on SQLite or NATS JetStream |
//! | [`admin`] | what an operator does |
//! | [`cli`] | the command line |

pub mod admin;
pub mod cli;
mod clock;
mod config;
mod error;
mod forward;
mod http;
mod metrics;
mod relay_time;
pub mod secret;
mod server;
mod signature;
pub mod store;

pub use clock::Clock;
pub use config::{Config, NatsConfig, Pace, StoreConfig, TlsFiles};
pub use error::{Error, Result};
pub use server::{Running, serve};
