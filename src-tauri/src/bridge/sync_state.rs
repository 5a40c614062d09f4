//! How fresh the cache is, in the words of the sidebar.

use crate::desk::channel::Channel;
use crate::desk::pairing::Pairing;
use contract::channel::{ChannelKind, ChannelMode, ChannelState};
use contract::relay::{RelayMode, RelayState};
use contract::sync::{
    FeedGap, FeedKind, GapReason, Standing, SyncDetail, SyncMode, SyncPart, SyncState,
};
use contract::{CommandError, ErrorCode};
use feed::SourceState;
use feed::channel::Kind;
use store::Store;
use store::table::feed_gap::{self, Reason};
use store::table::source_cursor;
use sync::{Mode, RestTrouble, State};

/// So many gaps are told; there are hardly ever two.
const GAPS: u32 = 20;

/// The ways by which webhooks reach this computer.
pub(crate) struct Feeds {
    pub(crate) receiver_url: Option<String>,
    pub(crate) relay: Option<RelayState>,
    pub(crate) channel: Option<ChannelState>,
}

impl Feeds {
    /// Whether webhooks come from elsewhere than the receiver.
    fn is_joined(&self) -> bool {
        self.relay.is_some() || self.channel.is_some()
    }
}

/// The engine's state in the contract's words.
pub(crate) fn state(seq: i64, state: &State, feeds: Feeds, gaps: Vec<FeedGap>) -> SyncState {
    let receiver_error = receiver_trouble(state);
    SyncState {
        seq,
        mode: mode(state.mode),
        since: state.since.0,
        as_of: state.polled_at.map(|at| at.0),
        interviews: state.interviews,
        error: state
            .trouble
            .as_ref()
            .map(trouble)
            .or_else(|| relay_trouble(feeds.relay.as_ref()?))
            .or_else(|| channel_trouble(feeds.channel.as_ref()?))
            .or_else(|| receiver_error.clone().filter(|_| !feeds.is_joined())),
        quarantined: state.quarantined,
        unreadable: state.unreadable,
        details: details(state, &feeds),
        receiver_url: feeds.receiver_url,
        receiver_error,
        relay: feeds.relay,
        channel: feeds.channel,
        gaps,
    }
}

/// How the way to the relay is.
pub(crate) fn relay(pairing: &Pairing, state: &State) -> RelayState {
    let told = state.feeds.get(&pairing.source());
    let (since, error) = trouble_of(told);
    let mode = match told {
        Some(SourceState::Live | SourceState::Gap(_)) => RelayMode::Live,
        Some(SourceState::Polling) => RelayMode::Polling,
        Some(SourceState::Offline { error, .. }) if error.is_permanent() => RelayMode::Broken,
        Some(SourceState::Offline { .. }) => RelayMode::Offline,
        Some(SourceState::NeedsPairing) => RelayMode::NeedsPairing,
        Some(SourceState::Connecting | SourceState::Stopped) | None => RelayMode::Connecting,
    };
    RelayState {
        address: pairing.address.to_string(),
        inbox: pairing.inbox.to_string(),
        mode,
        since,
        error,
    }
}

/// How the way to the channel is.
pub(crate) fn channel(channel: &Channel, state: &State, store: &Store) -> ChannelState {
    let told = state.feeds.get(&channel.source);
    let (since, error) = trouble_of(told);
    let mode = match told {
        Some(SourceState::Live | SourceState::Gap(_) | SourceState::Polling) => ChannelMode::Live,
        Some(SourceState::Offline { error, .. }) if error.is_permanent() => ChannelMode::Broken,
        Some(SourceState::NeedsPairing) => ChannelMode::Broken,
        Some(SourceState::Offline { .. }) => ChannelMode::Offline,
        Some(SourceState::Connecting | SourceState::Stopped) | None => ChannelMode::Connecting,
    };
    // Only a server that remembers gives its events names to go on from.
    let cursor = store.read(|connection| source_cursor::get(connection, &channel.source));
    let has_place = cursor.ok().flatten().is_some_and(|place| !place.is_empty());
    let (kind, resumes) = match channel.kind {
        Kind::Smee => (ChannelKind::Smee, false),
        Kind::Gosmee => (ChannelKind::Gosmee, has_place),
    };
    ChannelState {
        kind,
        server: channel.server(),
        mode,
        since,
        error,
        resumes,
    }
}

/// Since when a feed brings nothing, and why.
fn trouble_of(told: Option<&SourceState>) -> (Option<i64>, Option<String>) {
    match told {
        Some(SourceState::Offline { since, error }) => (Some(since.0), Some(error.to_string())),
        _ => (None, None),
    }
}

/// What the feeds have lost.
pub(crate) fn gaps(store: &Store) -> Vec<FeedGap> {
    let gaps = store.read(|connection| feed_gap::list(connection, GAPS));
    let gaps = gaps.unwrap_or_else(|error| {
        tracing::error!(%error, "what the feeds have lost cannot be read");
        Vec::new()
    });
    gaps.iter().map(gap).collect()
}

