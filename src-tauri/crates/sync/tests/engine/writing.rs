//! What Ribbon is asked to do: nothing twice, no link lost, and a question where there is no answer.

mod flows;
mod invitations;
mod recordings;

use crate::support::{FLOW, sim_with};
use domain::FlowId;
use ribbon_sim::{Config, Running};
use std::time::Duration;

async fn stand_in() -> Running {
    sim_with(Config {
        interviews: 12,
        hold: Duration::from_secs(600),
        ..Config::default()
    })
    .await
}

async fn flow(sim: &Running) -> FlowId {
    let truth = sim.truth().await;
    let found = truth.flows.iter().find(|flow| flow.title == FLOW).unwrap();
    FlowId::new(
        serde_json::to_value(&found.interview_flow_id)
            .unwrap()
            .as_str()
            .unwrap(),
    )
}
