//! Each kind of fault, in streams and in polls. Ordinarily each strikes at every so manieth byte, a
//! prime of its own, so that together they meet more bytes than each by itself.

use crate::office::Office;
use crate::sweep::{Reading, all, at_bytes, at_messages};
use std::num::NonZeroUsize;
use std::time::Duration;
use testkit::fault_proxy::{Fault, Plan};

/// Shorter than a laptop's patience.
const DELAY: Fault = Fault::Delay(Duration::from_millis(30));

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_may_be_cut_at_any_byte() {
    at_bytes(Reading::Streams, Fault::Cut, 1, 101).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poll_may_be_cut_at_any_byte() {
    at_bytes(Reading::Polls, Fault::Cut, 1, 151).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_may_be_cut_at_any_byte_three_times_in_a_row() {
    at_bytes(Reading::Streams, Fault::Cut, 3, 199).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_may_be_reset_at_any_byte() {
    at_bytes(Reading::Streams, Fault::Reset, 1, 149).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poll_may_be_reset_at_any_byte() {
    at_bytes(Reading::Polls, Fault::Reset, 1, 211).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_may_stall_at_any_byte() {
    at_bytes(Reading::Streams, Fault::Stall, 1, 131).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poll_may_stall_at_any_byte() {
    at_bytes(Reading::Polls, Fault::Stall, 1, 181).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_may_be_split_in_two_at_any_byte() {
    at_bytes(Reading::Streams, DELAY, 1, 167).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poll_may_be_split_in_two_at_any_byte() {
    at_bytes(Reading::Polls, DELAY, 1, 229).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_message_of_a_stream_may_come_twice() {
    at_messages(Reading::Streams, Fault::Repeat).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_answer_to_a_poll_may_come_twice() {
    at_messages(Reading::Polls, Fault::Repeat).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_earlier_message_of_a_stream_may_come_again_before_any_other() {
    at_messages(Reading::Streams, Fault::Replay).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_earlier_answer_to_a_poll_may_come_again_before_any_other() {
    at_messages(Reading::Polls, Fault::Replay).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_may_come_in_pieces_down_to_single_bytes() {
    let office = Office::open().await;
    for reading in [Reading::Streams, Reading::Polls] {
        let plans: Vec<Plan> = [1, 2, 3, 7, 64, 1_000]
            .into_iter()
            .map(|size| Plan {
                pieces: NonZeroUsize::new(size),
                ..reading.undisturbed()
            })
            .collect();
        all(&office, reading, &plans).await;
    }
}
