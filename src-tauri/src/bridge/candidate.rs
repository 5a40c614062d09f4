//! A candidate's page.

use super::{name, title};
use contract::candidate::{CandidateDetail, CandidateFlow, ChainLink, InterviewSummary};
use domain::CandidateId;
use store::table::{candidate, erasure, mark, transition};
use store::view;
use store::view::candidate::InterviewRow;
use store::{Connection, Result};

/// Everything of a candidate but what was said; `None` when there is none with this id.
pub(crate) fn detail(connection: &Connection, id: CandidateId) -> Result<Option<CandidateDetail>> {
    let Some(who) = candidate::get(connection, id)? else {
        return Ok(None);
    };
    let chains = transition::chains(connection, id)?;
    let flows = view::candidate::flows(connection, id)?
        .into_iter()
        .map(|(flow_id, flow_title)| {
            let chain: Vec<ChainLink> = chains
                .iter()
                .filter(|transition| transition.flow.as_str() == flow_id)
                .map(link)
                .collect();
            CandidateFlow {
                status: chain.last().map(|link| link.new_status.clone()),
                flow_id,
                title: title(flow_title),
                chain,
            }
        })
        .collect();
    let mut former_names = candidate::names(connection, id)?;
    former_names.retain(|former| who.name.as_ref() != Some(former));
    let interviews = view::candidate::interviews(connection, id)?;
    let mut marks = mark::candidate::of(connection, &[id.0])?;
    Ok(Some(CandidateDetail {
        candidate_id: id.0,
        name: name(who.name.or_else(|| who.email.clone())),
        email: who.email,
        former_names,
        flows,
        interviews: interviews.into_iter().map(summary).collect(),
        marks: super::mark::marks(marks.remove(&id.0)),
        is_known_by_one_interview: erasure::is_all_that_is_known(connection, id)?,
    }))
}

fn link(transition: &transition::Transition) -> ChainLink {
    ChainLink {
        transition_id: transition.id.0,
        previous_status: transition.link.previous.as_ref().map(ToString::to_string),
        new_status: transition.link.new.to_string(),
        first_seen_at: transition.first_seen_at.0,
        seen_by: transition.seen_by.clone(),
        trust: transition.trust.clone(),
        gap_after: transition.gap_after.clone(),
    }
}

/// An interview without what was said.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of an interview are exact in f64"
)]
pub(crate) fn summary(row: InterviewRow) -> InterviewSummary {
    InterviewSummary {
        interview_id: row.interview_id,
        flow_id: row.flow_id,
        flow_title: title(row.flow),
        status: row.status,
        average: row.average,
        duration_seconds: row.duration_ms as f64 / 1000.0,
        has_audio: row.has_audio,
        has_video: row.has_video,
        started_at: row.started_at.map(|at| at.0),
        ended_at: row.ended_at.map(|at| at.0),
        gone_at: row.gone_at.map(|at| at.0),
        recordings_gone_at: row.recordings_gone_at.map(|at| at.0),
        first_seen_at: row.first_seen_at.0,
        seen_by: row.seen_by,
        has_link: row.has_link,
    }
}
