//! Pairing, acknowledging, and what an inbox shows of itself.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Cursor, DeviceId, DeviceToken, InboxId, PairingCode, Refusal};

/// `POST /v1/pair`: a laptop turns a one-time code into its own token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairRequest {
    /// As printed by `pairing create`; case, hyphens and spaces do not matter.
    pub code: PairingCode,
    /// The name under which the device is listed: 1 to 100 characters.
    pub device_name: String,
}

/// The answer to a right code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairAnswer {
    /// The inbox that the device may read.
    pub inbox: InboxId,
    /// The device's name for `device revoke`.
    pub device: DeviceId,
    /// Shown this once: the relay keeps only its hash.
    pub token: DeviceToken,
}

/// `POST /v1/inboxes/{inbox}/ack`: how far this device has committed.
///
/// It moves nothing for the reader; it feeds the lag that the relay shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ack {
    /// Everything up to here is safe on the laptop.
    pub cursor: Cursor,
}

/// The answer to an [`Ack`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acked {
    /// The furthest place this device ever acknowledged; an older [`Ack`] does not move it back.
    pub acked: Cursor,
}

/// `GET /v1/inboxes/{inbox}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxInfo {
    /// The inbox itself.
    pub inbox: InboxId,
    /// The name given by who made it.
    pub name: String,
    /// The newest event's place.
    pub head: Cursor,
    /// The place just before the oldest event that is kept.
    pub oldest: Cursor,
    /// When the newest kept webhook came.
    #[serde(with = "crate::timestamp::option", default)]
    pub last_received: Option<OffsetDateTime>,
    /// The newest kept note of a webhook that was not taken.
    #[serde(default)]
    pub last_refused: Option<Refusal>,
    /// Who reads it; revoked devices are left out.
    pub devices: Vec<DeviceInfo>,
}

/// A device as its inbox shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceInfo {
    /// The device itself.
    pub device: DeviceId,
    /// The name it gave when it was paired.
    pub name: String,
    /// Its last request, to within a minute.
    #[serde(with = "crate::timestamp::option", default)]
    pub last_seen: Option<OffsetDateTime>,
    /// How far it has committed, if it ever said so in this epoch.
    #[serde(default)]
    pub acked: Option<Cursor>,
    /// How many kept events come after `acked`.
    pub lag: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads_back<T>(wire: &str)
    where
        T: Serialize + for<'de> Deserialize<'de>,
    {
        let value: T = serde_json::from_str(wire).unwrap();
        assert_eq!(
            serde_json::to_string(&value).unwrap(),
            wire,
            "the same on both sides"
        );
    }

    #[test]
    fn every_small_message_looks_on_the_wire_as_documented() {
        reads_back::<PairRequest>(r#"{"code":"AB12-CDE34-FGH56","device_name":"Ada's laptop"}"#);
        reads_back::<PairAnswer>(r#"{"inbox":"abcdefghij12","device":"d1","token":"t"}"#);
        reads_back::<Ack>(r#"{"cursor":"k3v9-42"}"#);
        reads_back::<Acked>(r#"{"acked":"k3v9-42"}"#);
    }

    #[test]
    fn an_inbox_looks_on_the_wire_as_documented() {
        reads_back::<InboxInfo>(concat!(
            r#"{"inbox":"abcdefghij12","name":"Acme","head":"k3v9-42","oldest":"k3v9-1","#,
            r#""last_received":"2026-11-23T15:04:05.123Z","#,
            r#""last_refused":{"at":"2026-11-23T15:04:05.123Z","reason":"slow"},"devices":["#,
            r#"{"device":"d1","name":"Ada","last_seen":"2026-11-23T15:04:05.123Z","#,
            r#""acked":"k3v9-40","lag":2},"#,
            r#"{"device":"d2","name":"Bob","last_seen":null,"acked":null,"lag":41}]}"#
        ));
    }
}
