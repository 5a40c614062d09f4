//! The channel of smee.io or gosmee that is listened to.

use contract::{CommandError, ErrorCode};
use domain::Clock;
use feed::Running;
use feed::channel::{Config, Kind, Timing, detect, source};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::table::{setting, source_cursor};
use store::{Store, Tx};
use sync::Handle;
use url::Url;

/// A channel. Its address is its only secret: it is kept in the encrypted cache, and neither logged
/// nor told.
pub(crate) struct Channel {
    url: Url,
    pub(crate) kind: Kind,
    /// The name under which what it brings is kept.
    pub(crate) source: String,
}

/// As it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    url: Url,
    kind: String,
}

impl Channel {
    /// Finds the channel at the address that the user pasted.
    pub(crate) async fn find(pasted: &str) -> Result<Self, CommandError> {
        let url = read_address(pasted).ok_or_else(|| {
            CommandError::new(
                ErrorCode::BadRequest,
                "An address begins with https:// and ends in the channel's name.",
            )
        })?;
        let kind = detect(&url).await.map_err(|error| in_words(&error))?;
        Self::new(url, kind).map_err(|error| in_words(&error))
    }

    fn new(url: Url, kind: Kind) -> Result<Self, feed::Error> {
        let source = source(&url, kind)?;
        Ok(Self { url, kind, source })
    }

    /// The channel that is listened to.
    pub(crate) fn load(store: &Store) -> store::Result<Option<Self>> {
        let text = store.read(|connection| setting::get(connection, setting::CHANNEL))?;
        // One that can no longer be read is as good as none: the user joins it again.
        Ok(text
            .and_then(|text| serde_json::from_str::<Kept>(&text).ok())
            .and_then(|kept| Self::new(kept.url, Kind::parse(&kept.kind)?).ok()))
    }

    /// Keeps it.
    pub(crate) fn save(&self, store: &Store) -> store::Result<()> {
        let kept = Kept {
            url: self.url.clone(),
            kind: self.kind.as_str().to_owned(),
        };
        let text = serde_json::to_string(&kept)
            .map_err(|error| store::Error::Damaged(error.to_string()))?;
        store.write(|tx: &Tx<'_>| setting::set(tx, setting::CHANNEL, &text))
    }

    /// Forgets whichever is kept.
    pub(crate) fn forget(store: &Store) -> store::Result<()> {
        store.write(|tx: &Tx<'_>| setting::clear(tx, setting::CHANNEL))
    }

    /// Its server: what of the address may be told.
    pub(crate) fn server(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// Begins to listen; to a server that remembers, from where the cache left off.
    pub(crate) fn start(
        &self,
        store: &Store,
        engine: &Handle,
        clock: Arc<dyn Clock>,
    ) -> Result<Running, feed::Error> {
        let after = store
            .read(|connection| source_cursor::get(connection, &self.source))
            .map_err(|error| feed::Error::Stopped(error.to_string()))?;
        let config = Config {
            source: self.source.clone(),
            url: self.url.clone(),
            kind: self.kind,
            after,
            timing: Timing::default(),
        };
        feed::channel::Channel::start(config, clock, Arc::new(engine.clone()))
    }
}

/// An address of the web, however it was copied.
fn read_address(pasted: &str) -> Option<Url> {
    let pasted = pasted.trim();
    let with_scheme = if pasted.contains("://") {
        pasted.to_owned()
    } else {
        format!("https://{pasted}")
    };
    Url::parse(&with_scheme).ok().filter(Url::has_host)
}

fn in_words(error: &feed::Error) -> CommandError {
    let code = match error {
        feed::Error::Unreachable { .. } | feed::Error::Silent => ErrorCode::NoNetwork,
        feed::Error::BadUrl { .. } => ErrorCode::BadRequest,
        feed::Error::Protocol { .. } => ErrorCode::NotFound,
        _ => ErrorCode::ServerError,
    };
    CommandError::new(code, error.to_string())
}

#[cfg(test)]
impl Channel {
    /// Keeps a channel of smee's that nobody has looked for.
    pub(super) fn kept_for_test(url: &str, store: &Store) {
        let url = url.parse().unwrap();
        Self::new(url, Kind::Smee).unwrap().save(store).unwrap();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::DbKey;

    #[test]
    fn an_address_is_taken_however_it_was_copied() {
        let smee = "https://smee.io/AbCdEf123456";
        for pasted in [
            smee,
            " https://smee.io/AbCdEf123456\n",
            "smee.io/AbCdEf123456",
        ] {
            let url = read_address(pasted).map(String::from);
            assert_eq!(url.as_deref(), Some(smee), "{pasted:?}");
        }
        for pasted in ["", "  ", "see https://smee.io/x", "https://"] {
            assert!(read_address(pasted).is_none(), "{pasted:?}");
        }
    }

    #[test]
    fn a_channel_is_kept_and_told_by_its_server_alone() {
        let folder = tempfile::tempdir().unwrap();
        let key = DbKey::from_hex(&"5a".repeat(32)).unwrap();
        let store = Store::open(&folder.path().join("cache.db"), key).unwrap();
        let url = "https://me:pass@gosmee.example:8443/hooks/AbCdEf123456";
        let channel = Channel::new(url.parse().unwrap(), Kind::Gosmee).unwrap();
        assert_eq!(channel.server(), "https://gosmee.example:8443");
        channel.save(&store).unwrap();
        let kept = Channel::load(&store).unwrap().unwrap();
        assert_eq!(kept.url.as_str(), url, "the whole address");
        assert_eq!((kept.kind, &kept.source), (Kind::Gosmee, &channel.source));
        Channel::forget(&store).unwrap();
        assert!(Channel::load(&store).unwrap().is_none(), "forgotten");
    }

    #[tokio::test]
    async fn what_is_wrong_with_an_address_is_told_without_it() {
        for (pasted, code) in [
            ("not an address", ErrorCode::BadRequest),
            ("https://smee.io/", ErrorCode::BadRequest),
            ("http://smee.example/SeCrEt", ErrorCode::BadRequest),
            ("ftp://127.0.0.1/SeCrEt", ErrorCode::BadRequest),
            ("http://127.0.0.1:1/SeCrEt", ErrorCode::NoNetwork),
        ] {
            let error = Channel::find(pasted).await.err().unwrap();
            assert_eq!(error.code, code, "{pasted}: {error}");
            assert!(!error.message.contains("SeCrEt"), "{error}");
        }
    }
}
