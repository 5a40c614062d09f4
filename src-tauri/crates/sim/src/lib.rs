//! A stand-in for Ribbon's API and webhooks, for the demo and for tests.
//!
//! It answers every public call with the status codes and bodies that either of Ribbon's two API
//! descriptions names, invents a
//! company with candidates from many places, lets interviews appear and candidates move, and fails on
//! purpose when asked to. Everything follows from a seed; nothing is large in memory, because what was
//! said in an interview, and how it sounds, is computed when it is asked for.
//!
//! ```no_run
//! # async fn example() -> Result<(), ribbon_sim::Error> {
//! let sim = ribbon_sim::Sim::start(ribbon_sim::Config::default()).await?;
//! sim.set_webhook(Some("http://127.0.0.1:8080/hook"), Some("secret")).await;
//! let done = sim.complete("Backend Engineer", Some("ann@example.com")).await?;
//! sim.video(done.interview_id).await?;
//! sim.status("Backend Engineer", "ann@example.com", "shortlisted").await?;
//! # Ok(())
//! # }
//! ```

mod api;
mod bank;
mod chance;
mod config;
mod control;
mod conversation;
mod damage;
mod driver;
mod error;
mod faults;
mod happenings;
mod ids;
mod interventions;
mod media;
mod moment;
mod recording;
mod sample;
mod score;
mod server;
mod shared;
mod truth;
mod version;
mod webhooks;
mod wire;
mod world;

pub use config::{Api, Config, Order};
pub use damage::Damage;
pub use error::Error;
pub use faults::{Fault, FaultKind};
pub use happenings::{Complete, Completed, Delivery, Move, MoveMade};
pub use ids::{FlowId, InterviewId, MemberId, TeamId};
pub use sample::{sample, sample_flows, sample_recording, sample_until};
pub use score::{Criterion, Score, ScoringSystem};
pub use server::{Running, Sim};
pub use truth::{Foreign, TrueCandidate, TrueFlow, TrueInterview, Truth};
pub use webhooks::{Outcome, Sent};
pub use wire::FlowStatus;
pub use world::Step;
