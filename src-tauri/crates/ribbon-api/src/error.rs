//! What can go wrong between us and Ribbon, and whether trying again helps.

use std::error::Error as StdError;
use std::time::Duration;

/// Why a call failed. No variant holds the key, and none quotes an interview.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The base address or an id cannot be made into a request.
    #[error("not a usable address: {why}")]
    BadUrl {
        /// What is wrong with it.
        why: String,
    },
    /// The key is empty or holds characters that a header cannot carry.
    #[error("the API key is empty or holds characters that no key has")]
    BadKey,
    /// No connection came about, or it broke before an answer began: name resolution, TCP, TLS.
    #[error("Ribbon cannot be reached: {what}")]
    NoNetwork {
        /// The cause, as the system puts it.
        what: String,
        /// Whether connecting took too long, rather than being refused.
        is_timeout: bool,
        /// Whether a connection stood, so that the request may have arrived although no answer did.
        may_have_arrived: bool,
    },
    /// The connection stands, and Ribbon was silent for longer than the read time-out.
    #[error("Ribbon did not answer in time")]
    Timeout,
    /// 401: the key is wrong or was revoked.
    #[error("Ribbon does not accept the API key")]
    WrongKey,
    /// 403: the thing asked for belongs to another organisation (documented).
    #[error("Ribbon denies access: {message}")]
    Forbidden {
        /// Ribbon's words.
        message: String,
    },
    /// There is no such interview or flow: 404, or the 422 that is documented for it.
    #[error("Ribbon does not find it: {message}")]
    NotFound {
        /// Ribbon's words.
        message: String,
    },
    /// 422 or another 4xx: Ribbon understood and says no.
    #[error("Ribbon refuses ({status}): {message}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Ribbon's words.
        message: String,
    },
    /// 429. Rate limits are not documented, so nothing but the answer tells.
    #[error("Ribbon asks for fewer requests")]
    RateLimited {
        /// How long to wait, if Ribbon said so.
        retry_after: Option<Duration>,
    },
    /// 5xx: Ribbon is in trouble.
    #[error("Ribbon has a problem ({status}): {message}")]
    Server {
        /// The HTTP status.
        status: u16,
        /// How long to wait, if Ribbon said so.
        retry_after: Option<Duration>,
        /// Ribbon's words.
        message: String,
    },
    /// A redirect that is not followed: to another host, or in circles.
    #[error("Ribbon sends us elsewhere ({to}), where the key must not go")]
    Redirected {
        /// The host we were sent to; nothing else of the address.
        to: String,
    },
    /// The answer stopped before its end.
    #[error("the answer was cut off: {what}")]
    Truncated {
        /// How that showed.
        what: String,
    },
    /// The answer is complete and is not what the documentation describes.
    #[error("the answer cannot be read: {what}")]
    Unreadable {
        /// What is wrong and where; no content.
        what: String,
    },
}

impl Error {
    /// Whether the same request will fail until somebody changes something: the key, the address,
    /// the request. An unreadable answer counts as passing, as a maintenance page is one.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::BadUrl { .. }
            | Self::BadKey
            | Self::WrongKey
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::Refused { .. }
            | Self::Redirected { .. } => true,
            Self::NoNetwork { .. }
            | Self::Timeout
            | Self::RateLimited { .. }
            | Self::Server { .. }
            | Self::Truncated { .. }
            | Self::Unreadable { .. } => false,
        }
    }

    /// Whether this may say that a page of a list is larger than Ribbon grants: neither the limit nor
    /// how a larger page is refused is documented.
    pub fn may_be_too_much(&self) -> bool {
        matches!(
            self,
            Self::Refused {
                status: 400 | 413 | 422,
                ..
            }
        )
    }

    /// Whether an answer would be larger than Ribbon sends, however few items are in it.
    pub fn is_too_large(&self) -> bool {
        matches!(self, Self::Refused { status: 413, .. })
    }

    /// Whether Ribbon may have done what was asked although this is an error. Reading twice does no
    /// harm, while an interview that is made twice is two invitations: a request to make something
    /// must not be repeated by itself after such an error. A 5xx counts, since how far Ribbon came
    /// before it failed is not documented.
    pub fn may_be_done(&self) -> bool {
        match self {
            Self::NoNetwork {
                may_have_arrived, ..
            } => *may_have_arrived,
            Self::Timeout
            | Self::Server { .. }
            | Self::Truncated { .. }
            | Self::Unreadable { .. } => true,
            Self::BadUrl { .. }
            | Self::BadKey
            | Self::WrongKey
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::Refused { .. }
            | Self::RateLimited { .. }
            | Self::Redirected { .. } => false,
        }
    }

    /// How long Ribbon asked us to wait before the next request.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RateLimited { retry_after } | Self::Server { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Describes JSON that cannot be read by its place alone: the parser's own message would quote
    /// what a candidate said.
    pub(crate) fn unreadable(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        match error.classify() {
            serde_json::error::Category::Eof => Self::Truncated {
                what: format!("JSON ends at line {line}, column {column}"),
            },
            serde_json::error::Category::Data => Self::Unreadable {
                what: format!("not the documented shape at line {line}, column {column}"),
            },
            serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
                Self::Unreadable {
                    what: format!("not JSON at line {line}, column {column}"),
                }
            }
        }
    }

    /// Sorts a failure before the answer's headers.
    pub(crate) fn sending(error: &reqwest::Error) -> Self {
        if error.is_builder() {
            return Self::BadUrl { why: cause(error) };
        }
        if error.is_timeout() && !error.is_connect() {
            return Self::Timeout;
        }
        Self::no_network(error)
    }

    /// A failure that is the network's or the system's whatever it is.
    pub(crate) fn no_network(error: &reqwest::Error) -> Self {
        Self::NoNetwork {
            what: cause(error),
            is_timeout: error.is_timeout(),
            may_have_arrived: error.is_request() && !error.is_connect(),
        }
    }

    /// Sorts a failure in the middle of the answer's body.
    pub(crate) fn receiving(error: &reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::Timeout;
        }
        Self::Truncated { what: cause(error) }
    }
}

/// The innermost cause: the layers above it only say "error sending request" and the address.
fn cause(error: &reqwest::Error) -> String {
    let mut innermost: &dyn StdError = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_somebody_must_change_is_permanent() {
        assert!(Error::WrongKey.is_permanent(), "a wrong key stays wrong");
        assert!(!Error::Timeout.is_permanent(), "silence passes");
        let maintenance = Error::Unreadable {
            what: "not JSON at line 1, column 1".into(),
        };
        assert!(
            !maintenance.is_permanent(),
            "a maintenance page is replaced by answers again"
        );
    }

    #[test]
    fn the_description_of_unreadable_json_quotes_nothing() {
        let error = serde_json::from_str::<u32>("\"jane.doe@example.com\"").unwrap_err();
        assert!(
            error.to_string().contains("jane"),
            "the parser's own message would have"
        );
        let ours = Error::unreadable(&error).to_string();
        assert!(!ours.contains("jane"), "ours names the place only: {ours}");
    }
}
