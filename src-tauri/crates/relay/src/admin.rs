//! What an operator does: inboxes, pairing codes, devices, targets.
//!
//! Works on the store itself, so it runs beside a relay that serves from the same one, which sees
//! the change within a second.

mod target;

use std::sync::Arc;

use relay_protocol::{DeviceId, DeviceInfo, DeviceToken, Epoch, InboxId, InboxInfo, PairingCode};
use serde::Serialize;
use time::{Duration, OffsetDateTime};

pub use self::target::{NewTarget, ReplayOf, TargetInfo};
use crate::{
    clock::Clock,
    config::StoreConfig,
    error::{Error, Result},
    secret::{Code, SecretHash, SigningSecret, random_name},
    store::{self, Device, Inbox, InboxChange, Pairing, Store},
};

/// 160 random bits.
const TOKEN_SIGNS: usize = 32;
/// 80 random bits: not secret, but nobody should find it by trying.
const ID_SIGNS: usize = 16;
const CODE_LIVES: Duration = Duration::minutes(15);
const CODE_TRIES: u32 = 5;
const NAME_LENGTH: usize = 100;

/// The operator's hand on a store.
#[derive(Clone)]
pub struct Admin {
    store: Arc<dyn Store>,
    clock: Clock,
}

/// A webhook URL. Its token is shown this once.
#[derive(Debug, Clone, Serialize)]
pub struct Ingest {
    /// The inbox.
    pub inbox: InboxId,
    /// The path to post to; holds the token.
    pub ingest_path: String,
    /// The whole URL, if the relay's public address is known.
    pub ingest_url: Option<String>,
}

/// A pairing code.
#[derive(Debug, Clone, Serialize)]
pub struct NewCode {
    /// To be typed in on the laptop, once.
    pub code: PairingCode,
    /// Until when.
    #[serde(with = "relay_protocol::timestamp")]
    pub expires_at: OffsetDateTime,
}

/// A device made by the operator. Its token is shown this once.
#[derive(Debug, Clone, Serialize)]
pub struct NewToken {
    /// The device.
    pub device: DeviceId,
    /// Its bearer token.
    pub token: DeviceToken,
}

impl Admin {
    /// Opens the store, making it if need be.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub async fn open(store: &StoreConfig, clock: Clock) -> Result<Self> {
        Ok(Self::of(store::open(store).await?.store, clock))
    }

    pub(crate) fn of(store: Arc<dyn Store>, clock: Clock) -> Self {
        Self { store, clock }
    }

    /// Makes an inbox.
    ///
    /// # Errors
    /// If the name is not usable, if signatures are required without a key, or if the store fails.
    pub async fn create_inbox(
        &self,
        name: &str,
        secrets: Vec<SigningSecret>,
        require_signature: bool,
    ) -> Result<Ingest> {
        check_secrets(&secrets, require_signature)?;
        let (id, token) = (new_id()?, random_name(TOKEN_SIGNS));
        let inbox = Inbox {
            id,
            name: check_name(name)?,
            token: SecretHash::of(&token),
            secrets,
            require_signature,
            created_at: self.clock.now(),
        };
        let id = inbox.id.clone();
        self.store.create_inbox(inbox).await?;
        self.ingest(id, &token).await
    }

    /// All inboxes.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn inboxes(&self) -> Result<Vec<Inbox>> {
        self.store.inboxes().await
    }

    /// An inbox as its devices see it.
    ///
    /// # Errors
    /// If there is none, or the store fails.
    pub async fn inbox(&self, inbox: &InboxId) -> Result<InboxInfo> {
        describe(&*self.store, inbox).await
    }

    /// Gives an inbox another webhook URL; the old one answers 404 at once.
    ///
    /// # Errors
    /// If there is no such inbox, or the store fails.
    pub async fn rotate_token(&self, inbox: &InboxId) -> Result<Ingest> {
        let token = random_name(TOKEN_SIGNS);
        let change = InboxChange::Token(SecretHash::of(&token));
        self.store.change_inbox(inbox, change).await?;
        self.ingest(inbox.clone(), &token).await
    }

    async fn ingest(&self, inbox: InboxId, token: &str) -> Result<Ingest> {
        let ingest_path = format!("/in/{inbox}/{token}");
        let ingest = Ingest {
            inbox,
            ingest_path,
            ingest_url: None,
        };
        Ok(match self.store.public_url().await? {
            Some(url) => ingest.at(&url),
            None => ingest,
        })
    }

    /// Replaces an inbox's signing keys.
    ///
    /// # Errors
    /// If there is no such inbox, if signatures are required without a key, or if the store fails.
    pub async fn set_secrets(
        &self,
        inbox: &InboxId,
        secrets: Vec<SigningSecret>,
        require_signature: Option<bool>,
    ) -> Result<()> {
        let found = self.store.inbox(inbox).await?;
        let found = found.ok_or_else(|| Error::NoSuchInbox(inbox.clone()))?;
        check_secrets(
            &secrets,
            require_signature.unwrap_or(found.require_signature),
        )?;
        let change = InboxChange::Secrets {
            secrets,
            require_signature,
        };
        self.store.change_inbox(inbox, change).await
    }

    /// Deletes an inbox with everything in it; `false` if there was none.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn delete_inbox(&self, inbox: &InboxId) -> Result<bool> {
        self.store.delete_inbox(inbox).await
    }

    /// Makes a one-time pairing code.
    ///
    /// # Errors
    /// If there is no such inbox, or the store fails.
    pub async fn create_pairing(&self, inbox: &InboxId) -> Result<NewCode> {
        let now = self.clock.now();
        let printed = Code::generate();
        let Code { selector, hash } = Code::parse(&printed);
        let expires_at = now + CODE_LIVES;
        let pairing = Pairing {
            selector,
            inbox: inbox.clone(),
            code: hash,
            expires_at,
            tries_left: CODE_TRIES,
        };
        self.store.create_pairing(pairing, now).await?;
        Ok(NewCode {
            code: PairingCode::new(printed),
            expires_at,
        })
    }

    /// Makes a device without a code.
    ///
    /// # Errors
    /// If there is no such inbox, if the name is not usable, or if the store fails.
    pub async fn create_device(&self, inbox: &InboxId, name: &str) -> Result<NewToken> {
        let (id, token, hash) = new_device_token()?;
        let device = Device {
            id: id.clone(),
            inbox: inbox.clone(),
            name: check_name(name)?,
            token: hash,
            created_at: self.clock.now(),
            last_seen: None,
            acked: None,
        };
        self.store.create_device(device).await?;
        Ok(NewToken { device: id, token })
    }

    /// Revokes a device: its token is worthless at once, its open streams end within 5 s. `false`
    /// if there was none.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn revoke_device(&self, device: &DeviceId) -> Result<bool> {
        self.store.delete_device(device).await
    }

    /// Begins a new epoch: every reader is told that its history has a gap. For a store that was
    /// set back in a way it cannot notice by itself.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn renew_epoch(&self) -> Result<Epoch> {
        self.store.renew_epoch().await
    }
}

