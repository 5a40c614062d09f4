//! What is special about SQLite, beside the shared suite.

use super::*;
use crate::store::suite;

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_passes_the_shared_suite() {
    let dir = tempfile::tempdir().unwrap();
    suite::run(Arc::new(SqliteStore::open(dir.path()).unwrap())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_for_an_inbox_that_was_just_deleted_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(dir.path()).unwrap();
    let inbox = suite::new_inbox(&store, "Acme").await;
    store.delete_inbox(&inbox).await.unwrap();
    let refused = store.append(suite::event(&inbox, 1)).await;
    assert!(matches!(refused, Err(Error::NoSuchInbox(_))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_looked_up_a_moment_ago_is_forgotten_when_it_changes() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(dir.path()).unwrap();
    let inbox = suite::new_inbox(&store, "Acme").await;
    assert!(store.inbox(&inbox).await.unwrap().is_some(), "it is there");
    assert!(store.recent_inbox(&inbox).is_some(), "and remembered");
    let change = InboxChange::Token(SecretHash::of("new"));
    store.change_inbox(&inbox, change).await.unwrap();
    assert_eq!(store.recent_inbox(&inbox), None, "it has changed");
    store.inbox(&inbox).await.unwrap();
    store.delete_inbox(&inbox).await.unwrap();
    assert_eq!(store.recent_inbox(&inbox), None, "it is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_inbox_let_in_that_any_process_changed_meanwhile_is_judged_anew() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(dir.path()).unwrap();
    let other = SqliteStore::open(dir.path()).unwrap();
    let inbox = suite::new_inbox(&store, "Acme").await;
    let mut event = suite::event(&inbox, 1);
    event.admitted_by = store.inbox(&inbox).await.unwrap().map(Arc::new);
    store.append(event.clone()).await.unwrap();
    let change = InboxChange::Token(SecretHash::of("new"));
    other.change_inbox(&inbox, change).await.unwrap();
    let refused = store.append(event).await;
    assert!(
        matches!(refused, Err(Error::InboxChanged(_))),
        "{refused:?}"
    );
    assert_eq!(store.recent_inbox(&inbox), None, "to be looked up again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_never_given_out_twice_and_bytes_count_what_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(dir.path()).unwrap();
    let (ours, theirs) = (
        suite::new_inbox(&store, "ours").await,
        suite::new_inbox(&store, "theirs").await,
    );
    let (first, second) = (suite::event(&ours, 1), suite::event(&theirs, 2));
    let kept = first.size();
    store.append(first).await.unwrap();
    let newest = store.append(second).await.unwrap();
    store.delete_inbox(&theirs).await.unwrap();
    assert_eq!(store.stored_bytes().await.unwrap(), kept, "only ours");
    let next = store.append(suite::event(&ours, 3)).await.unwrap();
    assert_eq!(next, newest + 1, "though the newest event was deleted");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_process_writes_wakes_the_readers() {
    let dir = tempfile::tempdir().unwrap();
    let store = Arc::new(SqliteStore::open(dir.path()).unwrap());
    let inbox = suite::new_inbox(store.as_ref(), "Acme").await;
    let watcher = tokio::spawn(Arc::clone(&store).watch_other_processes());
    let mut mark = store.changes().subscribe(&inbox);
    let other = SqliteStore::open(dir.path()).unwrap();
    other.append(suite::event(&inbox, 1)).await.unwrap();
    // The watcher may take its first look only after this write, and then misses nothing new:
    // the second write is certain to be seen.
    tokio::time::timeout(Duration::from_secs(30), async {
        while !mark.has_changed().unwrap() {
            other.append(suite::event(&inbox, 2)).await.unwrap();
            tokio::time::sleep(LOOK).await;
        }
        mark.changed().await.unwrap();
    })
    .await
    .expect("the reader is woken");
    watcher.abort();
}
