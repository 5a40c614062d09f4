//! One candidate: who, where they stand, what they said.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One candidate with everything but the transcripts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CandidateDetail {
    /// The candidate.
    pub candidate_id: i64,
    /// Their name, else their address, else what stands for nobody in the window's language.
    pub name: String,
    /// Their address.
    pub email: Option<String>,
    /// Names they had before, newest first.
    pub former_names: Vec<String>,
    /// Each flow in which they were seen.
    pub flows: Vec<CandidateFlow>,
    /// All their interviews, newest first.
    pub interviews: Vec<InterviewSummary>,
    /// The recruiter's marks.
    pub marks: crate::mark::CandidateMarks,
    /// Whether one interview is all that is known of them: erasing it removes them too, with their
    /// notes and tags.
    pub is_known_by_one_interview: bool,
}

/// Where a candidate stands in one flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CandidateFlow {
    /// The flow.
    pub flow_id: String,
    /// Its title.
    pub title: String,
    /// The newest status; none has reached us when absent.
    pub status: Option<String>,
    /// How they came there, oldest first.
    pub chain: Vec<ChainLink>,
}

/// One link of a status chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ChainLink {
    /// The link.
    pub transition_id: i64,
    /// `previous_status` as Ribbon sent it.
    pub previous_status: Option<String>,
    /// `new_status` as Ribbon sent it.
    pub new_status: String,
    /// When it was first seen here (Ribbon sends no time).
    pub first_seen_at: i64,
    /// By which road: `receiver`, `relay`, `channel` or `rest`.
    pub seen_by: String,
    /// `verified`, `unverified` or `absent`.
    pub trust: String,
    /// The stage that we held before, when at least one change between it and `previous_status`
    /// never reached us.
    pub gap_after: Option<String>,
}

/// One interview without its transcript.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct InterviewSummary {
    /// The interview.
    pub interview_id: String,
    /// Its flow.
    pub flow_id: String,
    /// The flow's title.
    pub flow_title: String,
    /// `completed`, `incomplete` or a word that the specification does not name.
    pub status: String,
    /// Average score out of five.
    pub average: Option<f64>,
    /// Length of the recording as far as the words tell, in seconds.
    pub duration_seconds: f64,
    /// Whether there is an audio recording.
    pub has_audio: bool,
    /// Whether there is a video recording.
    pub has_video: bool,
    /// When it began, as far as Ribbon tells; milliseconds since 1970, like all times.
    pub started_at: Option<i64>,
    /// When it ended, as far as Ribbon tells.
    pub ended_at: Option<i64>,
    /// Since when Ribbon no longer has it.
    pub gone_at: Option<i64>,
    /// Since when Ribbon no longer has its recordings.
    pub recordings_gone_at: Option<i64>,
    /// When it was first seen here.
    pub first_seen_at: i64,
    /// By which road it was first seen.
    pub seen_by: String,
    /// The kept link to Ribbon's web application.
    pub has_link: bool,
}
