//! A session bus that starts nothing by itself.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use tokio::process::Command;

use crate::processes::Process;

const START: Duration = Duration::from_secs(30);

/// Starts a bus; gives its address.
pub(super) async fn start(folder: &Path) -> anyhow::Result<(Process, String)> {
    let settings = folder.join("bus.xml");
    std::fs::write(&settings, settings_text(folder)).context("writing the bus's settings")?;
    let mut command = Command::new("dbus-daemon");
    command
        .args(["--nofork", "--nopidfile", "--print-address"])
        .arg(format!("--config-file={}", settings.display()));
    let log = folder.join("bus.log");
    Process::start_and_read_line("dbus-daemon", command, &log, START).await
}

/// Without a folder of services, a keychain, a portal or another notification service that happens
/// to be installed here cannot take part.
fn settings_text(folder: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        folder.display()
    )
}
