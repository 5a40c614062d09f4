//! From a webhook's first byte to the engine's call that shows a notice. The desktop's bus is left out:
//! only a program with a window speaks to it.

use serde::Deserialize;

use super::Setting;
use crate::report::{Budget, Row, median, percentile};

pub(super) const NAME: &str = "post to notice";
const EVENTS: u32 = 300;

#[derive(Deserialize)]
struct Took {
    millis: Vec<f64>,
}

pub(super) async fn measure(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let folder = setting.folder()?;
    let data = folder.path().join("relay").to_string_lossy().into_owned();
    let relay = setting.programs.relay(&["--data".to_owned(), data]).await?;
    let address = format!("http://{}", relay.server.addr);
    let events = EVENTS.to_string();
    let cache = setting.folder.to_string_lossy();
    let (mut halves, mut worst) = (Vec::new(), Vec::new());
    for _ in 0..setting.runs {
        let words = [
            "live",
            "--events",
            &events,
            "--folder",
            &cache,
            "--relay",
            &address,
            "--inbox",
            &relay.inbox,
            "--token",
            &relay.token,
            "--post-to",
            &relay.ingest_path,
        ];
        let took: Took = setting.programs.laptop(&words).await?;
        halves.push(median(took.millis.clone()));
        worst.push(percentile(took.millis, 0.99));
    }
    let row = |which: &str, runs, most| {
        Row::plain(
            &format!("{NAME}, {which}, without the desktop's bus"),
            "ms",
            runs,
            Budget::AtMost(most),
        )
    };
    Ok(vec![row("p50", halves, 25.0), row("p99", worst, 100.0)])
}
