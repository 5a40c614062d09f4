//! What a reader that has stopped reading costs the relay.

use std::{fs, time::Duration};

use futures_util::{StreamExt as _, future::join_all, stream};
use relay_protocol::Receipt;
use ribbon_relay::{Clock, StoreConfig, admin::Admin};
use tokio::time::Instant;

use crate::support::{Program, Stream, client, json};

/// Bytes of one webhook: the largest that is taken.
const LARGE: usize = 256 << 10;
/// So many readers stop at once.
const STOPPED: usize = 8;
/// A relay that kept what its readers do not take would need what was posted, for each of them.
const MOST: u64 = 48 << 20;

/// In every run 64 MB, which is far more than the sockets take in; in a long one 512 MB, and the
/// readers stop for a minute at least.
fn plan() -> (usize, Duration) {
    if std::env::var_os("RIBBON_SOAK_ROUNDS").is_some() {
        (2048, Duration::from_secs(60))
    } else {
        (256, Duration::ZERO)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_that_stop_cost_little_and_miss_nothing() {
    let (count, stop) = plan();
    let data = tempfile::tempdir().unwrap();
    let relay = Program::serve(data.path(), &[]);
    let store = StoreConfig::Sqlite {
        folder: data.path().to_owned(),
    };
    let admin = Admin::open(&store, Clock::system()).await.unwrap();
    let made = admin.create_inbox("Acme", Vec::new(), false).await.unwrap();
    let device = admin.create_device(&made.inbox, "laptop").await.unwrap();
    let client = client();
    let post = async |number: usize| {
        let mut body = vec![b'x'; LARGE];
        let name = format!("{number:08}");
        body.splice(..name.len(), name.bytes());
        let url = relay.url(&made.ingest_path);
        let response = client.post(url).body(body).send().await.unwrap();
        assert_eq!(response.status(), 200, "others go on");
        json::<Receipt>(response).await.id
    };
    let first = post(0).await;
    let events = relay.url(&format!("/v1/inboxes/{}/events", made.inbox));
    let opening = (0..STOPPED).map(|_| async {
        let request = client.get(&events).bearer_auth(device.token.expose());
        let mut stream = Stream::open(request.timeout(stop + Duration::from_secs(150))).await;
        assert_eq!(stream.webhook().await.id, first, "it is being served");
        stream
    });
    let mut stopped = join_all(opening).await;

    forget_peak(relay.pid());
    let (before, began) = (peak(relay.pid()), Instant::now());
    let posting = stream::iter((1..=count).map(&post)).buffer_unordered(4);
    let mut posted: Vec<_> = posting.collect().await;
    tokio::time::sleep_until(began + stop).await;
    let grown = peak(relay.pid()) - before;
    println!(
        "{STOPPED} stopped readers of {count} webhooks: {} KiB more",
        grown >> 10
    );
    assert!(grown < MOST, "{grown} bytes are kept for who does not read");

    let mut reader = stopped.swap_remove(0);
    let mut read = Vec::new();
    for _ in 0..count {
        let event = reader.webhook().await;
        assert_eq!(event.body.len(), LARGE, "whole");
        read.push(event.id);
    }
    posted.sort();
    read.sort();
    assert!(read == posted, "everything once, as soon as it reads on");
    let grown = peak(relay.pid()) - before;
    assert!(grown < MOST, "{grown} bytes while it catches up");
}

/// The most bytes of memory that the process has held since [`forget_peak`].
fn peak(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.unwrap().parse::<u64>().unwrap() << 10
}

fn forget_peak(pid: u32) {
    fs::write(format!("/proc/{pid}/clear_refs"), "5").unwrap();
}
