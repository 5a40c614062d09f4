//! The table of all candidates.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use crate::flow::NamedId;
use crate::interview::Criterion;
use crate::mark::CandidateMarks;

/// By what the table is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PeopleOrder {
    /// When something of theirs was seen here last.
    #[default]
    LastSeen,
    /// When they were seen here first.
    FirstSeen,
    /// Their name, else their address, without regard to case and accents.
    Name,
    /// When their newest held interview took place, as far as Ribbon says.
    Interviewed,
    /// The average score of their newest held interview.
    Average,
    /// What their newest held interview was given for the criterion with this key.
    Criterion(String),
    /// How many interviews they have.
    Interviews,
    /// Their newest status, by its name.
    Status,
}

/// Which interview somebody must have held. What is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct HeldInterview {
    /// At or after this moment. Absent: also if it is not known when.
    pub from: Option<i64>,
    /// Before this moment.
    pub before: Option<i64>,
    /// The key of the criterion that `min_average` and `max_average` are about; absent: the average.
    pub criterion: Option<String>,
    /// With at least this score.
    pub min_average: Option<f64>,
    /// With a score below this, or equal where it is 5.
    pub max_average: Option<f64>,
}

/// What the newest held interview must have been given for one criterion. Nobody has a score for a
/// criterion that is not known here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ScoreRange {
    /// The criterion's key.
    pub criterion: String,
    /// At least this, out of five whatever the system.
    pub min: Option<f64>,
    /// Below this, or equal where it is 5.
    pub max: Option<f64>,
}

/// Whom the table shows, in which order. What is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PeopleFilter {
    /// Who was seen in this flow.
    pub flow_id: Option<String>,
    /// Who stands in this column (of that flow, or of any): `invited`, `none` or `status:` and the
    /// status itself, as in [`crate::pipeline::BoardColumn::key`].
    pub column: Option<String>,
    /// Who ever stood in this column (of that flow, or of any), also where they have left it since.
    pub ever: Option<String>,
    /// Of those only who held an interview, or of whom a status change was first seen here, in the same
    /// flow at or after this moment. Absent: also those of whose interviews no date is known.
    pub ever_from: Option<i64>,
    /// The same, before this moment.
    pub ever_before: Option<i64>,
    /// Who held an interview (of that flow, or of any) that this says.
    pub held: Option<HeldInterview>,
    /// Who was seen in a flow of this team.
    pub team_id: Option<String>,
    /// Whose average is at least this.
    pub min_average: Option<f64>,
    /// Whose average is below this, or equal where it is 5.
    pub max_average: Option<f64>,
    /// Who was given these scores: all of them, at most four.
    pub scores: Vec<ScoreRange>,
    /// Whose newest held interview took place at or after this moment.
    pub interviewed_from: Option<i64>,
    /// The same, before this moment.
    pub interviewed_before: Option<i64>,
    /// Whether Ribbon no longer has an interview of theirs.
    pub gone: Option<bool>,
    /// Who was interviewed in this language: a tag such as `en-US`.
    pub language: Option<String>,
    /// Who is marked reviewed, or is not.
    pub reviewed: Option<bool>,
    /// Who is starred, or is not.
    pub starred: Option<bool>,
    /// Who has this tag.
    pub tag: Option<String>,
    /// Of whom something was seen here at or after this moment.
    pub seen_from: Option<i64>,
    /// Of whom something was seen here before this moment.
    pub seen_before: Option<i64>,
    /// Whose name or address has words that begin so.
    pub name: Option<String>,
    /// By what to sort.
    pub order: PeopleOrder,
    /// The other way round: the oldest, lowest, or Z first. By itself the newest, the highest, or A
    /// stands first; who has no value stands last either way.
    pub reverse: bool,
}

/// Asks for a slice of the table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PeopleQuery {
    /// Whom, in which order.
    pub filter: PeopleFilter,
    /// Skip so many.
    pub offset: u32,
    /// At most so many (1–500).
    pub limit: u32,
}

/// A slice of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PeoplePage {
    /// The rows.
    pub rows: Vec<Person>,
    /// How many match in all.
    pub total: u32,
}

/// One row: a candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Person {
    /// The candidate.
    pub candidate_id: i64,
    /// Their name, else their address, else what stands for nobody in the window's language.
    pub name: String,
    /// Their address.
    pub email: Option<String>,
    /// The flow in which something of theirs was seen last.
    pub flow_id: String,
    /// Its title.
    pub flow_title: String,
    /// In how many flows they were seen.
    pub flows: u32,
    /// The column they stand in there.
    pub column: String,
    /// Their status there; absent where none has reached us.
    pub status: Option<String>,
    /// The average score of their newest held interview, out of five.
    pub average: Option<f64>,
    /// What that interview was given, out of five, by the key of the criterion.
    #[ts(type = "Record<string, number>")]
    pub scores: BTreeMap<String, f64>,
    /// When that interview took place, as far as Ribbon says.
    pub interviewed_at: Option<i64>,
    /// How many interviews they have, the invitations among them.
    pub interviews: u32,
    /// How many of them Ribbon no longer has.
    pub gone: u32,
    /// The language of the flow.
    pub language: Option<String>,
    /// Whether a status change of theirs never reached us.
    pub has_gap: bool,
    /// Whether there is a video of theirs.
    pub has_video: bool,
    /// When they were first seen here.
    pub first_seen_at: i64,
    /// When something of theirs was last seen here.
    pub last_seen_at: i64,
    /// The recruiter's marks.
    pub marks: CandidateMarks,
}

/// What the filters of the table offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PeopleFacets {
    /// Languages of the flows.
    pub languages: Vec<String>,
    /// Statuses that Ribbon has sent, in any flow.
    pub statuses: Vec<String>,
    /// What interviews are scored by: what every flow has first, then by name.
    pub criteria: Vec<Criterion>,
    /// Teams that have flows.
    pub teams: Vec<NamedId>,
}

/// Writes candidates to a CSV file in the downloads folder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PeopleExport {
    /// These; everyone that `filter` shows when empty.
    pub candidate_ids: Vec<i64>,
    /// Whom, in which order.
    pub filter: PeopleFilter,
}
