//! Several programs on one home.

use crate::stage::{Desk, SOON, ribbon};
use std::process::Stdio;
use tokio::time::timeout;

#[tokio::test]
async fn beside_one_that_is_at_work_a_second_says_so_and_readers_read() {
    let ribbon = ribbon(8).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    let mut watch = desk
        .command(&["watch"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let at_work = async {
        while !desk.home().join("receiver.json").exists() {
            tokio::task::yield_now().await;
        }
    };
    timeout(SOON, at_work).await.expect("it is at work");
    for words in [
        &["sync", "--once"][..],
        &["rebuild"],
        &["deliveries", "retry"],
    ] {
        let said = desk.run(words).await;
        let why = said.failure();
        assert!(why.contains("ribbon-desk watch"), "who is at work: {why}");
        assert!(why.contains("Stop it first"), "what to do: {why}");
    }
    assert_eq!(
        desk.rows("interviews").await.len(),
        8,
        "reading needs no leave"
    );
    assert_eq!(
        desk.run(&["status", "--json"]).await.json()["interviews"],
        8
    );
    watch.kill().await.unwrap();
    assert_eq!(
        desk.sync().await["interviews"]["total"],
        8,
        "one that was killed holds nothing"
    );
}

#[tokio::test]
async fn two_runs_at_once_do_the_work_once() {
    let ribbon = ribbon(50).await;
    let desk = Desk::new(&ribbon);
    let words = ["sync", "--once", "--json"];
    let (first, second) = tokio::join!(desk.run(&words), desk.run(&words));
    assert!(
        first.success || second.success,
        "{}\n{}",
        first.err,
        second.err
    );
    for said in [first, second] {
        if !said.success {
            assert!(said.err.contains("is at work"), "it says why: {}", said.err);
        }
    }
    assert_eq!(desk.rows("interviews").await.len(), 50, "each once");
}
