//! Laptops that read the same log at the same time, each through a proxy of its own: the first one
//! undisturbed, the others as they are told.

use crate::events;
use crate::laptop::{Laptop, Report};
use crate::office::Office;
use futures_util::future::join_all;
use testkit::fault_proxy::Plan;

/// How one of them fared.
pub(crate) struct Outcome {
    pub(crate) plan: Plan,
    /// What it left behind, or what kept it from coming to an end.
    pub(crate) report: Result<Report, String>,
}

/// Lets a laptop work by each plan. They wait for each other twice: before the second half is posted,
/// so that it reaches them while they listen, and before the last webhook.
pub(crate) async fn run(office: &Office, plans: Vec<Plan>) -> Vec<Outcome> {
    let inbox = office.inbox().await;
    let cursor = inbox.post(events::before()).await;
    let starting = plans
        .iter()
        .map(|plan| Laptop::start(office, &inbox, *plan));
    let laptops = join_all(starting).await;
    let listening = laptops.into_iter().map(|laptop| listening(laptop, &cursor));
    let laptops = join_all(listening).await;
    let cursor = inbox.post(events::meanwhile()).await;
    let laptops = join_all(laptops.into_iter().map(|laptop| reached(laptop, &cursor))).await;
    let cursor = inbox.post(events::last()).await;
    let laptops = join_all(laptops.into_iter().map(|laptop| reached(laptop, &cursor))).await;
    let reports = join_all(laptops.into_iter().map(finished)).await;
    plans
        .into_iter()
        .zip(reports)
        .map(|(plan, report)| Outcome { plan, report })
        .collect()
}

async fn listening(mut laptop: Laptop, cursor: &str) -> Result<Laptop, String> {
    laptop.listens(cursor).await?;
    Ok(laptop)
}

async fn reached(laptop: Result<Laptop, String>, cursor: &str) -> Result<Laptop, String> {
    let mut laptop = laptop?;
    laptop.reached(cursor).await?;
    Ok(laptop)
}

async fn finished(laptop: Result<Laptop, String>) -> Result<Report, String> {
    Ok(laptop?.finish().await)
}
