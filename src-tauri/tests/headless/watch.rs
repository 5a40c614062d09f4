//! `watch`: keeps the cache fresh and tells each change, until it is told to end.

use crate::stage::{Desk, FLOW, SOON, ribbon};
use serde_json::Value;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout};
use tokio::time::timeout;

async fn begin(desk: &Desk) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut command = desk.command(&["watch"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (child, lines)
}

/// Reads lines until one is about this topic.
async fn until(lines: &mut Lines<BufReader<ChildStdout>>, topic: &str) -> Value {
    let wait = async {
        loop {
            let line = lines.next_line().await.unwrap().expect("it goes on");
            let change: Value = serde_json::from_str(&line).expect("a JSON line");
            assert!(change["seq"].is_i64(), "numbered: {change}");
            if change["topic"] == topic {
                return change;
            }
        }
    };
    timeout(SOON, wait).await.expect("it is told")
}

#[tokio::test]
async fn each_change_is_a_line_and_sigterm_ends_it_well() {
    let ribbon = ribbon(4).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    let (mut child, mut lines) = begin(&desk).await;
    let new = ribbon
        .complete(FLOW, Some("new@example.com"))
        .await
        .unwrap();
    let change = until(&mut lines, "interview").await;
    assert_eq!(change["id"], new.interview_id.to_string(), "which one");
    until(&mut lines, "inbox").await;
    let id = rustix::process::Pid::from_raw(child.id().unwrap().cast_signed()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    let ended = timeout(SOON, child.wait()).await.expect("it ends").unwrap();
    assert!(ended.success(), "in good order");
    assert_eq!(
        desk.sync().await["interviews"]["total"],
        5,
        "and the home is free"
    );
}
