//! What the machine must have before anything can be built, and getting it where that can be done
//! without asking: the Debian and Ubuntu packages.

use anyhow::{Context, bail};

use crate::project::Project;
use crate::shell::Shell;

/// Everything to build, run and test the app; `tauri.conf.json` names what it needs once installed.
const DEBIAN_PACKAGES: &[&str] = &[
    "build-essential",
    "dbus",
    "dbus-x11",
    "dunst",
    "fonts-noto-core",
    "fonts-wqy-microhei",
    "gstreamer1.0-libav",
    "gstreamer1.0-plugins-base",
    "gstreamer1.0-plugins-good",
    "imagemagick",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "libxdo-dev",
    "perl",
    "pkg-config",
    "python3-pip",
    "webkit2gtk-driver",
    "xvfb",
    "xz-utils",
];

const OLDEST_NODE: u32 = 20;

/// Makes sure that the app can be built and run here.
///
/// # Errors
/// When something is missing that cannot be installed from here; the message says what to do.
pub(crate) fn prepare(project: &Project) -> anyhow::Result<()> {
    let shell = project.shell();
    check_node(&shell)?;
    if cfg!(target_os = "linux") {
        install_packages(&shell)
    } else if cfg!(target_os = "macos") {
        println!("macOS: needs Xcode's command line tools (`xcode-select --install`).");
        Ok(())
    } else {
        println!(
            "Windows: needs the C++ build tools of Visual Studio, WebView2 and Strawberry Perl."
        );
        Ok(())
    }
}

fn check_node(shell: &Shell) -> anyhow::Result<()> {
    let version = shell.read("node", &["--version"]).with_context(|| {
        format!("Node.js is missing: install version {OLDEST_NODE} or newer (https://nodejs.org)")
    })?;
    match major_version(&version) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!(
            "Node.js {} is too old: version {OLDEST_NODE} or newer is needed",
            version.trim()
        ),
    }
}

fn major_version(version: &str) -> Option<u32> {
    version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn install_packages(shell: &Shell) -> anyhow::Result<()> {
    if shell.read("dpkg-query", &["--version"]).is_none() {
        println!(
            "Not Debian or Ubuntu: this system's packages for the following are needed: {}",
            DEBIAN_PACKAGES.join(" ")
        );
        return Ok(());
    }
    let missing = missing_packages(shell);
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing what is missing: {}", missing.join(" "));
    let is_root = shell
        .read("id", &["-u"])
        .is_some_and(|user| user.trim() == "0");
    let apt = |arguments: &[&str]| {
        let environment = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
        let words = [if is_root { &[][..] } else { &["sudo"][..] }, &environment].concat();
        let (program, first) = words.split_first().context("there is always a program")?;
        shell.run(program, &[first, arguments].concat())
    };
    apt(&["update", "-q"])?;
    let install = ["install", "-q", "-y", "--no-install-recommends"];
    apt(&[&install[..], &missing].concat())
        .with_context(|| format!("install by hand: {}", missing.join(" ")))
}

fn missing_packages(shell: &Shell) -> Vec<&'static str> {
    let is_installed = |package: &str| {
        shell
            .read("dpkg-query", &["-W", "-f=${Status}", package])
            .is_some_and(|status| status.ends_with("ok installed"))
    };
    DEBIAN_PACKAGES
        .iter()
        .copied()
        .filter(|package| !is_installed(package))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major_version("v20.19.5\n"), Some(20), "node's own format");
        assert_eq!(major_version("nonsense"), None, "not a version");
    }

    #[test]
    fn the_packages_are_in_order_and_named_once() {
        assert!(
            DEBIAN_PACKAGES.is_sorted_by(|one, next| one < next),
            "keep the list sorted, each package once"
        );
    }
}