fn gap(gap: &feed_gap::FeedGap) -> FeedGap {
    FeedGap {
        id: gap.id,
        feed: if gap.source.starts_with("relay") {
            FeedKind::Relay
        } else {
            FeedKind::Channel
        },
        reason: match gap.reason {
            Reason::Expired => GapReason::Expired,
            Reason::Epoch => GapReason::Epoch,
            Reason::TooLong => GapReason::TooLong,
            Reason::Refused => GapReason::Refused,
        },
        from: gap.from.map(|at| at.0),
        until: gap.told.0,
        dismissed: gap.dismissed,
    }
}

pub(crate) fn mode(mode: Mode) -> SyncMode {
    match mode {
        Mode::FirstSync => SyncMode::FirstSync,
        Mode::Live => SyncMode::Live,
        Mode::Polling => SyncMode::Polling,
        Mode::Offline => SyncMode::Offline,
        Mode::Attention => SyncMode::Attention,
        Mode::Idle => SyncMode::Idle,
    }
}

/// The user has to pair again.
fn relay_trouble(relay: &RelayState) -> Option<CommandError> {
    let code = match relay.mode {
        RelayMode::NeedsPairing => ErrorCode::NeedsPairing,
        RelayMode::Broken => ErrorCode::BrokenPairing,
        _ => return None,
    };
    Some(CommandError::new(
        code,
        with_why(&relay.address, relay.error.as_deref()),
    ))
}

/// The user has to join the channel again.
fn channel_trouble(channel: &ChannelState) -> Option<CommandError> {
    let why = with_why(&channel.server, channel.error.as_deref());
    (channel.mode == ChannelMode::Broken).then(|| CommandError::new(ErrorCode::BrokenChannel, why))
}

/// The receiver's port has to be freed, or another be said.
fn receiver_trouble(state: &State) -> Option<CommandError> {
    let (_, why) = trouble_of(state.feeds.get(feed::receiver::SOURCE));
    Some(CommandError::new(ErrorCode::ReceiverBlocked, why?))
}

fn with_why(address: &str, why: Option<&str>) -> String {
    why.map_or_else(|| address.to_owned(), |why| format!("{address}: {why}"))
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

fn details(state: &State, feeds: &Feeds) -> Vec<SyncDetail> {
    if state.mode == Mode::Idle {
        return Vec::new();
    }
    let mut details = vec![
        SyncDetail {
            at: state.polled_at.map(|at| at.0),
            ..interviews(state)
        },
        SyncDetail {
            at: state.delivered_at.map(|at| at.0),
            ..webhooks(state, feeds)
        },
    ];
    if let Some(why) = &state.teams_trouble {
        details.push(SyncDetail {
            error: Some(trouble(why)),
            ..detail(SyncPart::Teams, Standing::Failed, false)
        });
    }
    if state.to_fetch > 0 {
        details.push(SyncDetail {
            count: Some(state.to_fetch),
            ..detail(SyncPart::ToFetch, Standing::Waiting, true)
        });
    }
    details
}

fn detail(part: SyncPart, standing: Standing, ok: bool) -> SyncDetail {
    SyncDetail {
        part,
        standing,
        count: None,
        error: None,
        at: None,
        ok,
    }
}

fn interviews(state: &State) -> SyncDetail {
    match &state.trouble {
        Some(why) => SyncDetail {
            error: Some(trouble(why)),
            ..detail(SyncPart::Interviews, Standing::Failed, false)
        },
        None => detail(SyncPart::Interviews, Standing::Asked, true),
    }
}

/// How webhooks reach this computer: by the best of the ways there are.
fn webhooks(state: &State, feeds: &Feeds) -> SyncDetail {
    let (standing, ok) = match (&feeds.relay, &feeds.channel) {
        (Some(relay), _) => by_relay(relay.mode),
        (None, Some(channel)) => by_channel(channel),
        (None, None) if feeds.receiver_url.is_none() => (Standing::ReceiverOff, false),
        (None, None) if state.delivered_at.is_none() => (Standing::NoneYet, true),
        (None, None) => (Standing::WhileAwake, true),
    };
    detail(SyncPart::Webhooks, standing, ok)
}

fn by_relay(mode: RelayMode) -> (Standing, bool) {
    match mode {
        RelayMode::Live | RelayMode::Polling => (Standing::RelayKeeps, true),
        RelayMode::Connecting => (Standing::RelayConnecting, true),
        RelayMode::Offline => (Standing::RelayOffline, false),
        RelayMode::NeedsPairing => (Standing::RelayForgot, false),
        RelayMode::Broken => (Standing::RelayBroken, false),
    }
}

fn by_channel(channel: &ChannelState) -> (Standing, bool) {
    match (channel.mode, channel.resumes) {
        (ChannelMode::Live, true) => (Standing::ChannelKeeps, true),
        (ChannelMode::Live, false) => (Standing::ChannelPasses, true),
        (ChannelMode::Connecting, _) => (Standing::ChannelConnecting, true),
        (ChannelMode::Offline, true) => (Standing::ChannelOfflineKeeps, false),
        (ChannelMode::Offline, false) => (Standing::ChannelOfflineLoses, false),
        (ChannelMode::Broken, _) => (Standing::ChannelBroken, false),
    }
}
