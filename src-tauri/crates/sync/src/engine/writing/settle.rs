//! What an answer to a request means for the journal and for the facts.

use super::{Engine, IN_A_ROW};
use crate::Error;
use crate::apply::{Context, interview};
use crate::deed::Done;
use domain::{Interview, InterviewStatus, Road};
use ribbon_api::{CreatedInterview, Error as Refusal};
use store::table::change::{self, Topic};
use store::table::deed;
use store::table::invitation::{self, Next, Outcome};
use store::table::invite_batch::{self, State};
use store::table::{fetch_queue, flow, media};

/// What becomes of an invitation that brought no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Ribbon said no to this one.
    Refused,
    /// It may have been made or not.
    Unknown,
    /// Ribbon never took it: it is asked for again after a while.
    Later,
    /// No invitation can succeed before the user changes something.
    Stop,
}

fn judge(error: &Refusal) -> Verdict {
    match error {
        Refusal::WrongKey | Refusal::BadKey => Verdict::Stop,
        _ if error.may_be_done() => Verdict::Unknown,
        _ if error.is_permanent() => Verdict::Refused,
        _ => Verdict::Later,
    }
}

impl Engine {
    /// Writes down what came of an invitation, and what follows from it.
    pub(super) fn invited(
        &mut self,
        row: i64,
        answer: &Result<CreatedInterview, Refusal>,
    ) -> Result<(), Error> {
        let found = self.config.store.read(|it| invitation::find(it, row))?;
        let Some(found) = found else { return Ok(()) };
        let batch = self
            .config
            .store
            .read(|it| invite_batch::find(it, found.batch))?;
        let Some(batch) = batch else { return Ok(()) };
        let next = Next {
            id: row,
            batch: found.batch,
            flow: batch.flow,
            who: found.who,
            recruiter: batch.recruiter,
        };
        let in_a_row = self.writing.in_a_row.saturating_add(1);
        self.write(false, |context| match answer {
            Ok(made) => keep(context, &next, made),
            Err(error) => refuse(context, &next, error, in_a_row),
        })?;
        self.writing.invitation.take_if(|(_, held)| held.id == row);
        self.pace_invitations(answer);
        Ok(())
    }

    /// How soon the next invitation may follow.
    fn pace_invitations(&mut self, answer: &Result<CreatedInterview, Refusal>) {
        let verdict = answer.as_ref().err().map(judge);
        if verdict != Some(Verdict::Later) {
            self.writing.put_off = 0;
        }
        match (verdict, answer) {
            (Some(Verdict::Later), Err(error)) => self.put_off(error.retry_after()),
            (Some(Verdict::Refused | Verdict::Unknown), Err(error)) => {
                self.writing.in_a_row = self.writing.in_a_row.saturating_add(1);
                if let Some(asked_for) = error.retry_after() {
                    self.writing.quiet_until = self.now().plus(asked_for);
                }
                if self.writing.in_a_row >= IN_A_ROW {
                    self.writing.in_a_row = 0;
                }
            }
            _ => self.writing.in_a_row = 0,
        }
    }

    /// Writes down what came of a deed, what follows from it, and tells whoever asked.
    pub(super) fn done(&mut self, row: i64, answer: &Result<Done, Refusal>) -> Result<(), Error> {
        self.write(false, |context| {
            let (outcome, message) = match answer {
                Ok(_) => (deed::Outcome::Done, None),
                Err(error) if error.may_be_done() => {
                    (deed::Outcome::Unknown, Some(error.to_string()))
                }
                Err(error) => (deed::Outcome::Refused, Some(error.to_string())),
            };
            let target = deed::settle(context.tx, row, outcome, message.as_deref(), context.now)?;
            match answer {
                Ok(done) => follow(context, done, &target),
                Err(_) => change::record(context.tx, Topic::Flow, ""),
            }
        })?;
        let may_have_made = !matches!(answer, Ok(Done::Revoked(_)));
        if may_have_made && answer.as_ref().err().is_none_or(Refusal::may_be_done) {
            // Ribbon's list shows what was made, also where its answer did not.
            self.schedule.want_flows();
            self.schedule.at_once();
        }
        if let Some((_, Some(reply))) = self.writing.deeds.remove(&row) {
            let _ = reply.send(answer.clone().map_err(Error::from));
        }
        Ok(())
    }
}

/// The link is kept, and the interview is a fact from now on: Ribbon will list it.
fn keep(context: &Context<'_, '_>, next: &Next, made: &CreatedInterview) -> store::Result<()> {
    let (id, link, hint) = (
        &made.interview_id,
        &made.interview_link,
        made.hint.as_deref(),
    );
    invitation::made(context.tx, next.id, id, link, hint, context.now)?;
    // Ribbon may have told of it meanwhile, even that it was held.
    let known = store::table::interview::find(context.tx, id)?;
    if known.is_none_or(|known| known.status == InterviewStatus::Incomplete.as_str()) {
        let told = Interview {
            team_id: flow::find(context.tx, &next.flow)?.and_then(|flow| flow.team_id),
            interviewee: next.who.clone(),
            ..Interview::new(id.clone(), next.flow.clone())
        };
        interview::apply(context, &told, Road::Rest)?;
    }
    invite_batch::close_if_done(context.tx, next.batch)
}

fn refuse(
    context: &Context<'_, '_>,
    next: &Next,
    error: &Refusal,
    in_a_row: u32,
) -> store::Result<()> {
    let (tx, now) = (context.tx, context.now);
    let message = error.to_string();
    let (outcome, stops) = match judge(error) {
        Verdict::Refused => (Outcome::Refused, in_a_row >= IN_A_ROW),
        Verdict::Unknown => (Outcome::Unknown, in_a_row >= IN_A_ROW),
        Verdict::Later => (Outcome::Waiting, false),
        Verdict::Stop => (Outcome::Waiting, true),
    };
    invitation::settle(tx, next.id, outcome, Some(&message), now)?;
    let batch = invite_batch::find(tx, next.batch)?;
    let runs = batch.is_some_and(|batch| batch.state == State::Running);
    if stops && runs {
        let why = format!("Stopped by itself: {message}.");
        invite_batch::set_state(tx, next.batch, State::Stopped, Some(&why))?;
    }
    invite_batch::close_if_done(tx, next.batch)
}

/// What a deed changes of the facts. Of a new flow the title that was asked for is known at once.
fn follow(context: &Context<'_, '_>, done: &Done, target: &str) -> store::Result<()> {
    let tx = context.tx;
    match done {
        Done::Flow(id) => {
            flow::mention(tx, id, Some(target), context.now)?;
            context.tally.unknown_flow.set(true);
            change::record(tx, Topic::Flow, id.as_str())
        }
        Done::Archived(id) => change::record(tx, Topic::Flow, id.as_str()),
        Done::Revoked(id) => {
            media::forget(tx, id)?;
            fetch_queue::remove(tx, id)?;
            change::record(tx, Topic::Interview, id.as_str())
        }
    }
}
