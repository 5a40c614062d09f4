//! The command line.

use anyhow::{Context, ensure};
use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::KeySource;
use url::Url;

/// The recruiter's desktop for Ribbon.
#[derive(Parser)]
#[command(version, about, args_conflicts_with_subcommands = false)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What to do instead of opening the window.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Tell how much the cache holds; works beside a running window
    Status {
        /// As one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// Where everything is.
#[derive(Args, Clone)]
pub(crate) struct Options {
    /// The folder that holds the encrypted cache [default: the platform's data folder]
    #[arg(long, env = "RIBBON_DESK_HOME", global = true)]
    home: Option<PathBuf>,
    /// Ribbon's API
    #[arg(
        long,
        env = "RIBBON_API_URL",
        default_value = "https://app.ribbon.ai/be-api/",
        global = true
    )]
    pub(crate) api_url: Url,
    /// A file with Ribbon's API key (mode 0600), instead of pasting it into the window
    #[arg(long, env = "RIBBON_DESK_API_KEY_FILE", global = true)]
    api_key_file: Option<PathBuf>,
    /// A file with the cache's key (mode 0600; made if missing), where there is no keychain
    #[arg(long, env = "RIBBON_DESK_KEY_FILE", global = true)]
    key_file: Option<PathBuf>,
    /// Where to receive webhooks on this computer, for tunnels: a loopback address
    #[arg(
        long,
        env = "RIBBON_DESK_RECEIVER_LISTEN",
        default_value = "127.0.0.1:8788",
        global = true
    )]
    pub(crate) receiver_listen: SocketAddr,
    /// Seconds between two polls
    #[arg(
        long,
        env = "RIBBON_DESK_POLL_SECONDS",
        default_value_t = 60,
        value_parser = clap::value_parser!(u64).range(1..=86_400),
        global = true
    )]
    poll_seconds: u64,
}

impl Options {
    /// The folder that holds the cache, made if need be, for its owner alone.
    pub(crate) fn home(&self) -> anyhow::Result<PathBuf> {
        let home = match &self.home {
            Some(home) => home.clone(),
            None => dirs::data_dir()
                .context("this system names no data folder; say where with --home DIR")?
                .join("ribbon-desk"),
        };
        std::fs::create_dir_all(&home)
            .with_context(|| format!("cannot make {}", home.display()))?;
        let home = home
            .canonicalize()
            .with_context(|| format!("cannot use {}", home.display()))?;
        make_private(&home).with_context(|| format!("cannot protect {}", home.display()))?;
        Ok(home)
    }

    /// Where the cache's key is kept.
    pub(crate) fn key_source(&self, home: &Path) -> KeySource {
        match &self.key_file {
            Some(file) => KeySource::File(file.clone()),
            None => KeySource::Keychain(home.display().to_string()),
        }
    }

    /// The API key that was given in a file.
    pub(crate) fn api_key(&self) -> anyhow::Result<Option<String>> {
        let Some(path) = &self.api_key_file else {
            return Ok(None);
        };
        let what = || format!("the API key file {}", path.display());
        let text = std::fs::read_to_string(path).with_context(what)?;
        ensure!(
            !is_open_to_others(path)?,
            "{} can be read by others; run: chmod 600",
            what()
        );
        let key = text.trim();
        ensure!(!key.is_empty(), "{} is empty", what());
        Ok(Some(key.to_owned()))
    }

    /// The time between two polls.
    pub(crate) fn poll_every(&self) -> Duration {
        Duration::from_secs(self.poll_seconds)
    }
}

#[cfg(unix)]
fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn make_private(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> std::io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[cfg(unix)]
    #[test]
    fn an_api_key_file_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let dir = std::env::temp_dir().join(format!("ribbon-desk-cli-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let file = dir.join("key");
        std::fs::write(&file, "abc\n").unwrap();
        let args = ["ribbon-desk", "--api-key-file", file.to_str().unwrap()];
        let options = Cli::parse_from(args).options;
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(
            options
                .api_key()
                .unwrap_err()
                .to_string()
                .contains("chmod 600")
        );
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(
            options.api_key().unwrap().as_deref(),
            Some("abc"),
            "trimmed"
        );
        std::fs::remove_dir_all(dir).unwrap();
    }
}
