//! The relay that this computer is paired with.

use contract::{CommandError, ErrorCode};
use domain::Clock;
use feed::relay::{Config, DeviceToken, InboxId, Relay, Running, Timing, pair};

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::table::{setting, source_cursor};
use store::{Store, Tx};
use sync::Handle;
use url::Url;

/// What was agreed with the relay. Kept in the encrypted cache, since it holds a token.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Pairing {
    pub(crate) address: Url,
    pub(crate) inbox: InboxId,
    token: DeviceToken,
}

impl Pairing {
    /// Pairs with the relay that `line` names: its address and a one-time code.
    pub(crate) async fn agree(line: &str) -> Result<Self, CommandError> {
        let (address, code) = read_line(line).ok_or_else(|| {
            CommandError::new(
                ErrorCode::BadRequest,
                "Paste the whole line: the relay's address, a space, and the code.",
            )
        })?;
        let answer = pair(&address, &code, &this_computer())
            .await
            .map_err(|error| in_words(&error))?;
        Ok(Self {
            address,
            inbox: answer.inbox,
            token: answer.token,
        })
    }

    /// The pairing that is in force.
    pub(crate) fn load(store: &Store) -> store::Result<Option<Self>> {
        let text = store.read(|connection| setting::get(connection, setting::RELAY))?;
        // One that can no longer be read is as good as none: the user pairs again.
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps it.
    pub(crate) fn save(&self, store: &Store) -> store::Result<()> {
        let text = serde_json::to_string(self)
            .map_err(|error| store::Error::Damaged(error.to_string()))?;
        store.write(|tx: &Tx<'_>| setting::set(tx, setting::RELAY, &text))
    }

    /// Forgets whichever is kept.
    pub(crate) fn forget(store: &Store) -> store::Result<()> {
        store.write(|tx: &Tx<'_>| setting::clear(tx, setting::RELAY))
    }

    /// The name under which what it brings is kept: another inbox is another log.
    pub(crate) fn source(&self) -> String {
        format!("relay:{}", self.inbox)
    }

    /// Begins to read from where the cache left off.
    pub(crate) fn start(
        &self,
        store: &Store,
        engine: &Handle,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Running> {
        let source = self.source();
        let after = store.read(|connection| source_cursor::get(connection, &source))?;
        let config = Config {
            source,
            relay: self.address.clone(),
            inbox: self.inbox.clone(),
            token: self.token.clone(),
            after,
            timing: Timing::default(),
        };
        Ok(Relay::start(config, clock, Arc::new(engine.clone()))?)
    }
}

/// An address and a code, with anything but letters in between: a space, a line break, a `#`.
fn read_line(line: &str) -> Option<(Url, String)> {
    let mut parts = line
        .split(|c: char| c.is_whitespace() || c == '#')
        .filter(|part| !part.is_empty());
    let (address, code) = (parts.next()?, parts.next()?);
    let address = Url::parse(address).ok().filter(Url::has_host)?;
    parts.next().is_none().then(|| (address, code.to_owned()))
}

/// What the relay's operator sees in the list of devices.
fn this_computer() -> String {
    let name = std::fs::read_to_string("/etc/hostname").ok();
    let name = name.or_else(|| std::env::var("COMPUTERNAME").ok());
    name.map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "Ribbon Desk".to_owned())
}

fn in_words(error: &feed::Error) -> CommandError {
    let code = match error {
        feed::Error::WrongCode => ErrorCode::WrongCode,
        feed::Error::Unreachable { .. } | feed::Error::Silent => ErrorCode::NoNetwork,
        feed::Error::BadUrl { .. } => ErrorCode::BadRequest,
        _ => ErrorCode::ServerError,
    };
    CommandError::new(code, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_an_address_and_a_code_however_they_were_copied() {
        for line in [
            "https://relay.example.com 7QK2-M4XRT",
            "  https://relay.example.com\n7QK2-M4XRT\n",
            "https://relay.example.com#7QK2-M4XRT",
        ] {
            let (address, code) = read_line(line).unwrap();
            assert_eq!(address.as_str(), "https://relay.example.com/", "{line}");
            assert_eq!(code, "7QK2-M4XRT", "{line}");
        }
    }

    #[test]
    fn half_a_line_and_prose_are_refused() {
        for line in [
            "",
            "7QK2-M4XRT",
            "https://relay.example.com",
            "see https://relay.example.com x",
        ] {
            assert!(read_line(line).is_none(), "{line:?}");
        }
    }
}
