//! Errors as RFC 9457 problem documents.

use serde::{Deserialize, Serialize};

use crate::Gap;

/// The media type of every error answer.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// What went wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Always `about:blank`: the status and `error` say it all.
    #[serde(rename = "type", default = "about_blank")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What a program may branch on.
    pub error: ErrorCode,
    /// What a person may want to know; it never repeats a token, a code or a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// The causes a program may tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// 400: a parameter or the body cannot be understood.
    BadRequest,
    /// 401: the token or code is missing, wrong, used up or revoked.
    Unauthorized,
    /// 401 to a webhook: the inbox takes only verified signatures.
    SignatureRequired,
    /// 404: no such thing for the holder of this token.
    NotFound,
    /// 405: the path does not know this method.
    MethodNotAllowed,
    /// 408: the body came too slowly.
    Timeout,
    /// 410: see [`Gap`].
    Gap,
    /// 413: the body is over the limit.
    TooLarge,
    /// 429: too many wrong tokens from this address.
    TooMany,
    /// 503: the store cannot write or the relay is full or stopping; try again.
    Unavailable,
    /// 500: a bug in the relay.
    Internal,
    /// A cause of a later version.
    #[serde(other)]
    Unknown,
}

impl Problem {
    /// A problem document without a detail.
    #[must_use]
    pub fn new(status: u16, title: &str, error: ErrorCode) -> Self {
        Self {
            kind: about_blank(),
            title: title.to_owned(),
            status,
            error,
            detail: None,
        }
    }

    /// Whether the same request will fail the same way whenever it is repeated.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.status < 500 && !matches!(self.status, 408 | 425 | 429)
    }
}

/// A [`Gap`] as a whole problem document: what a 410 and an `event: gap` carry.
#[derive(Serialize)]
struct GapProblem<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    #[serde(flatten)]
    gap: &'a Gap,
}

impl Gap {
    /// The gap as a serialisable problem document, all documented members included.
    #[must_use]
    pub fn as_problem(&self) -> impl Serialize + '_ {
        GapProblem {
            kind: "about:blank",
            title: "Gone",
            status: 410,
            gap: self,
        }
    }
}

fn about_blank() -> String {
    "about:blank".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::GapReason;

    #[test]
    fn a_problem_looks_on_the_wire_as_documented() {
        let problem = Problem::new(404, "Not Found", ErrorCode::NotFound);
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"type":"about:blank","title":"Not Found","status":404,"error":"not_found"}"#,
            "clients branch on `error`"
        );
    }

    #[test]
    fn a_cause_of_a_later_version_is_read_as_unknown() {
        let wire = r#"{"title":"I'm a teapot","status":418,"error":"teapot","detail":"short"}"#;
        let problem: Problem = serde_json::from_str(wire).unwrap();
        assert_eq!(problem.error, ErrorCode::Unknown, "not a failure to parse");
        assert!(problem.is_permanent(), "a 4xx stays one");
    }

    #[test]
    fn a_gap_as_a_problem_holds_its_own_members_beside_the_registered_ones() {
        let gap = Gap {
            requested: "a-1".parse().unwrap(),
            oldest: "b-0".parse().unwrap(),
            reason: GapReason::Epoch,
            refused: None,
        };
        assert_eq!(
            serde_json::to_string(&gap.as_problem()).unwrap(),
            concat!(
                r#"{"type":"about:blank","title":"Gone","status":410,"error":"gap","#,
                r#""requested":"a-1","oldest":"b-0","reason":"epoch"}"#
            ),
            "one object serves both kinds of reader"
        );
    }

    #[test]
    fn trying_again_helps_only_where_time_can_heal() {
        for (status, permanent) in [
            (401, true),
            (404, true),
            (408, false),
            (429, false),
            (503, false),
        ] {
            let problem = Problem::new(status, "", ErrorCode::Unknown);
            assert_eq!(problem.is_permanent(), permanent, "status {status}");
        }
    }
}
