//! One received webhook as a laptop gets it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::OffsetDateTime;

use crate::{Cursor, EventId};

/// One received request, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The place just after this event: hand it back as `after` to go on from here.
    pub cursor: Cursor,
    /// The event's own name, the same for every reader and across epochs.
    pub id: EventId,
    /// When the relay received it, by the relay's clock.
    #[serde(with = "crate::timestamp")]
    pub received_at: OffsetDateTime,
    /// The headers that [`forwards_header`] lets through, as sent: lower-case names, repeated ones
    /// kept, in their order.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte as sent; base64 with padding on the wire.
    #[serde(
        rename = "body_b64",
        serialize_with = "to_base64",
        deserialize_with = "from_base64"
    )]
    pub body: Vec<u8>,
    /// What the relay found when it checked the signature on arrival.
    pub signature: Signature,
}

impl Event {
    /// The first header of this (lower-case) name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What the relay can say about an event's `X-Ribbon-Signature`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// It matches one of the inbox's secrets.
    Verified,
    /// It is there and matches none of them (perhaps because the inbox has none).
    Unverified,
    /// There is none.
    Absent,
}

/// Whether the relay keeps a header of this (lower-case) name; all others may hold what is none of
/// the laptop's business, such as cookies of a proxy.
#[must_use]
pub fn forwards_header(name: &str) -> bool {
    matches!(name, "content-type" | "content-encoding" | "user-agent")
        || name.starts_with("x-ribbon-")
        || name.starts_with("webhook-")
}

/// The answer to an accepted webhook. It is sent only after a durable commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The name under which it was stored.
    pub id: EventId,
}

fn to_base64<S: Serializer>(body: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&STANDARD.encode(body))
}

fn from_base64<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    STANDARD
        .decode(String::deserialize(from)?)
        .map_err(de::Error::custom)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::datetime;

    use super::*;

    fn event(body: Vec<u8>) -> Event {
        Event {
            cursor: "k3v9-42".parse().unwrap(),
            id: "01JDCR4W3NQ8Z6V5T2X1Y0KABC".parse().unwrap(),
            received_at: datetime!(2026-11-23 15:04:05.123 UTC),
            headers: vec![
                ("content-type".to_owned(), "application/json".to_owned()),
                ("x-ribbon-signature".to_owned(), "9f86d081".to_owned()),
            ],
            body,
            signature: Signature::Verified,
        }
    }

    #[test]
    fn an_event_looks_on_the_wire_as_documented() {
        let wire = serde_json::to_string(&event(b"{\"a\":1}".to_vec())).unwrap();
        assert_eq!(
            wire,
            concat!(
                r#"{"cursor":"k3v9-42","id":"01JDCR4W3NQ8Z6V5T2X1Y0KABC","#,
                r#""received_at":"2026-11-23T15:04:05.123Z","#,
                r#""headers":[["content-type","application/json"],["x-ribbon-signature","9f86d081"]],"#,
                r#""body_b64":"eyJhIjoxfQ==","signature":"verified"}"#
            ),
            "laptops in the field depend on every name"
        );
    }

    #[test]
    fn only_what_describes_the_webhook_is_forwarded() {
        for kept in [
            "content-type",
            "content-encoding",
            "user-agent",
            "x-ribbon-signature",
            "webhook-id",
        ] {
            assert!(forwards_header(kept), "{kept} is kept");
        }
        for left_out in [
            "cookie",
            "authorization",
            "x-forwarded-for",
            "host",
            "x-ribbon",
        ] {
            assert!(!forwards_header(left_out), "{left_out} is left out");
        }
    }

    #[test]
    fn a_missing_header_is_nothing_and_a_repeated_one_its_first() {
        let mut event = event(Vec::new());
        event
            .headers
            .push(("content-type".to_owned(), "text/plain".to_owned()));
        assert_eq!(
            event.header("content-type"),
            Some("application/json"),
            "the first counts"
        );
        assert_eq!(event.header("webhook-id"), None, "not sent");
    }

    /// Any event that a relay can have: its times are whole milliseconds of years with four digits.
    fn events() -> impl Strategy<Value = Event> {
        let millis = -62_135_596_800_000_i64..253_402_300_800_000;
        let signature = prop::sample::select(vec![
            Signature::Verified,
            Signature::Unverified,
            Signature::Absent,
        ]);
        let headers: Vec<(String, String)> = Vec::new();
        let headers = prop_oneof![Just(headers), any::<Vec<(String, String)>>()];
        (
            ("[A-Za-z0-9_-]{1,64}", any::<u64>(), "[A-Z0-9]{26}"),
            (millis, headers, any::<Vec<u8>>(), signature),
        )
            .prop_map(
                |((epoch, seq, id), (millis, headers, body, signature))| Event {
                    cursor: Cursor {
                        epoch: epoch.parse().unwrap(),
                        seq,
                    },
                    id: id.parse().unwrap(),
                    received_at: OffsetDateTime::from_unix_timestamp_nanos(
                        i128::from(millis) * 1_000_000,
                    )
                    .unwrap(),
                    headers,
                    body,
                    signature,
                },
            )
    }

    proptest! {
        #[test]
        fn any_event_comes_back_as_it_was_sent_to_the_byte_and_on_one_line(sent in events()) {
            let wire = serde_json::to_string(&sent).unwrap();
            prop_assert!(!wire.contains(['\n', '\r']), "a stream would break it: {wire}");
            prop_assert_eq!(serde_json::from_str::<Event>(&wire).unwrap(), sent);
        }

        #[test]
        fn a_page_with_anything_done_to_it_is_read_or_refused(
            sent in prop::collection::vec(events(), 0..3),
            at: prop::sample::Index,
            removed in 0_usize..20,
            put in prop_oneof![
                ".{0,8}",
                Just("9999-12-31T23:59:59.999-23:59".to_owned()),
                Just("0000-01-01T00:00:00+23:59".to_owned()),
                Just("18446744073709551616".to_owned()),
            ],
        ) {
            let place: Cursor = "k3v9-42".parse().unwrap();
            let page = crate::Page {
                events: sent,
                next: place.clone(),
                head: place.clone(),
                oldest: place,
            };
            let mut wire = serde_json::to_vec(&page).unwrap();
            let at = at.index(wire.len() + 1);
            let end = (at + removed).min(wire.len());
            wire.splice(at..end, put.into_bytes());
            if let Ok(read) = serde_json::from_slice::<crate::Page>(&wire)
                && let Ok(again) = serde_json::to_string(&read)
            {
                let read_again: crate::Page = serde_json::from_str(&again).unwrap();
                prop_assert_eq!(serde_json::to_string(&read_again).unwrap(), again);
            }
        }
    }
}
