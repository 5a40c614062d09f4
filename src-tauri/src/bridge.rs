//! From the cache's rows and the engine's words to those of the contract with the window.

pub(crate) mod candidate;
pub(crate) mod compare;
pub(crate) mod flow;
pub(crate) mod inbox;
pub(crate) mod insights;
pub(crate) mod interview;
pub(crate) mod invite;
pub(crate) mod mark;
pub(crate) mod new_flow;
pub(crate) mod people;
pub(crate) mod pipeline;
pub(crate) mod quarantine;
pub(crate) mod score_columns;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod sync_state;
pub(crate) mod unnamed;
pub(crate) mod unreadable;
pub(crate) mod voice;

use contract::{CommandError, ErrorCode, Said};
use store::UnfitMarks;

/// The name to show.
fn name(name: Option<String>) -> String {
    name.unwrap_or_else(|| unnamed::candidate().to_owned())
}

/// The flow's title to show.
fn title(title: Option<String>) -> String {
    title.unwrap_or_else(|| unnamed::flow().to_owned())
}

/// The cache's errors in the contract's words.
pub(crate) fn store_error(error: store::Error) -> CommandError {
    if let store::Error::UnfitMarks(why) = error {
        return CommandError::unfit(match why {
            UnfitMarks::None => Said::MarksNone,
            UnfitMarks::Newer => Said::MarksNewer,
            UnfitMarks::Damaged(why) => Said::MarksDamaged { why },
        });
    }
    let code = match error {
        store::Error::Keychain(_)
        | store::Error::KeyFileOpen(_)
        | store::Error::KeyFileBad(_)
        | store::Error::KeyFileMissing(_) => ErrorCode::Keychain,
        store::Error::Unfit(_) => ErrorCode::BadRequest,
        _ => ErrorCode::Storage,
    };
    CommandError::new(code, error.to_string())
}

/// What Ribbon's answers mean to the user, in the contract's words. The window says what to do for
/// each code; the message is what the other end or the system said.
pub(crate) fn ribbon_error(error: &ribbon_api::Error) -> CommandError {
    use ribbon_api::Error;
    let code = match error {
        Error::WrongKey | Error::BadKey | Error::Forbidden { .. } => ErrorCode::WrongKey,
        Error::NoNetwork { .. } | Error::Timeout => ErrorCode::NoNetwork,
        Error::BadUrl { .. } => ErrorCode::BadRequest,
        _ => ErrorCode::ServerError,
    };
    CommandError::new(code, error.to_string())
}

/// What came of a deed, where it was not done, in the contract's words. That it may have been done
/// all the same is told apart from everything else.
#[expect(clippy::needless_pass_by_value, reason = "used with map_err")]
pub(crate) fn write_error(error: sync::Error) -> CommandError {
    use ribbon_api::Error;
    let code = match &error {
        sync::Error::Ribbon(error) if error.may_be_done() => ErrorCode::OutcomeUnknown,
        sync::Error::Ribbon(
            Error::Refused { .. } | Error::NotFound { .. } | Error::Forbidden { .. },
        ) => ErrorCode::Refused,
        sync::Error::Ribbon(error) => return ribbon_error(error),
        sync::Error::Store(_) => ErrorCode::Storage,
        sync::Error::Stopped => ErrorCode::Internal,
    };
    CommandError::new(code, error.to_string())
}
