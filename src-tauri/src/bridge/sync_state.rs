//! How fresh the cache is, in the words of the sidebar.

use crate::desk::pairing::Pairing;
use contract::relay::{RelayMode, RelayState};
use contract::sync::{SyncDetail, SyncMode, SyncState};
use contract::{CommandError, ErrorCode};
use feed::SourceState;
use sync::{Mode, RestTrouble, State};

/// The engine's state in the contract's words.
pub(crate) fn state(
    state: &State,
    receiver_url: Option<String>,
    relay: Option<RelayState>,
) -> SyncState {
    SyncState {
        mode: mode(state.mode),
        since: state.since.0,
        as_of: state.polled_at.map(|at| at.0),
        interviews: state.interviews,
        error: state
            .trouble
            .as_ref()
            .map(trouble)
            .or_else(|| shut_out(relay.as_ref())),
        quarantined: state.quarantined,
        details: details(state, receiver_url.is_some(), relay.as_ref()),
        receiver_url,
        relay,
    }
}

/// How the way to the relay is. `lost_at` is when it told last that history is lost.
pub(crate) fn relay(pairing: &Pairing, state: &State, lost_at: Option<i64>) -> RelayState {
    let (mode, error) = match state.feeds.get(&pairing.source()) {
        Some(SourceState::Live | SourceState::Gap(_)) => (RelayMode::Live, None),
        Some(SourceState::Polling) => (RelayMode::Polling, None),
        Some(SourceState::Offline { error, .. }) => (RelayMode::Offline, Some(error.to_string())),
        Some(SourceState::NeedsPairing) => (RelayMode::NeedsPairing, None),
        Some(SourceState::Connecting | SourceState::Stopped) | None => {
            (RelayMode::Connecting, None)
        }
    };
    RelayState {
        address: pairing.address.to_string(),
        inbox: pairing.inbox.to_string(),
        mode,
        error,
        lost_at,
    }
}

fn mode(mode: Mode) -> SyncMode {
    match mode {
        Mode::FirstSync => SyncMode::FirstSync,
        Mode::Live => SyncMode::Live,
        Mode::Polling => SyncMode::Polling,
        Mode::Offline => SyncMode::Offline,
        Mode::Attention => SyncMode::Attention,
        Mode::Idle => SyncMode::Idle,
    }
}

/// The relay's operator has to let this computer in again.
fn shut_out(relay: Option<&RelayState>) -> Option<CommandError> {
    let relay = relay.filter(|relay| relay.mode == RelayMode::NeedsPairing)?;
    let message = format!(
        "The relay at {} no longer knows this computer.",
        relay.address
    );
    Some(CommandError::new(ErrorCode::NeedsPairing, message))
}

fn trouble(trouble: &RestTrouble) -> CommandError {
    let (code, why) = match trouble {
        RestTrouble::WrongKey(why) => (ErrorCode::WrongKey, why),
        RestTrouble::NoNetwork(why) => (ErrorCode::NoNetwork, why),
        RestTrouble::Server(why) => (ErrorCode::ServerError, why),
        RestTrouble::Storage(why) => (ErrorCode::Storage, why),
    };
    CommandError::new(code, why.clone())
}

fn details(state: &State, receives: bool, relay: Option<&RelayState>) -> Vec<SyncDetail> {
    if state.mode == Mode::Idle {
        return Vec::new();
    }
    let mut details = vec![SyncDetail {
        label: "Interviews".to_owned(),
        text: match &state.trouble {
            Some(error) => trouble(error).message,
            None => format!("{} here, Ribbon asked regularly", state.interviews),
        },
        at: state.polled_at.map(|at| at.0),
        ok: state.trouble.is_none(),
    }];
    details.push(webhooks(state, receives, relay));
    if state.to_fetch > 0 {
        details.push(SyncDetail {
            label: "To fetch".to_owned(),
            text: format!(
                "{} announced interviews wait for their details",
                state.to_fetch
            ),
            at: None,
            ok: true,
        });
    }
    if state.quarantined > 0 {
        details.push(SyncDetail {
            label: "Quarantine".to_owned(),
            text: format!(
                "{} webhooks could not be understood; they are kept",
                state.quarantined
            ),
            at: None,
            ok: false,
        });
    }
    details
}

/// How webhooks reach this computer.
fn webhooks(state: &State, receives: bool, relay: Option<&RelayState>) -> SyncDetail {
    let (text, ok) = match relay.map(|relay| relay.mode) {
        Some(RelayMode::Live | RelayMode::Polling) => ("Kept by the relay and read from it", true),
        Some(RelayMode::Connecting) => ("On the way to the relay, which keeps them", true),
        Some(RelayMode::Offline) => (
            "The relay cannot be reached; it keeps them meanwhile",
            false,
        ),
        Some(RelayMode::NeedsPairing) => (
            "The relay no longer knows this computer: pair again in Settings",
            false,
        ),
        None if !receives => ("The receiver on this computer is not running", false),
        None if state.delivered_at.is_none() => ("None has reached this computer yet", true),
        None => ("Received on this computer only while it is awake", true),
    };
    SyncDetail {
        label: "Webhooks".to_owned(),
        text: text.to_owned(),
        at: state.delivered_at.map(|at| at.0),
        ok,
    }
}
