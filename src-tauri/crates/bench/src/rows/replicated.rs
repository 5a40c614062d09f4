//! Webhooks accepted over JetStream with three copies, against bare publishes.

use std::time::Instant;

use async_nats::jetstream::Context;
use bytes::Bytes;
use tokio::task::JoinSet;

use super::Setting;
use crate::{
    load,
    nats::{self, Cluster},
    report::{Budget, Row},
    webhook,
};

pub(super) const NAME: &str = "webhooks accepted, JetStream";
/// Our own stream beside the relay's.
const FLOOR: &str = "FLOOR";
/// The relay's.
const RELAY: &str = "RIBBON_RELAY";

pub(super) async fn measure(setting: &Setting) -> anyhow::Result<Row> {
    let folder = setting.folder()?;
    let cluster = Cluster::start(&setting.nats_server, folder.path())?;
    let context = cluster.stream(FLOOR).await?;
    let store = ["--nats", &cluster.url, "--nats-replicas", "3"].map(str::to_owned);
    let relay = setting.programs.relay(&store).await?;
    nats::lead_alike(&context, FLOOR, RELAY).await?;

    let body = webhook::body(0);
    let request = webhook::request(&relay.ingest_path, &body)?;
    let body = Bytes::from(body);
    let ours = async || load::posts_a_second(relay.server.addr, &request, setting.time).await;
    let theirs = async || publishes_a_second(setting, &context, &body).await;
    // Not counted: it makes the files and fills the caches.
    ours().await?;
    theirs().await?;
    let mut runs = Vec::new();
    for run in 0..setting.runs {
        let measured = if run % 2 == 0 {
            let floor = theirs().await?;
            (ours().await?, floor)
        } else {
            (ours().await?, theirs().await?)
        };
        eprintln!("{NAME}: {:.0} against {:.0}", measured.0, measured.1);
        runs.push(measured);
    }
    let against = "bare publishes, 64 at once, 3 replicas, sync_interval always";
    Ok(Row::ratio(
        NAME,
        against,
        "a second",
        &runs,
        Budget::AtLeast(0.8),
    ))
}

async fn publishes_a_second(
    setting: &Setting,
    context: &Context,
    body: &Bytes,
) -> anyhow::Result<f64> {
    let time = setting.time;
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..load::CONNECTIONS {
        let (context, body) = (context.clone(), body.clone());
        tasks.spawn(async move {
            let mut count = 0_u32;
            while began.elapsed() < time {
                context.publish(FLOOR, body.clone()).await?.await?;
                count += 1;
            }
            anyhow::Ok(count)
        });
    }
    let count = load::sum(tasks).await?;
    Ok(f64::from(count) / began.elapsed().as_secs_f64())
}
