//! One file a table: its row, what reads it, what writes it.

pub mod candidate;
pub mod change;
pub mod deed;
pub mod delivery;
mod dictionary;
pub mod event;
pub mod feed_gap;
pub mod fetch_queue;
pub mod flow;
pub mod interview;
pub mod invitation;
pub mod invite_batch;
pub mod mark;
pub mod media;
mod named;
pub mod note;
pub mod notice_policy;
pub mod outbox;
pub mod pipeline;
pub mod search;
pub mod search_note;
pub mod setting;
pub mod source_cursor;
pub mod team;
mod transcript;
pub mod transition;
pub mod waveform;
