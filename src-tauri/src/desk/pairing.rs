//! The relay that this computer is paired with.

use anyhow::{Context, anyhow, ensure};
use contract::{CommandError, ErrorCode};
use domain::Clock;
use feed::relay::{Config, DeviceToken, InboxId, Relay, Running, Timing, pair};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::table::{setting, source_cursor};
use store::{Store, Tx};
use sync::Handle;
use url::Url;

/// A relay that cannot be read is asked so often before that counts.
const ATTEMPTS: u32 = 3;

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

    /// A pairing made elsewhere: with the relay at `address`, which may end in
    /// `/v1/inboxes/<inbox>`, by what its operator's `device create` printed or the token alone.
    pub(crate) fn given(address: &Url, text: &str) -> anyhow::Result<Self> {
        ensure!(
            matches!(address.scheme(), "http" | "https"),
            "{address} is no relay's address: it begins with https://"
        );
        let given = Given::read(text)?;
        let (address, named) = split_inbox(address)?;
        let inbox = named.or(given.inbox).with_context(|| {
            format!("which inbox? name it in the address: {address}v1/inboxes/INBOX")
        })?;
        Ok(Self {
            address,
            inbox,
            token: given.token,
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
    ) -> Result<Running, feed::Error> {
        let config = self
            .config(store)
            .map_err(|error| feed::Error::Stopped(error.to_string()))?;
        Relay::start(config, clock, Arc::new(engine.clone()))
    }

    /// Reads once from where the cache left off to the head of the log.
    pub(crate) async fn read_to_head(
        &self,
        store: &Store,
        engine: &Handle,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<()> {
        let config = self.config(store)?;
        let sink = Arc::new(engine.clone());
        feed::relay::read_to_head(config, clock, sink, ATTEMPTS)
            .await
            .with_context(|| format!("the relay at {}", self.address))
    }

    /// Asks whether the relay lets this computer read, without reading anything.
    pub(crate) async fn try_once(&self) -> Result<(), feed::Error> {
        feed::relay::try_once(&self.config_after(None)).await
    }

    fn config(&self, store: &Store) -> store::Result<Config> {
        let source = self.source();
        let after = store.read(|connection| source_cursor::get(connection, &source))?;
        Ok(self.config_after(after))
    }

    fn config_after(&self, after: Option<String>) -> Config {
        Config {
            source: self.source(),
            relay: self.address.clone(),
            inbox: self.inbox.clone(),
            token: self.token.clone(),
            after,
            timing: Timing::default(),
        }
    }
}

/// What a device token file may hold.
#[derive(Deserialize)]
struct Given {
    inbox: Option<InboxId>,
    token: DeviceToken,
}

impl Given {
    fn read(text: &str) -> anyhow::Result<Self> {
        if text.starts_with('{') {
            // The parser's own words could quote the token.
            return serde_json::from_str(text)
                .map_err(|_| anyhow!("it does not hold what `ribbon-relay device create` prints"));
        }
        ensure!(
            !text.contains(char::is_whitespace),
            "it holds more than one token: leave one line, as `ribbon-relay device create` prints it"
        );
        let token = DeviceToken::new(text);
        Ok(Self { inbox: None, token })
    }
}

/// The relay's own address, and the inbox if the address goes on to it.
fn split_inbox(address: &Url) -> anyhow::Result<(Url, Option<InboxId>)> {
    const BEFORE: &str = "/v1/inboxes/";
    let Some((base, rest)) = address.path().split_once(BEFORE) else {
        return Ok((address.clone(), None));
    };
    let inbox = rest.split('/').next().unwrap_or_default().parse();
    let inbox = inbox.with_context(|| format!("after {BEFORE} the address must name an inbox"))?;
    let mut relay = address.clone();
    relay.set_path(base);
    Ok((relay, Some(inbox)))
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

    const BARE: &str = "https://relay.example.com";
    const WITH_INBOX: &str = "https://relay.example.com/v1/inboxes/abcdefghij12";

    fn given(address: &str, text: &str) -> anyhow::Result<Pairing> {
        Pairing::given(&Url::parse(address).unwrap(), text)
    }

    #[test]
    fn a_pairing_is_given_by_address_and_token_in_each_of_their_forms() {
        let printed = r#"{"device":"d1","token":"d1_secret"}"#;
        let paired = r#"{"inbox":"abcdefghij12","device":"d1","token":"d1_secret"}"#;
        let events = format!("{WITH_INBOX}/events");
        for (address, text) in [
            (WITH_INBOX, "d1_secret"),
            (WITH_INBOX, printed),
            (&events, printed),
            (BARE, paired),
        ] {
            let pairing = given(address, text).unwrap();
            assert_eq!(pairing.address.as_str(), "https://relay.example.com/");
            assert_eq!(pairing.inbox.as_str(), "abcdefghij12", "{address} {text}");
            assert_eq!(pairing.token.expose(), "d1_secret", "{address} {text}");
        }
        let below = given("https://example.com/relay/v1/inboxes/abcdefghij12", printed).unwrap();
        assert_eq!(below.address.as_str(), "https://example.com/relay");
    }

    #[test]
    fn what_is_wrong_with_a_given_pairing_is_said_without_its_token() {
        for (address, text, said) in [
            (
                BARE,
                "d1_secret",
                "https://relay.example.com/v1/inboxes/INBOX",
            ),
            (
                "https://relay.example.com/v1/inboxes/UP",
                "d1_secret",
                "name an inbox",
            ),
            ("ftp://relay.example.com", "d1_secret", "https://"),
            (WITH_INBOX, r#"{"token":["d1_secret"]}"#, "device create"),
            (WITH_INBOX, "d1_secret d2_secret", "one line"),
        ] {
            let error = format!("{:#}", given(address, text).err().unwrap());
            assert!(error.contains(said), "{error}");
            assert!(!error.contains("d1_secret"), "{error}");
        }
    }

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
