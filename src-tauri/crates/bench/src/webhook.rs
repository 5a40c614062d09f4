//! Webhooks in the vendor's published form, signed, of as many invented candidates as needed.

use anyhow::Context;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The key that signs all of them.
pub const SECRET: &str = "an invented key for measurements";
/// How many webhooks each candidate brings about.
pub const PER_CANDIDATE: u32 = 4;
/// Candidates are spread over so many flows.
const FLOWS: u32 = 20;

/// The body of webhook `number`. Four in a row are one candidate's: the interview, its video, and two
/// changes of status.
#[must_use]
pub fn body(number: u32) -> String {
    let candidate = number / PER_CANDIDATE;
    let flow = candidate % FLOWS;
    match number % PER_CANDIDATE {
        0 => interview("interview_processed", candidate, flow),
        1 => interview("video_processed", candidate, flow),
        2 => status(candidate, flow, "interviewed", "shortlisted"),
        _ => status(candidate, flow, "shortlisted", "accepted"),
    }
}

/// Two changes of the same status and back, over and over: each is news.
#[must_use]
pub fn change(number: u32) -> String {
    if number.is_multiple_of(2) {
        status(0, 0, "shortlisted", "accepted")
    } else {
        status(0, 0, "accepted", "shortlisted")
    }
}

fn interview(event_type: &str, candidate: u32, flow: u32) -> String {
    format!(
        r#"{{
  "event_type": "{event_type}",
  "interview_flow_id": "f{flow:07x}",
  "interview_id": "7ada85b2-b8a6-4e4a-84ed-{candidate:012x}",
  "interview_link": "https://app.ribbon.ai/recruit/interviews/f{flow:07x}/9ae73ba9-1e8c-4d73-8454-{candidate:012x}",
  "interview_flow_name": "Position {flow} role interview",
  "interviewee_email_address": "candidate.{candidate}@example.com",
  "interviewee_first_name": "Candidate",
  "interviewee_last_name": "Number{candidate}",
  "status": "completed"
}}"#
    )
}

fn status(candidate: u32, flow: u32, previous: &str, new: &str) -> String {
    format!(
        r#"{{
  "event_type": "candidate_status_updated",
  "interview_flow_id": "f{flow:07x}",
  "interview_flow_name": "Position {flow} role interview",
  "interviewee_email": "candidate.{candidate}@example.com",
  "new_status": "{new}",
  "previous_status": "{previous}"
}}"#
    )
}

/// The whole HTTP request that posts this body to this path.
///
/// # Errors
/// When the body cannot be signed.
pub fn request(path: &str, body: &str) -> anyhow::Result<Bytes> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).context("the key")?;
    mac.update(body.as_bytes());
    let signature = hex::encode(mac.finalize().into_bytes());
    let length = body.len();
    Ok(Bytes::from(format!(
        "POST {path} HTTP/1.1\r\n\
         host: relay\r\n\
         content-type: application/json\r\n\
         x-ribbon-signature: {signature}\r\n\
         content-length: {length}\r\n\
         \r\n\
         {body}"
    )))
}
