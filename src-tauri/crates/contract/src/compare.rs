//! Candidates side by side: the same question, answered by each.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::flow::NamedId;
use crate::interview::{Criterion, Score};
use crate::mark::CandidateMarks;

/// Whom to compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CompareQuery {
    /// Two to four candidates, in the order of the columns.
    pub candidate_ids: Vec<i64>,
    /// In which flow; the one in which most of them were interviewed when absent.
    pub flow_id: Option<String>,
}

/// Candidates side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Comparison {
    /// The flow that is compared; absent where no two of them were interviewed in the same.
    pub flow: Option<NamedId>,
    /// The flows in which at least two of them were interviewed.
    pub flows: Vec<NamedId>,
    /// The candidates, in the order asked for.
    pub candidates: Vec<Compared>,
    /// The median of the average and of each criterion over the flow's interviews, in Ribbon's order.
    pub medians: Vec<Median>,
    /// The flow's questions, then those that only a mapping names.
    pub questions: Vec<ComparedQuestion>,
}

/// The median of one score over a flow's interviews.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Median {
    /// Which criterion; absent for the average of an interview's scores.
    pub criterion: Option<Criterion>,
    /// Out of five. Of a yes-or-no criterion, `mean` says more.
    pub median: f64,
    /// The mean, out of five: of a yes-or-no criterion, five times the share of yes.
    pub mean: f64,
    /// Over so many interviews.
    pub interviews: u32,
}

/// One candidate in a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Compared {
    /// The candidate.
    pub candidate_id: i64,
    /// Their name, else their address, else what stands for nobody in the window's language.
    pub name: String,
    /// Their status in the flow.
    pub status: Option<String>,
    /// Their newest held interview in the flow; absent where there is none.
    pub interview_id: Option<String>,
    /// When it took place, as far as Ribbon tells.
    pub interviewed_at: Option<i64>,
    /// When it was first seen here; absent where there is none.
    pub received_at: Option<i64>,
    /// Since when Ribbon no longer has it.
    pub gone_at: Option<i64>,
    /// Since when Ribbon no longer has its recordings.
    pub recordings_gone_at: Option<i64>,
    /// Its average score out of five.
    pub average: Option<f64>,
    /// Its scores.
    pub scores: Vec<Score>,
    /// Whether its sound can be played.
    pub has_audio: bool,
    /// Whether its video can be played.
    pub has_video: bool,
    /// The recruiter's marks.
    pub marks: CandidateMarks,
}

/// One question and each one's answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ComparedQuestion {
    /// The question as it was given when the flow was made.
    pub text: String,
    /// The answers, in the order of the candidates; absent where it was not dealt with.
    pub answers: Vec<Option<Answer>>,
}

/// What one candidate was asked, and answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Answer {
    /// How the interviewer put it; absent where it was put as in the script, or nothing tells.
    pub asked_as: Option<String>,
    /// What the candidate said, turn by turn.
    pub said: Vec<String>,
    /// Where the answer begins, in seconds.
    pub start: f64,
    /// Where it ends, in seconds.
    pub end: f64,
}
