//! Things that happen by themselves: with `--events-per-minute` somebody finishes an interview or is moved
//! every now and then, and videos follow their interviews after a while.

use std::time::Duration;

use crate::error::Error;
use crate::happenings::{self, Complete, Completed, Move};
use crate::ids::{FlowId, InterviewId};
use crate::shared::{App, Shared};
use crate::wire::FlowStatus;
use crate::world::{World, next_status};

/// The share of happenings that are completed interviews; the others are changes of status.
const COMPLETIONS: f64 = 0.45;
/// The share of completed interviews that are a further one of a known candidate.
const RETURNING: f64 = 0.2;

/// Starts the driver if the configuration asks for it.
pub(crate) fn start(app: &App) {
    if app.config.events_per_minute == 0 {
        return;
    }
    let app = app.clone();
    tokio::spawn(async move {
        let stop = app.stop.clone();
        stop.run_until_cancelled(run(&app)).await;
    });
}

/// Completes an interview on demand; its video follows by itself if the configuration says after how long.
pub(crate) async fn complete(app: &App, wish: Complete) -> Result<Completed, Error> {
    let completed = happenings::complete(app, wish).await?;
    if let Some(delay) = app.config.video_delay {
        video_after(app, completed.interview_id, delay);
    }
    Ok(completed)
}

/// Processes an interview's video after a while, unless somebody does so earlier.
fn video_after(app: &App, id: InterviewId, delay: Duration) {
    let app = app.clone();
    tokio::spawn(async move {
        let stop = app.stop.clone();
        let later = async {
            tokio::time::sleep(delay).await;
            happenings::process_video_if_due(&app, id).await;
        };
        stop.run_until_cancelled(later).await;
    });
}

async fn run(app: &App) {
    let mean_ms = 60_000 / u64::from(app.config.events_per_minute).max(1);
    loop {
        let pause_ms = app.world().chance.between(mean_ms / 2, mean_ms * 3 / 2);
        tokio::time::sleep(Duration::from_millis(pause_ms)).await;
        let completes = app.world().chance.happens(COMPLETIONS);
        let happened = if completes {
            somebody_finishes(app).await
        } else {
            somebody_moves(app).await
        };
        if let Err(error) = happened {
            tracing::warn!(%error, "nothing happened");
        }
    }
}

async fn somebody_finishes(app: &App) -> Result<(), Error> {
    let Some(wish) = choose_completion(app) else {
        return Ok(());
    };
    let completed = happenings::complete(app, wish).await?;
    let delay_ms = app.world().chance.between(3_000, 6_000);
    video_after(app, completed.interview_id, Duration::from_millis(delay_ms));
    Ok(())
}

fn choose_completion(app: &Shared) -> Option<Complete> {
    let mut world = app.world();
    let flows: Vec<String> = world
        .flows
        .iter()
        .filter(|flow| !flow.is_foreign() && flow.status == FlowStatus::Open)
        .map(|flow| flow.id.0.clone())
        .collect();
    let flow = world.chance.pick(&flows)?.clone();
    let returns = world.chance.happens(RETURNING);
    let email = returns
        .then(|| candidate(&mut world))
        .flatten()
        .map(|(_, email)| email);
    Some(Complete {
        flow,
        email,
        ..Complete::default()
    })
}

async fn somebody_moves(app: &App) -> Result<(), Error> {
    let wish = {
        let mut world = app.world();
        let Some((flow, email)) = candidate(&mut world) else {
            return Ok(());
        };
        let id = FlowId(flow.clone());
        let current = world.chains.current(&id, &email).to_owned();
        let new_status = next_status(&mut world.chance, &current).to_owned();
        Move {
            flow,
            email,
            new_status,
            ..Move::default()
        }
    };
    happenings::move_candidate(app, wish).await.map(drop)
}

/// Somebody who has been interviewed and has an address, with the flow's id.
fn candidate(world: &mut World) -> Option<(String, String)> {
    // A few tries find one, since most interviews are complete and most people have an address.
    (0..20).find_map(|_| {
        let interview = world.any_interview()?;
        let known = interview.is_completed() && !interview.flow.is_foreign();
        known
            .then(|| Some((interview.flow.id.0.clone(), interview.who.email.clone()?)))
            .flatten()
    })
}
