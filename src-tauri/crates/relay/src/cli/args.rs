//! What may be said on the command line.

use std::{ffi::OsString, net::SocketAddr, path::PathBuf};

use clap::{Args as Group, Parser, Subcommand};
use ipnet::IpNet;
use relay_protocol::{DeviceId, InboxId};

use super::{target::TargetCommand, values};
use crate::{
    config::{NatsConfig, StoreConfig},
    error::{Error, Result},
};

/// Keeps Ribbon's webhooks until every laptop has read them.
#[derive(Debug, Parser)]
#[command(name = "ribbon-relay", version, propagate_version = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Accept webhooks and serve laptops
    Serve(Box<ServeArgs>),
    /// Inboxes: one organisation's webhooks each
    #[command(subcommand)]
    Inbox(InboxCommand),
    /// One-time codes that let a laptop in
    #[command(subcommand)]
    Pairing(PairingCommand),
    /// Laptops that may read
    #[command(subcommand)]
    Device(DeviceCommand),
    /// Other systems that get an inbox's webhooks as well
    #[command(subcommand)]
    Target(TargetCommand),
    /// The store's present life
    #[command(subcommand)]
    Epoch(EpochCommand),
}

/// Where the relay keeps things.
///
/// The environment is looked at only if the command line names no store, so that a folder set there
/// for every day is no obstacle to naming a NATS server once.
#[derive(Debug, Group)]
pub(super) struct StoreArgs {
    /// Folder of the SQLite store [env: RIBBON_RELAY_DATA] [default: the platform's data folder]
    #[arg(long, value_name = "DIR", conflicts_with = "nats")]
    data: Option<PathBuf>,
    /// Keep things in NATS JetStream instead [env: RIBBON_RELAY_NATS]
    #[arg(long, value_name = "URL", value_delimiter = ',')]
    nats: Vec<String>,
    /// Credentials for NATS
    #[arg(long, value_name = "FILE")]
    nats_creds: Option<PathBuf>,
    /// How many NATS servers keep a copy
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=5))]
    nats_replicas: Option<u8>,
    /// Take NATS servers that are known to lose data
    #[arg(long)]
    nats_allow_old: bool,
}

#[derive(Debug, Group)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    pub(super) store: StoreArgs,
    /// Where to listen: an IP address and a port
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8787",
          value_parser = values::address)]
    pub(super) listen: SocketAddr,
    /// Serve without TLS on an address that other machines can reach. Only where nobody else can
    /// listen in, such as within a container beside its proxy
    #[arg(long, conflicts_with = "tls_cert")]
    pub(super) allow_plain_http: bool,
    /// The address under which Ribbon and the laptops reach this relay: http(s)://HOST[:PORT][/PATH]
    #[arg(long, value_name = "URL", env = "RIBBON_RELAY_PUBLIC_URL",
          value_parser = values::public_url)]
    pub(super) public_url: Option<String>,
    /// The largest webhook, 1K to 64M
    #[arg(long, value_name = "BYTES", default_value = "256K", value_parser = values::max_body)]
    pub(super) max_body: usize,
    /// Drop events after so many days
    #[arg(long, value_name = "DAYS", default_value_t = 30,
          value_parser = clap::value_parser!(u32).range(1..=36500))]
    pub(super) retain_days: u32,
    /// Drop the oldest events while all together hold more than this: at least 1M, and four times
    /// --max-body
    #[arg(long, value_name = "BYTES", value_parser = values::retain_bytes)]
    pub(super) retain_bytes: Option<u64>,
    /// Serve HTTPS with this certificate chain (PEM)
    #[arg(long, value_name = "F", requires = "tls_key")]
    pub(super) tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM)
    #[arg(long, value_name = "F", requires = "tls_cert")]
    pub(super) tls_key: Option<PathBuf>,
    /// Where to serve /metrics: an IP address and a port
    #[arg(long, value_name = "ADDR", value_parser = values::address)]
    pub(super) metrics_listen: Option<SocketAddr>,
    /// Believe X-Forwarded-For of proxies in this network
    #[arg(long, value_name = "CIDR")]
    pub(super) trust_forwarded_for: Vec<IpNet>,
}

