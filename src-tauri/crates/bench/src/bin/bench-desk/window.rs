//! Start, scrolling and memory, of the app with a large cache and of an empty window.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use bench::filled;
use serde_json::{Value, json};
use store::table::note;
use testkit::desk::Launch;
use testkit::desktop::DesktopSession;
use testkit::programs;
use testkit::webdriver::{Driver, Window};
use tokio::process::Command;

use super::{processes, scroll};

const SOON: Duration = Duration::from_secs(60);
/// Memory is looked at when what the start needed has been given back.
const CALM: Duration = Duration::from_secs(5);

/// One of the two windows.
struct Side {
    program: PathBuf,
    /// What is there once it shows something.
    content: &'static str,
    scroller: &'static str,
}

/// Gives what each side took in each run: `start_ms`, `memory_kib`, `frames_ms`.
pub(super) async fn measure(folder: &Path, interviews: usize, runs: u32) -> anyhow::Result<Value> {
    let home = tempfile::tempdir_in(folder)?;
    let desktop = DesktopSession::start().await?;
    // Nobody answers there: what is seen comes from the cache.
    let launch = Launch::new(home.path(), "http://127.0.0.1:9/")?.with_api_key("bench")?;
    fill(&launch, interviews)?;
    let ours = Side {
        program: programs::built("ribbon-desk")?,
        content: "[data-inbox-id]",
        scroller: "[data-scroller]",
    };
    let empty = Side {
        program: programs::built("examples/empty-window")?,
        content: "p",
        scroller: "#scroller",
    };
    let (mut desk, mut floor) = (Vec::new(), Vec::new());
    // The first start of each warms what both share, and is not counted.
    for run in 0..=runs {
        let empty = one(&desktop, &launch, &empty).await?;
        let ours = one(&desktop, &launch, &ours).await?;
        if run > 0 {
            desk.push(ours);
            floor.push(empty);
        }
    }
    Ok(json!({ "desk": desk, "empty": floor }))
}

/// A cache as after a first synchronisation, where the app looks for it.
fn fill(launch: &Launch, interviews: usize) -> anyhow::Result<()> {
    std::fs::write(launch.key_file(), filled::key())?;
    #[cfg(unix)]
    std::fs::set_permissions(
        launch.key_file(),
        std::os::unix::fs::PermissionsExt::from_mode(0o600),
    )?;
    let talks = filled::talks()?;
    let store = filled::cache(&launch.home(), &talks, interviews)?;
    store.write::<_, store::Error>(|tx| note::set(tx, note::FIRST_SYNC, "done"))?;
    Ok(())
}

async fn one(desktop: &DesktopSession, launch: &Launch, side: &Side) -> anyhow::Result<Value> {
    let configure = |command: &mut Command| launch.configure(command);
    let driver = Driver::start(desktop, configure, &launch.log()).await?;
    let window = driver.open(&side.program, &[]).await?;
    window.wait_for_element(side.content, SOON).await?;
    let process = processes::of(&side.program)?;
    let start = painted_ms(&window).await? - processes::started_ms(process)?;
    let frames = scroll::pass(&window, side.scroller).await?;
    scroll::to_end(&window, side.scroller).await?;
    tokio::time::sleep(CALM).await;
    let memory = processes::memory_kib(&processes::family(process)?);
    window.close().await.ok();
    driver.kill().await?;
    Ok(json!({ "start_ms": start, "memory_kib": memory, "frames_ms": frames }))
}

/// When the page drew its first words or pictures, in milliseconds since 1970.
async fn painted_ms(window: &Window) -> anyhow::Result<f64> {
    let script = "const [first] = performance.getEntriesByName('first-contentful-paint');
        return first ? performance.timeOrigin + first.startTime : null";
    let painted = window
        .wait_for("the first paint", script, &[], SOON)
        .await?;
    painted.as_f64().context("a time")
}
