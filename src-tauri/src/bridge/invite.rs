//! Invitations: from a file to a plan, from the journal to the screen.

mod said;

pub(crate) use said::{address_fault, remark};

use super::{pipeline, title};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use contract::invite::{
    InviteBadLine, InviteBatch, InviteCounts, InviteFile, InviteLine, InviteMapping, InviteOutcome,
    InvitePlan, InviteRow, InviteState, InviteTrace,
};
use contract::pipeline::FlowStatus;
use contract::{CommandError, Said};
use domain::{Email, FlowId};
use invite_list::{Encoding, Mapping, Person, Plan, Separator, Sheet};
use std::collections::HashMap;
use store::table::invitation::{self, Invitation, NewInvitation, Outcome};
use store::table::invite_batch::{Batch, State};
use store::table::{flow, team};
use store::{Connection, Result};

/// So many people are shown before anything is sent.
const PREVIEW: usize = 50;

/// A file's lines, its mapping, and what is to become of each line.
pub(crate) struct Read {
    sheet: Sheet,
    mapping: Mapping,
    plan: Plan,
}

/// Those who would be invited, and those who repeat somebody, with the reason.
struct Sorted<'a> {
    people: Vec<&'a Person>,
    repeats: Vec<(&'a Person, Said)>,
}

impl Read {
    /// Reads a file.
    pub(crate) fn of(
        file: &InviteFile,
        mapping: Option<InviteMapping>,
    ) -> Result<Self, CommandError> {
        let bytes = BASE64_STANDARD
            .decode(&file.base64)
            .map_err(|_| CommandError::unfit(Said::ListNotWhole))?;
        let sheet = invite_list::read(&bytes)
            .map_err(|error| CommandError::unfit(said::unreadable(&error, file.name.clone())))?;
        let column = |at: Option<u32>| at.and_then(|at| usize::try_from(at).ok());
        let mapping = mapping.map_or_else(
            || sheet.guess(),
            |given| Mapping {
                email: column(given.email),
                first_name: column(given.first_name),
                last_name: column(given.last_name),
            },
        );
        let plan = invite_list::plan(&sheet, mapping);
        Ok(Self {
            sheet,
            mapping,
            plan,
        })
    }

    /// The file's column names.
    pub(crate) fn columns(&self) -> &[String] {
        &self.sheet.columns
    }

    /// Why somebody would be invited a second time.
    fn repeat(connection: &Connection, flow: &FlowId, one: &Person) -> Result<Option<Said>> {
        if let Some(same) = one.same_as {
            return Ok(Some(Said::SameAddress { line: line(same) }));
        }
        let email = one.who.email.as_deref().and_then(Email::parse);
        let Some(email) = email else { return Ok(None) };
        let is_known = invitation::is_invited(connection, flow, email.as_str())?;
        Ok(is_known.then_some(Said::InvitedBefore))
    }

    /// Tells the people of the file apart.
    fn sort(&self, connection: &Connection, flow: &FlowId, skip: bool) -> Result<Sorted<'_>> {
        let (mut people, mut repeats) = (Vec::new(), Vec::new());
        for one in &self.plan.people {
            let repeat = Self::repeat(connection, flow, one)?;
            if !skip || repeat.is_none() {
                people.push(one);
            }
            repeats.extend(repeat.map(|why| (one, why)));
        }
        Ok(Sorted { people, repeats })
    }

    /// What would become of the file.
    pub(crate) fn shown(
        &self,
        connection: &Connection,
        flow: &FlowId,
        skip: bool,
    ) -> Result<InvitePlan> {
        let Sorted { people, repeats } = self.sort(connection, flow, skip)?;
        let column = |at: Option<usize>| at.and_then(|at| u32::try_from(at).ok());
        let bad = self.plan.bad.iter().map(|bad| InviteBadLine {
            line: line(bad.line),
            reason: said::left_out(&bad.reason),
        });
        let repeats = repeats.into_iter().map(|(one, reason)| InviteBadLine {
            line: line(one.line),
            reason,
        });
        Ok(InvitePlan {
            columns: self.sheet.columns.clone(),
            mapping: InviteMapping {
                email: column(self.mapping.email),
                first_name: column(self.mapping.first_name),
                last_name: column(self.mapping.last_name),
            },
            notes: notes(&self.sheet),
            people: u32::try_from(people.len()).unwrap_or(u32::MAX),
            preview: people.into_iter().take(PREVIEW).map(shown).collect(),
            bad: bad.collect(),
            repeats: repeats.collect(),
        })
    }

    /// The rows of the journal: every line of the file, those that are left out with the reason.
    pub(crate) fn rows(
        &self,
        connection: &Connection,
        flow: &FlowId,
        skip: bool,
    ) -> Result<Vec<NewInvitation>> {
        let Sorted { repeats, .. } = self.sort(connection, flow, skip)?;
        let repeats: HashMap<u64, String> = repeats
            .into_iter()
            .map(|(one, why)| (one.line, said::kept(&why)))
            .collect();
        let why = |one: &Person| repeats.get(&one.line).filter(|_| skip).cloned();
        let people = self.plan.people.iter().map(|one| NewInvitation {
            line: one.line,
            cells: one.cells.clone(),
            who: one.who.clone(),
            bad: why(one),
        });
        let bad = self.plan.bad.iter().map(|bad| NewInvitation {
            line: bad.line,
            cells: bad.cells.clone(),
            who: domain::Interviewee::default(),
            bad: Some(said::kept(&said::left_out(&bad.reason))),
        });
        let mut rows: Vec<NewInvitation> = people.chain(bad).collect();
        rows.sort_by_key(|row| row.line);
        Ok(rows)
    }
}

