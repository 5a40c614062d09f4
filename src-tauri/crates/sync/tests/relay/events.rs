//! What Ribbon posts in every exchange: some of everything that it may, and what it should not.

use serde_json::{Value, json};

/// The key with which it is signed.
pub(crate) const SECRET: &str = "correct horse battery staple 0123456789";
/// A signature of something else.
const FOREIGN: &str = "4640f6d5214d648b2edd34587f6a5ac26fb5c470232480386e55450381c3f766";

/// One webhook.
pub(crate) struct Webhook {
    pub(crate) body: Vec<u8>,
    pub(crate) signature: Option<String>,
}

/// What is in the log before the laptop connects.
pub(crate) fn before() -> Vec<Webhook> {
    vec![
        signed(&interview("interview_processed", "i-1")),
        signed(&moved("jane@example.com", Some("A"), "B")),
        signed(&moved("jane@example.com", Some("B"), "A")),
        // As printed in the vendor's own example: with a comma too many.
        unsigned(br#"{"event_type": "interview_processed",}"#),
        // The same bytes as two before, and no repeat.
        signed(&moved("jane@example.com", Some("A"), "B")),
        Webhook {
            signature: Some(FOREIGN.to_owned()),
            ..signed(&interview("interview_processed", "i-2"))
        },
    ]
}

/// What arrives while it listens.
pub(crate) fn meanwhile() -> Vec<Webhook> {
    vec![
        // A repeat: the same change with nothing in between.
        signed(&moved("jane@example.com", Some("A"), "B")),
        signed(&interview("video_processed", "i-1")),
        signed(&json!({"event_type": "interview_archived", "interview_id": "i-1"})),
        // Something in between is missing.
        signed(&moved("jane@example.com", Some("C"), "D")),
        unsigned(
            moved("bob@example.com", None, "Vorgemerkt 🌟")
                .to_string()
                .as_bytes(),
        ),
        unsigned(b""),
    ]
}

/// What arrives when everything else is applied. Whatever a fault has left behind in the connection
/// comes before it.
pub(crate) fn last() -> Vec<Webhook> {
    vec![signed(&moved("jane@example.com", Some("D"), "A"))]
}

fn signed(body: &Value) -> Webhook {
    let body = body.to_string().into_bytes();
    Webhook {
        signature: Some(ribbon_api::signature::sign(SECRET, &body)),
        body,
    }
}

fn unsigned(body: &[u8]) -> Webhook {
    Webhook {
        body: body.to_vec(),
        signature: None,
    }
}

fn moved(who: &str, previous: Option<&str>, new: &str) -> Value {
    json!({
        "event_type": "candidate_status_updated",
        "interview_flow_id": "f-1",
        "interview_flow_name": "Manager",
        "interviewee_email": who,
        "previous_status": previous,
        "new_status": new,
    })
}

fn interview(event_type: &str, id: &str) -> Value {
    json!({
        "event_type": event_type,
        "interview_flow_id": "f-1",
        "interview_flow_name": "Manager",
        "interview_id": id,
        "interview_link": "https://app.ribbon.ai/recruit/interviews/f-1/9ae73ba9",
        "interviewee_email_address": "jane@example.com",
        "interviewee_first_name": "Jane",
        "interviewee_last_name": "Doe",
        "status": "completed",
    })
}
