//! Where everything is: the options that every command takes.

use super::private_file;
use crate::desk::pairing::Pairing;
use anyhow::Context;
use clap::Args;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::KeySource;
use url::Url;

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
    /// The relay to read webhooks from, instead of pairing in Settings
    #[arg(
        long,
        value_name = "URL",
        env = "RIBBON_DESK_RELAY",
        requires = "device_token_file",
        global = true
    )]
    relay: Option<Url>,
    /// A file with what `ribbon-relay device create` printed, or the token alone (mode 0600)
    #[arg(
        long,
        value_name = "F",
        env = "RIBBON_DESK_DEVICE_TOKEN_FILE",
        requires = "relay",
        global = true
    )]
    device_token_file: Option<PathBuf>,
    /// A file with the cache's key (mode 0600; made if missing), where there is no keychain
    #[arg(long, env = "RIBBON_DESK_KEY_FILE", global = true)]
    key_file: Option<PathBuf>,
    /// Where to receive webhooks on this computer, for tunnels: a loopback address [default: where it was
    /// before, at first 127.0.0.1:8788 or another port if that is taken]
    #[arg(
        long,
        value_name = "ADDR",
        env = "RIBBON_DESK_RECEIVER_LISTEN",
        global = true
    )]
    pub(crate) receiver_listen: Option<SocketAddr>,
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
    /// The folder that was asked for instead of the platform's own.
    pub(crate) fn given_home(&self) -> Option<&Path> {
        self.home.as_deref()
    }

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
        private_file::close_folder(&home)
            .with_context(|| format!("cannot protect {}", home.display()))?;
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
        private_file::read(&format!("the API key file {}", path.display()), path).map(Some)
    }

    /// The relay that was given with its device token.
    pub(crate) fn pairing(&self) -> anyhow::Result<Option<Pairing>> {
        let (Some(relay), Some(path)) = (&self.relay, &self.device_token_file) else {
            return Ok(None);
        };
        let what = format!("the device token file {}", path.display());
        let pairing = Pairing::given(relay, &private_file::read(&what, path)?);
        pairing
            .map(Some)
            .with_context(|| format!("--relay and {what}"))
    }

    /// The time between two polls.
    pub(crate) fn poll_every(&self) -> Duration {
        Duration::from_secs(self.poll_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    /// A file that only its owner may read, gone with the folder.
    #[cfg(unix)]
    fn private_file(folder: &tempfile::TempDir, text: &str) -> PathBuf {
        let file = folder.path().join("secret");
        std::fs::write(&file, text).unwrap();
        open_to(&file, 0o600);
        file
    }

    #[cfg(unix)]
    fn open_to(file: &Path, mode: u32) {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    fn options(words: &[&str]) -> Options {
        Cli::parse_from(["ribbon-desk"].iter().chain(words)).options
    }

    #[cfg(unix)]
    #[test]
    fn an_api_key_file_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = private_file(&folder, "abc\n");
        let options = options(&["--api-key-file", file.to_str().unwrap()]);
        let key = options.api_key().unwrap();
        assert_eq!(key.as_deref(), Some("abc"), "trimmed");
        open_to(&file, 0o644);
        let refused = options.api_key().unwrap_err().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
    }

    #[cfg(unix)]
    #[test]
    fn a_relay_comes_with_a_token_file_that_nobody_else_can_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = private_file(&folder, r#"{"device":"d1","token":"d1_secret"}"#);
        let file = file.to_str().unwrap();
        let relay = "https://relay.example.com/v1/inboxes/abcdefghij12";
        let options = options(&["--relay", relay, "--device-token-file", file]);
        let pairing = options.pairing().unwrap().unwrap();
        assert_eq!(pairing.address.as_str(), "https://relay.example.com/");
        assert_eq!(pairing.inbox.as_str(), "abcdefghij12");
        open_to(Path::new(file), 0o640);
        let refused = options.pairing().err().unwrap().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
    }

    #[test]
    fn half_a_relay_is_refused_and_none_is_none() {
        for (half, missing) in [
            (
                ["--relay", "https://relay.example.com"],
                "--device-token-file",
            ),
            (["--device-token-file", "token"], "--relay"),
        ] {
            let error = Cli::try_parse_from(["ribbon-desk"].iter().chain(&half)).err();
            let error = error.unwrap().to_string();
            assert!(error.contains(missing), "{error}");
        }
        assert!(options(&[]).pairing().unwrap().is_none());
    }
}
