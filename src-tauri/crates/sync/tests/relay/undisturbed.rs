//! What the cache holds when nothing goes wrong. All others are compared with this.

use crate::digest::Digest;
use crate::office::Office;
use crate::sweep::Reading;
use crate::wave;

async fn read(reading: Reading) -> Digest {
    let office = Office::open().await;
    let mut outcomes = wave::run(&office, vec![reading.undisturbed()]).await;
    outcomes.remove(0).report.unwrap().digest
}

fn count(digest: &Digest, table: &str, part: &str) -> usize {
    let rows = digest.tables[table].iter();
    rows.filter(|row| row.contains(part)).count()
}

fn check(digest: &Digest) {
    let facts = [
        ("delivery", "", 13, "each webhook is stored"),
        (
            "delivery",
            " | \"applied\" | ",
            9,
            "most of them are applied",
        ),
        ("delivery", " | \"repeat\" | ", 1, "one repeats"),
        (
            "delivery",
            " | \"quarantined\" | ",
            3,
            "the others are kept",
        ),
        ("candidate", "", 2, "Jane and Bob"),
        ("interview", "", 1, "the one that is vouched for"),
        ("transition", "", 6, "five of Jane's, one of Bob's"),
        ("standing", "", 2, "one stage each"),
        ("event", "", 8, "six changes, an interview, a video"),
        ("outbox", "", 8, "each of which is told"),
        ("fetch_queue", "", 2, "both interviews are asked for"),
        ("source_cursor", "", 1, "one relay"),
        ("engine_note", "\"lost:", 0, "nothing was lost"),
    ];
    for (table, part, expected, why) in facts {
        let rows = &digest.tables[table];
        assert_eq!(
            count(digest, table, part),
            expected,
            "{table}: {why}; {rows:#?}"
        );
    }
    let told: Vec<i64> = (1..=8).collect();
    assert_eq!(digest.told, told, "each fact is told once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_brings_everything_once() {
    check(&read(Reading::Streams).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn polls_bring_everything_once() {
    check(&read(Reading::Polls).await);
}
