//! The inbox.

use super::{name, title};
use contract::inbox::{Digest, InboxItem, InboxKind, InboxMark, InboxQuery, MovedTo};
use domain::UnixMs;
use domain::notification::NoticeKind;
use store::table::mark::EventMark;
use store::view::digest;
use store::view::inbox::{Item, Query};

/// More items than this are never answered at once.
const MOST: u32 = 500;

/// What the window asks, as the cache takes it.
pub(crate) fn query(asked: InboxQuery) -> Query {
    Query {
        flow_id: asked.flow_id,
        kind: asked.kind.map(|kind| match kind {
            InboxKind::Processed => NoticeKind::Processed,
            InboxKind::Video => NoticeKind::Video,
            InboxKind::Status => NoticeKind::Status,
        }),
        unread_only: asked.unread_only,
        include_done: asked.include_done,
        snoozed: asked.snoozed,
        starred_only: asked.starred_only,
        offset: asked.offset,
        limit: asked.limit.clamp(1, MOST),
    }
}

/// What the window sets.
pub(crate) fn mark(asked: &InboxMark) -> EventMark {
    EventMark {
        read: asked.unread.map(|unread| !unread),
        starred: asked.starred,
        done: asked.done,
        snooze_until: asked.snooze_until.map(UnixMs),
    }
}

/// What came in.
pub(crate) fn digest(told: digest::Digest) -> Digest {
    let moved = |(status, candidates)| MovedTo { status, candidates };
    Digest {
        processed: told.processed,
        videos: told.videos,
        moved: told.moved.into_iter().map(moved).collect(),
        changes: told.changes,
    }
}

/// One item.
pub(crate) fn item(item: Item) -> InboxItem {
    InboxItem {
        id: item.id,
        kind: match item.kind {
            NoticeKind::Processed => InboxKind::Processed,
            NoticeKind::Video => InboxKind::Video,
            NoticeKind::Status => InboxKind::Status,
        },
        candidate_id: item.candidate_id,
        candidate_name: name(item.candidate),
        flow_id: item.flow_id,
        flow_title: title(item.flow),
        interview_id: item.interview_id,
        average: item.average,
        interviewed_at: item.interviewed_at.map(|at| at.0),
        gone_at: item.gone_at.map(|at| at.0),
        previous_status: item.previous,
        new_status: item.new,
        after_gap: item.after_gap,
        first_seen_at: item.first_seen_at.0,
        unread: item.unread,
        starred: item.starred,
        done: item.done,
        snoozed_until: item.snoozed_until.map(|until| until.0),
    }
}
