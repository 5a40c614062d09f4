//! Why a list or a line of it is not used, in the contract's words; and as the journal keeps it.

use contract::Said;
use contract::said::AddressFault as Told;
use invite_list::{AddressFault, Error, Fault};

/// Why nobody is invited from a line.
pub(super) fn left_out(fault: &Fault) -> Said {
    match fault {
        Fault::QuoteOpen => Said::QuoteOpen,
        Fault::TooManyCells { cells, columns } => Said::TooManyCells {
            cells: number(*cells),
            columns: number(*columns),
        },
        Fault::NoEmailColumn => Said::NoEmailColumn,
        Fault::Address { text, fault } => address_fault(text, *fault),
    }
}

/// Why a text is no address.
pub(crate) fn address_fault(text: &str, fault: AddressFault) -> Said {
    let fault = match fault {
        AddressFault::Missing => return Said::AddressMissing,
        AddressFault::Space => Told::Space,
        AddressFault::NotAlone => Told::NotAlone,
        AddressFault::NoAt => Told::NoAt,
        AddressFault::TwoAts => Told::TwoAts,
        AddressFault::NobodyBefore => Told::NobodyBefore,
        AddressFault::NoServer => Told::NoServer,
        AddressFault::TooLong => Told::TooLong,
    };
    let text = text.to_owned();
    Said::AddressBad { text, fault }
}

/// Why a list cannot be read at all.
pub(super) fn unreadable(error: &Error, name: String) -> Said {
    match error {
        Error::Empty => Said::ListEmpty { name },
        Error::NobodyBelowHeader => Said::ListNobodyBelow { name },
        Error::Workbook => Said::ListWorkbook { name },
        Error::NotText => Said::ListNoText { name },
        Error::TooMany { found, most } => Said::ListTooLong {
            name,
            found: number(*found),
            most: number(*most),
        },
        Error::TooLarge => Said::ListTooLarge { name },
    }
}

/// A reason as the journal keeps it.
pub(super) fn kept(said: &Said) -> String {
    serde_json::to_string(said).unwrap_or_default()
}

/// The reason that the journal keeps; `None` for what is somebody else's words, or an older
/// program's.
pub(super) fn known(message: &str) -> Option<Said> {
    serde_json::from_str(message).ok()
}

/// What a file of results says of a line.
pub(crate) fn remark(message: &str) -> String {
    match known(message) {
        Some(said @ (Said::SameAddress { .. } | Said::InvitedBefore)) => {
            format!("left out: {said}")
        }
        Some(said) => said.to_string(),
        None => message.to_owned(),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_kept_by_its_name_and_written_into_files_in_words() {
        let same = Said::SameAddress { line: 7 };
        let message = kept(&same);
        assert_eq!(known(&message), Some(same));
        assert_eq!(remark(&message), "left out: the same address as in line 7");
        let no_at = address_fault("jane", AddressFault::NoAt);
        assert_eq!(
            remark(&kept(&no_at)),
            "“jane”: an e-mail address has an @ in it"
        );
    }

    #[test]
    fn what_ribbon_or_an_older_program_said_stays_as_it_was_said() {
        for message in ["the flow is archived", "{}", "7", "left out: no address"] {
            assert_eq!(known(message), None, "{message}");
            assert_eq!(remark(message), message);
        }
    }
}