impl std::fmt::Debug for Admin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Admin")
            .field("store", &self.store.kind())
            .finish_non_exhaustive()
    }
}

impl Ingest {
    /// The same with the whole URL, under this public address of the relay.
    #[must_use]
    pub fn at(mut self, public_url: &str) -> Self {
        let base = public_url.trim_end_matches('/');
        self.ingest_url = Some(format!("{base}{}", self.ingest_path));
        self
    }
}

/// An inbox with its ends, its devices and their lag.
pub(crate) async fn describe(store: &dyn Store, inbox: &InboxId) -> Result<InboxInfo> {
    let found = store.inbox(inbox).await?;
    let found = found.ok_or_else(|| Error::NoSuchInbox(inbox.clone()))?;
    let span = store.span(inbox).await?;
    let mut devices = Vec::new();
    for device in store.devices(inbox).await? {
        let acked = device.acked.filter(|cursor| cursor.epoch == span.epoch);
        let place = acked.as_ref().map_or(span.oldest, |cursor| cursor.seq);
        devices.push(DeviceInfo {
            device: device.id,
            name: device.name,
            last_seen: device.last_seen,
            acked,
            lag: store.count_after(inbox, place).await?,
        });
    }
    let latest = store.latest(inbox).await?;
    Ok(InboxInfo {
        last_received: latest.received,
        last_refused: latest.refused,
        inbox: found.id,
        name: found.name,
        head: span.cursor(span.head),
        oldest: span.cursor(span.oldest),
        devices,
    })
}

/// A new device's id, its token, which begins with the id so that it can be found, and the hash.
pub(crate) fn new_device_token() -> Result<(DeviceId, DeviceToken, SecretHash)> {
    let id = random_name(ID_SIGNS);
    let token = format!("{id}_{}", random_name(TOKEN_SIGNS));
    let hash = SecretHash::of(&token);
    let id = id
        .try_into()
        .map_err(|_| Error::Corrupt("a new device id".to_owned()))?;
    Ok((id, DeviceToken::new(token), hash))
}

/// A name that people can tell apart in a list and that cannot play tricks on a terminal.
pub(crate) fn check_name(name: &str) -> Result<String> {
    let name = name.trim();
    let length = name.chars().count();
    if (1..=NAME_LENGTH).contains(&length) && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        let what = format!("a name has 1 to {NAME_LENGTH} characters and no control characters");
        Err(Error::Invalid(what))
    }
}

fn check_secrets(secrets: &[SigningSecret], require_signature: bool) -> Result<()> {
    if secrets.iter().any(SigningSecret::is_empty) {
        return Err(Error::Invalid("a signing secret is empty".to_owned()));
    }
    if require_signature && secrets.is_empty() {
        let what = "an inbox that requires signatures needs a secret to check them with";
        return Err(Error::Invalid(what.to_owned()));
    }
    Ok(())
}

fn new_id() -> Result<InboxId> {
    let id = random_name(ID_SIGNS);
    id.try_into()
        .map_err(|_| Error::Corrupt("a new inbox id".to_owned()))
}
