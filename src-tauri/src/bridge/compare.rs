//! Candidates side by side.

use super::interview::{criterion, scores};
use super::{name, title};
use contract::compare::{Answer, CompareQuery, Compared, ComparedQuestion, Comparison, Median};
use contract::flow::NamedId;
use domain::questions::{Answered, side_by_side};
use domain::{CandidateId, FlowId, InterviewId};
use std::cmp::Reverse;
use std::collections::HashMap;
use store::coding::Said;
use store::table::candidate::{self, Candidate};
use store::table::pipeline::STATUS_PREFIX;
use store::table::{interview, mark};
use store::view::candidate::interview as interview_row;
use store::view::compare::{self as view, HeldIn};
use store::{Connection, Result};

/// At least so many are compared in a flow.
const TWO: usize = 2;

/// One of those who are compared.
struct Column {
    who: Candidate,
    held: Vec<HeldIn>,
}

/// The comparison; `None` when one of the candidates is not in the cache.
pub(crate) fn comparison(
    connection: &Connection,
    query: &CompareQuery,
) -> Result<Option<Comparison>> {
    let mut columns = Vec::new();
    for id in &query.candidate_ids {
        let Some(who) = candidate::get(connection, CandidateId(*id))? else {
            return Ok(None);
        };
        let held = view::held(connection, *id)?;
        columns.push(Column { who, held });
    }
    let flows = shared(&columns);
    let flow_id = query
        .flow_id
        .clone()
        .or_else(|| Some(flows.first()?.id.clone()));
    let Some(flow_id) = flow_id else {
        let compared = columns
            .iter()
            .map(|column| compared(connection, column, None));
        return Ok(Some(Comparison {
            flow: None,
            flows,
            candidates: compared
                .map(|one| one.map(|(one, _)| one))
                .collect::<Result<_>>()?,
            medians: Vec::new(),
            questions: Vec::new(),
        }));
    };
    let (flow_title, script) = view::script(connection, &FlowId::new(flow_id.as_str()))?;
    let mut candidates = Vec::new();
    let mut all_said = Vec::new();
    for column in &columns {
        let (candidate, said) = compared(connection, column, Some(&flow_id))?;
        candidates.push(candidate);
        all_said.push(said);
    }
    Ok(Some(Comparison {
        medians: medians(connection, &FlowId::new(flow_id.as_str()))?,
        flow: Some(NamedId {
            id: flow_id,
            name: title(flow_title),
        }),
        flows,
        candidates,
        questions: questions(&script, &all_said),
    }))
}

/// The flows in which at least two were interviewed: those with most of them first, and among these
/// the one with the newest interview.
fn shared(columns: &[Column]) -> Vec<NamedId> {
    let mut flows: HashMap<&str, (usize, i64, &HeldIn)> = HashMap::new();
    for held in columns.iter().flat_map(|column| &column.held) {
        let flow = flows.entry(&held.flow_id).or_insert((0, 0, held));
        flow.0 += 1;
        flow.1 = flow.1.max(held.num);
    }
    let mut flows: Vec<_> = flows.into_values().filter(|flow| flow.0 >= TWO).collect();
    flows.sort_by_key(|(count, newest, _)| Reverse((*count, *newest)));
    let named = flows.into_iter().map(|(_, _, held)| NamedId {
        id: held.flow_id.clone(),
        name: title(held.flow.clone()),
    });
    named.collect()
}

/// One candidate in a flow, and what was said in their interview.
fn compared(
    connection: &Connection,
    column: &Column,
    flow: Option<&str>,
) -> Result<(Compared, Said)> {
    let held = column
        .held
        .iter()
        .find(|held| Some(held.flow_id.as_str()) == flow);
    let mut marks = mark::candidate::of(connection, &[column.who.id.0])?;
    let stands = match flow {
        Some(flow) => view::column(connection, flow, column.who.id.0)?,
        None => None,
    };
    let mut compared = Compared {
        candidate_id: column.who.id.0,
        name: name(column.who.name.clone().or_else(|| column.who.email.clone())),
        status: stands.and_then(|column| column.strip_prefix(STATUS_PREFIX).map(str::to_owned)),
        interview_id: None,
        interviewed_at: None,
        received_at: None,
        gone_at: None,
        recordings_gone_at: None,
        average: None,
        scores: Vec::new(),
        has_audio: false,
        has_video: false,
        marks: super::mark::marks(marks.remove(&column.who.id.0)),
    };
    let Some(held) = held else {
        return Ok((compared, Said::default()));
    };
    if let Some(row) = interview_row(connection, &InterviewId::new(held.interview_id.as_str()))? {
        compared.interviewed_at = row.ended_at.or(row.started_at).map(|at| at.0);
        compared.received_at = Some(row.first_seen_at.0);
        compared.gone_at = row.gone_at.map(|at| at.0);
        compared.recordings_gone_at = row.recordings_gone_at.map(|at| at.0);
        compared.average = row.average;
        compared.has_audio = row.has_audio;
        compared.has_video = row.has_video;
    }
    compared.scores = scores(connection, &FlowId::new(held.flow_id.as_str()), held.num)?;
    compared.interview_id = Some(held.interview_id.clone());
    let said = interview::said(connection, held.num)?.unwrap_or_default();
    Ok((compared, said))
}

fn medians(connection: &Connection, flow: &FlowId) -> Result<Vec<Median>> {
    let medians = view::medians(connection, flow)?.into_iter();
    Ok(medians
        .map(|median| Median {
            criterion: median.criterion.map(criterion),
            median: median.median,
            mean: median.mean,
            interviews: median.interviews,
        })
        .collect())
}

fn questions(script: &[String], said: &[Said]) -> Vec<ComparedQuestion> {
    let interviews = said
        .iter()
        .map(|said| (said.questions.as_slice(), said.segments.as_slice()));
    let interviews: Vec<_> = interviews.collect();
    let questions = side_by_side(script, &interviews).into_iter();
    let questions = questions.map(|question| ComparedQuestion {
        text: question.text,
        answers: question
            .answers
            .into_iter()
            .map(|one| one.map(answer))
            .collect(),
    });
    questions.collect()
}

fn answer(answered: Answered) -> Answer {
    Answer {
        asked_as: answered.asked_as,
        said: answered.said,
        start: answered.start,
        end: answered.end,
    }
}

#[cfg(test)]
mod tests;