#[derive(Debug, Subcommand)]
pub(super) enum InboxCommand {
    /// Make an inbox and print where Ribbon is to post
    Create {
        /// For people: 1 to 100 characters
        name: String,
        #[command(flatten)]
        keys: KeyArgs,
        #[command(flatten)]
        public: PublicArgs,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// List all inboxes
    List {
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Show an inbox, its devices and their lag
    Show {
        /// The inbox's id
        inbox: InboxId,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Make another webhook URL; the old one stops working at once
    RotateToken {
        /// The inbox's id
        inbox: InboxId,
        #[command(flatten)]
        public: PublicArgs,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Replace the signing secrets: name all that are to count
    SetSecrets {
        /// The inbox's id
        inbox: InboxId,
        #[command(flatten)]
        keys: KeyArgs,
        /// Take webhooks without a good signature again
        #[arg(long, conflicts_with = "require_signature")]
        no_require_signature: bool,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Delete an inbox with its events and devices
    Delete {
        /// The inbox's id
        inbox: InboxId,
        #[command(flatten)]
        store: StoreArgs,
    },
}

/// How webhooks are signed.
#[derive(Debug, Group)]
pub(super) struct KeyArgs {
    /// A file that holds a signing secret; may be given several times
    #[arg(long = "secret-file", value_name = "F")]
    pub(super) secret_files: Vec<PathBuf>,
    /// Refuse webhooks that none of the secrets has signed
    #[arg(long)]
    pub(super) require_signature: bool,
}

#[derive(Debug, Group)]
pub(super) struct PublicArgs {
    /// The relay's public address, to print the whole webhook URL [default: that of serve]
    #[arg(long, value_name = "URL", env = "RIBBON_RELAY_PUBLIC_URL",
          value_parser = values::public_url)]
    pub(super) public_url: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum PairingCommand {
    /// Make a code that lets one laptop in, within 15 minutes
    Create {
        /// The inbox's id
        inbox: InboxId,
        #[command(flatten)]
        store: StoreArgs,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum DeviceCommand {
    /// Make a device and print its token
    Create {
        /// The inbox's id
        inbox: InboxId,
        /// For people: 1 to 100 characters
        name: String,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// List an inbox's devices
    List {
        /// The inbox's id
        inbox: InboxId,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Take a device's access away
    Revoke {
        /// The device's id
        device: DeviceId,
        #[command(flatten)]
        store: StoreArgs,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum EpochCommand {
    /// Tell every reader that history was lost: after a restore that the store cannot notice itself
    Renew {
        #[command(flatten)]
        store: StoreArgs,
    },
}

impl StoreArgs {
    /// The store that is meant.
    pub(super) fn config(self) -> Result<StoreConfig> {
        self.config_in(|name| std::env::var_os(name).filter(|value| !value.is_empty()))
    }

    fn config_in(mut self, env: impl Fn(&str) -> Option<OsString>) -> Result<StoreConfig> {
        if self.nats.is_empty() && self.data.is_none() {
            let urls = env("RIBBON_RELAY_NATS").and_then(|urls| urls.into_string().ok());
            let urls = urls.unwrap_or_default();
            self.nats = urls
                .split(',')
                .filter(|url| !url.is_empty())
                .map(str::to_owned)
                .collect();
        }
        if !self.nats.is_empty() {
            return Ok(StoreConfig::Nats(NatsConfig {
                urls: self.nats,
                creds: self.nats_creds,
                replicas: self.nats_replicas.map(usize::from),
                allow_old: self.nats_allow_old,
            }));
        }
        if self.nats_creds.is_some() || self.nats_replicas.is_some() || self.nats_allow_old {
            return Err(Error::Invalid("which NATS? name it with --nats".to_owned()));
        }
        let folder = self
            .data
            .or_else(|| env("RIBBON_RELAY_DATA").map(PathBuf::from))
            .or_else(|| data_folder(env));
        let folder = folder.ok_or_else(|| {
            Error::Invalid("no data folder is known here: name one with --data".to_owned())
        })?;
        Ok(StoreConfig::Sqlite { folder })
    }
}

/// Where the platform wants a program's data.
fn data_folder(env: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let from = |name: &str| {
        env(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let base = if cfg!(windows) {
        from("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        from("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        from("XDG_DATA_HOME").or_else(|| from("HOME").map(|home| home.join(".local/share")))
    };
    base.map(|base| base.join("ribbon-relay"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    fn store(words: &[&str], env: &[(&str, &str)]) -> Result<StoreConfig> {
        let line = ["ribbon-relay", "inbox", "list"].iter().chain(words);
        let Command::Inbox(InboxCommand::List { store }) = Args::parse_from(line).command else {
            panic!("another command");
        };
        store.config_in(|name| {
            let found = env.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    fn folder(words: &[&str], env: &[(&str, &str)]) -> String {
        match store(words, env).unwrap() {
            StoreConfig::Sqlite { folder } => folder.display().to_string(),
            StoreConfig::Nats(_) => panic!("the wrong store"),
        }
    }

    fn servers(words: &[&str], env: &[(&str, &str)]) -> Vec<String> {
        match store(words, env).unwrap() {
            StoreConfig::Nats(nats) => nats.urls,
            StoreConfig::Sqlite { .. } => panic!("the wrong store"),
        }
    }

    #[test]
    fn several_nats_servers_are_named_in_one_argument() {
        let both = ["nats://a", "nats://b"];
        assert_eq!(
            servers(&["--nats", "nats://a,nats://b"], &[]),
            both,
            "on the line"
        );
        let env = [("RIBBON_RELAY_NATS", "nats://a,nats://b")];
        assert_eq!(servers(&[], &env), both, "in the environment");
    }

    #[test]
    fn the_command_line_wins_over_the_environment() {
        let env = [("RIBBON_RELAY_DATA", "/env"), ("XDG_DATA_HOME", "/xdg")];
        assert_eq!(
            folder(&["--data", "/line"], &env),
            "/line",
            "the line first"
        );
        assert_eq!(folder(&[], &env), "/env", "then the environment");
        assert_eq!(
            servers(&["--nats", "nats://a"], &env),
            ["nats://a"],
            "no conflict"
        );
        let env = [("RIBBON_RELAY_NATS", "nats://a")];
        assert_eq!(
            folder(&["--data", "/line"], &env),
            "/line",
            "nor the other way round"
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn without_a_word_it_is_the_platforms_data_folder() {
        let env = [("XDG_DATA_HOME", "/xdg"), ("HOME", "/home/ada")];
        assert_eq!(
            folder(&[], &env),
            "/xdg/ribbon-relay",
            "where it was moved to"
        );
        let home = [("HOME", "/home/ada"), ("XDG_DATA_HOME", "relative")];
        assert_eq!(
            folder(&[], &home),
            "/home/ada/.local/share/ribbon-relay",
            "the usual place"
        );
        assert!(store(&[], &[]).is_err(), "nowhere");
        assert!(
            store(&["--nats-replicas", "3"], &home).is_err(),
            "of which NATS?"
        );
    }

    #[test]
    fn two_stores_at_once_and_half_a_certificate_are_refused() {
        for line in [
            &["ribbon-relay", "serve", "--data", "x", "--nats", "nats://a"][..],
            &["ribbon-relay", "serve", "--tls-cert", "x"],
            &["ribbon-relay", "serve", "--retain-days", "0"],
            &["ribbon-relay", "serve", "--public-url", ""],
        ] {
            assert!(Args::try_parse_from(line).is_err(), "{line:?}");
        }
    }
}
