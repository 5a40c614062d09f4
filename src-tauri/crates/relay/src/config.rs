//! Everything a relay is told when it starts.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use axum::http::Uri;
use ipnet::IpNet;

use crate::{
    clock::Clock,
    error::{Error, Result},
    store::Retention,
};

/// Where the log and the registry live.
#[derive(Debug, Clone)]
pub enum StoreConfig {
    /// One SQLite file in this folder, which is made if need be.
    Sqlite {
        /// The folder.
        folder: PathBuf,
    },
    /// A NATS server or cluster with JetStream.
    Nats(NatsConfig),
}

/// How to reach NATS.
#[derive(Clone)]
pub struct NatsConfig {
    /// `nats://host:port` or `tls://host:port`, any number of one cluster.
    pub urls: Vec<String>,
    /// A credentials file as written by `nsc`.
    pub creds: Option<PathBuf>,
    /// How many servers keep a copy; `None` leaves what exists, and makes one copy where nothing
    /// exists.
    pub replicas: Option<usize>,
    /// Take servers that are known to lose data.
    pub allow_old: bool,
}

impl std::fmt::Debug for NatsConfig {
    /// Without the addresses, which may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NatsConfig")
            .field("replicas", &self.replicas)
            .field("allow_old", &self.allow_old)
            .finish_non_exhaustive()
    }
}

/// A certificate chain and its key, both PEM.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The chain, the server's own certificate first.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// What `serve` is told.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to keep things.
    pub store: StoreConfig,
    /// Where to listen; port 0 takes any free one.
    pub listen: SocketAddr,
    /// Serve without TLS on an address that other machines can reach.
    pub allow_plain_http: bool,
    /// The address under which Ribbon and the laptops reach this relay. It is remembered in the
    /// store, so that whole webhook URLs can be printed.
    pub public_url: Option<String>,
    /// Where to listen for `/metrics`, if anywhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Serve HTTPS instead of HTTP.
    pub tls: Option<TlsFiles>,
    /// The largest webhook body, in bytes.
    pub max_body: usize,
    /// What is dropped, and when.
    pub retention: Retention,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trust_forwarded_for: Vec<IpNet>,
    /// The time of day.
    pub clock: Clock,
    /// How long things take.
    pub pace: Pace,
}

impl Config {
    /// The defaults: any free port of this machine, 256 KiB, 30 days.
    #[must_use]
    pub fn new(store: StoreConfig) -> Self {
        Self {
            store,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            allow_plain_http: false,
            public_url: None,
            metrics_listen: None,
            tls: None,
            max_body: 256 << 10,
            retention: Retention {
                age: Some(time::Duration::days(30)),
                bytes: None,
            },
            trust_forwarded_for: Vec::new(),
            clock: Clock::system(),
            pace: Pace::default(),
        }
    }
}

impl Config {
    /// Refuses settings that contradict each other or put secrets at risk.
    pub(crate) fn check(&self) -> Result<()> {
        let is_local = self.listen.ip().to_canonical().is_loopback();
        if self.tls.is_none() && !is_local && !self.allow_plain_http {
            return Err(Error::Invalid(format!(
                "on {} other machines could read webhooks and tokens off the network: give \
                 --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy that does TLS, or \
                 allow it with --allow-plain-http",
                self.listen
            )));
        }
        self.public_url.as_deref().map_or(Ok(()), check_public_url)
    }
}

/// Whether webhook URLs can be made from this address.
pub(crate) fn check_public_url(url: &str) -> Result<()> {
    let is_usable = url.parse::<Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.host().is_some_and(|host| !host.is_empty())
            && !url.contains(['?', '#', '@'])
    });
    if is_usable {
        return Ok(());
    }
    let what = "a public URL is http:// or https:// and a host, such as https://relay.example.com";
    Err(Error::Invalid(what.to_owned()))
}

/// How long things take. The defaults are the documented ones; tests shorten them.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Between two heartbeats of a stream.
    pub heartbeat: Duration,
    /// Between two looks whether an open stream's device is still allowed.
    pub recheck: Duration,
    /// Between two runs of retention.
    pub retention: Duration,
    /// Between two notes in an inbox's log that webhooks were not taken; those that come in between
    /// share one.
    pub refusals: Duration,
    /// The longest silence within a body.
    pub body_silence: Duration,
    /// The longest time for a whole body.
    pub body_total: Duration,
    /// How long the store may take for one webhook before it is answered with 503.
    pub append: Duration,
    /// Between two looks at the list of targets.
    pub targets: Duration,
    /// How long a target may take for one event.
    pub target_answer: Duration,
    /// The first pause after a target did not take an event; it doubles from there.
    pub retry: Duration,
    /// The longest such pause.
    pub retry_longest: Duration,
    /// How long a relay that falls silent keeps the right to deliver to a target, where several
    /// relays share a store.
    pub lease: Duration,
    /// How long stopping waits for what was accepted.
    pub grace: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            heartbeat: Duration::from_secs(relay_protocol::sse::HEARTBEAT_SECONDS),
            recheck: Duration::from_secs(2),
            retention: Duration::from_secs(10),
            refusals: Duration::from_secs(60),
            body_silence: Duration::from_secs(10),
            body_total: Duration::from_secs(30),
            append: Duration::from_secs(15),
            targets: Duration::from_millis(400),
            target_answer: Duration::from_secs(30),
            retry: Duration::from_millis(500),
            retry_longest: Duration::from_mins(10),
            lease: Duration::from_secs(10),
            // Exit within 5 s is promised; the rest is for closing the store.
            grace: Duration::from_secs(4),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_names_a_host_and_nothing_secret() {
        for good in [
            "https://relay.example.com",
            "http://127.0.0.1:8787/",
            "https://example.com/relay",
        ] {
            assert!(check_public_url(good).is_ok(), "{good}");
        }
        for wrong in [
            "",
            "relay.example.com",
            "ftp://example.com",
            "https://",
            "/relay",
            "https://a b",
            "https://example.com/?x",
            "https://user:key@example.com",
        ] {
            assert!(check_public_url(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn plain_http_beyond_this_machine_has_to_be_allowed() {
        let folder = PathBuf::from("x");
        let mut config = Config::new(StoreConfig::Sqlite { folder });
        for local in ["127.0.0.1:1", "[::1]:1", "[::ffff:127.0.0.1]:1"] {
            config.listen = local.parse().unwrap();
            assert!(config.check().is_ok(), "{local} is this machine");
        }
        for public in ["0.0.0.0:1", "[::]:1", "192.0.2.1:1"] {
            config.listen = public.parse().unwrap();
            config.allow_plain_http = false;
            let said = config.check().unwrap_err().to_string();
            assert!(said.contains("--allow-plain-http"), "{public}: {said}");
            config.allow_plain_http = true;
            assert!(config.check().is_ok(), "{public} is allowed");
        }
    }
}
