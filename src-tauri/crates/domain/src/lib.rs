//! What an interview, a candidate, a pipeline and a transition are: pure rules, no input or output.
//!
//! Nothing here reads a file, a socket or the system's clock: time is passed in as [`UnixMs`], so
//! that every rule can be tested with plain values.

pub mod email;
pub mod ids;
pub mod interview;
pub mod language;
pub mod notification;
pub mod person;
pub mod questions;
pub mod reading;
pub mod scores;
pub mod status;
pub mod time;
pub mod transition;
pub mod trust;

pub use email::Email;
pub use ids::{CandidateId, DeliveryId, FlowId, InterviewId, TeamId, TransitionId};
pub use interview::{
    Flow, FlowStatus, Interview, InterviewData, InterviewStatus, QuestionSpan, Segment, Team,
    TeamMember, Word,
};
pub use language::Language;
pub use person::{CandidateKey, Interviewee};
pub use reading::{FieldProblem, FlowField, InterviewField, ProblemReason};
pub use scores::{CriterionKey, Score, Scores, ScoringSystem};
pub use status::Status;
pub use time::{Clock, SystemClock, UnixMs};
pub use transition::{Link, Verdict};
pub use trust::{Road, Trust};
