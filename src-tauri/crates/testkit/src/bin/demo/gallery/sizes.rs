//! The main screens in the smallest window there is, and on a very large screen.

use anyhow::ensure;
use testkit::desk::Desk;
use testkit::desktop::{DesktopSession, Size};
use testkit::simulator::Simulator;
use testkit::tour;

use super::{CALM, Hall, SOON, compare, launch, live_through};

const TITLE: &str = "Ribbon Desk";
const SIZES: [Size; 2] = [
    // The window cannot be made smaller.
    Size {
        width: 900,
        height: 600,
    },
    Size {
        width: 3840,
        height: 2160,
    },
];
const MAIN: [&str; 9] = [
    "inbox",
    "pipeline",
    "people",
    "candidate",
    "compare",
    "search",
    "insights",
    "flows",
    "settings-notifications",
];

impl Hall<'_> {
    pub(super) async fn sizes(&self) -> anyhow::Result<()> {
        for size in SIZES {
            in_size(self.gallery, size).await?;
        }
        Ok(())
    }
}

async fn in_size(gallery: &compare::Gallery, size: Size) -> anyhow::Result<()> {
    let desktop = DesktopSession::start_with(size).await?;
    let ribbon = Simulator::start(desktop.folder(), CALM).await?;
    let hall = Hall {
        desktop: &desktop,
        gallery,
    };
    let launch = launch(&desktop, "desk", &ribbon)?
        .with_api_key(ribbon.api_key())?
        .polling_every(3600);
    let desk = Desk::open(&desktop, launch).await?;
    let resized = desktop.resize_windows(TITLE, size)?;
    ensure!(resized == 1, "{resized} windows, where there is one");
    let script = format!(
        "return innerWidth === {} && innerHeight === {}",
        size.width, size.height
    );
    let window = desk.window();
    window
        .wait_for("the window's new size", &script, &[], SOON)
        .await?;
    live_through(&desk, &ribbon).await?;
    for place in tour::places(&desk)? {
        if MAIN.contains(&place.name) {
            tour::visit(&desk, &place).await?;
            let name = format!("{}-{}x{}", place.name, size.width, size.height);
            hall.picture(&desk, &name).await?;
        }
    }
    desk.close().await.map(|_| ())
}