fn line(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn shown(one: &Person) -> InviteLine {
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    InviteLine {
        line: line(one.line),
        email: text(&one.who.email),
        first_name: text(&one.who.first_name),
        last_name: text(&one.who.last_name),
    }
}

fn notes(sheet: &Sheet) -> Vec<Said> {
    let separator = match sheet.separator {
        Separator::Comma => None,
        Separator::Semicolon => Some(Said::SeparatedBySemicolons),
        Separator::Tab => Some(Said::SeparatedByTabs),
    };
    let is_guessed = sheet.encoding == Encoding::Windows1252;
    let coding = is_guessed.then_some(Said::ReadAsWindows1252);
    separator.into_iter().chain(coding).collect()
}

/// Why nobody can be invited into a flow; `None` when somebody can.
pub(crate) fn closed(connection: &Connection, id: &FlowId) -> Result<Option<CommandError>> {
    let said = match flow::status(connection, id)? {
        Some(domain::FlowStatus::Closed) => Said::FlowClosed,
        Some(domain::FlowStatus::Archived) => Said::FlowArchived,
        Some(domain::FlowStatus::Open | domain::FlowStatus::Other(_)) | None => return Ok(None),
    };
    Ok(Some(CommandError::unfit(said)))
}

/// A batch with its counts.
pub(crate) fn batch(connection: &Connection, batch: Batch) -> Result<InviteBatch> {
    let counts = invitation::counts(connection, batch.id)?;
    let of = |outcome| counts.get(&outcome).copied().unwrap_or(0);
    Ok(InviteBatch {
        id: batch.id,
        flow_title: title(flow::title(connection, &batch.flow)?),
        flow_id: batch.flow.to_string(),
        file_name: batch.file_name,
        recruiter: match batch.recruiter {
            // One who has left meanwhile is called by the id.
            Some(id) => Some(team::member(connection, &id)?.unwrap_or(id)),
            None => None,
        },
        made_at: batch.made_at.0,
        state: match batch.state {
            State::Running => InviteState::Running,
            State::Stopped => InviteState::Stopped,
            State::Done => InviteState::Done,
        },
        why: batch.why,
        flow_status: match flow::status(connection, &batch.flow)? {
            Some(status) => pipeline::status(&status),
            None => FlowStatus::Open,
        },
        counts: InviteCounts {
            waiting: of(Outcome::Waiting),
            asked: of(Outcome::Asked),
            made: of(Outcome::Made),
            refused: of(Outcome::Refused),
            unknown: of(Outcome::Unknown),
            found: of(Outcome::Found),
            left: of(Outcome::Left),
            bad: of(Outcome::Bad),
        },
    })
}

/// One invitation; what in Ribbon's list may have come of it, where that is a question.
pub(crate) fn row(connection: &Connection, row: Invitation) -> Result<InviteRow> {
    let traces = match row.outcome {
        Outcome::Unknown => invitation::traces(connection, row.id)?,
        _ => Vec::new(),
    };
    let traces = traces.into_iter().map(|trace| InviteTrace {
        interview_id: trace.interview.to_string(),
        first_seen_at: trace.first_seen_at.0,
        same_address: trace.email.is_some(),
    });
    Ok(InviteRow {
        id: row.id,
        line: line(row.line),
        name: row.who.full_name(),
        email: row.who.email,
        outcome: outcome(row.outcome),
        reason: row.message.as_deref().and_then(said::known),
        message: row.message.filter(|message| said::known(message).is_none()),
        asked_at: row.asked_at.map(|at| at.0),
        link: row.link,
        traces: traces.collect(),
    })
}

fn outcome(outcome: Outcome) -> InviteOutcome {
    match outcome {
        Outcome::Waiting => InviteOutcome::Waiting,
        Outcome::Asked => InviteOutcome::Asked,
        Outcome::Made => InviteOutcome::Made,
        Outcome::Refused => InviteOutcome::Refused,
        Outcome::Unknown => InviteOutcome::Unknown,
        Outcome::Found => InviteOutcome::Found,
        Outcome::Left => InviteOutcome::Left,
        Outcome::Bad => InviteOutcome::Bad,
    }
}

/// The outcome in the journal's words.
pub(crate) fn outcome_of(outcome: InviteOutcome) -> Outcome {
    match outcome {
        InviteOutcome::Waiting => Outcome::Waiting,
        InviteOutcome::Asked => Outcome::Asked,
        InviteOutcome::Made => Outcome::Made,
        InviteOutcome::Refused => Outcome::Refused,
        InviteOutcome::Unknown => Outcome::Unknown,
        InviteOutcome::Found => Outcome::Found,
        InviteOutcome::Left => Outcome::Left,
        InviteOutcome::Bad => Outcome::Bad,
    }
}
