//! The targets' part of the suite.

use std::time::Duration;

use relay_protocol::{Cursor, InboxId, TargetId};

use super::{Store, event, new_inbox, noon};
use crate::{
    Error,
    secret::{SigningSecret, random_name},
    store::{DeadLetter, LetterChange, Progress, Replay, Target, TargetChange, TargetUrl},
};

pub(super) async fn a_target_can_be_changed_and_removed(store: &dyn Store) {
    let inbox = new_inbox(store, "targets").await;
    let first = new_target(store, &inbox).await;
    let second = new_target(store, &inbox).await;
    assert_eq!(
        of(store, &inbox).await,
        [first.clone(), second.clone()],
        "as they were made, in that order"
    );
    for (change, paused) in [
        (TargetChange::Pause, true),
        (TargetChange::Reload, true),
        (TargetChange::Resume, false),
    ] {
        let before = of(store, &inbox).await.remove(0).revision;
        store.change_target(&first.id, change).await.unwrap();
        let after = of(store, &inbox).await.remove(0);
        assert_eq!(after.paused, paused, "{change:?}");
        assert!(after.revision > before, "{change:?} is noticed");
    }
    store.save(&first.id, LetterChange::Add(letter(1))).await;
    assert!(store.delete_target(&first.id).await.unwrap(), "removed");
    assert_eq!(of(store, &inbox).await, [second], "the other stays");
    assert!(
        !store.delete_target(&first.id).await.unwrap(),
        "nothing left to remove"
    );
    assert_eq!(store.progress(&first.id).await.unwrap(), None, "gone");
    let letters = store.count_dead_letters(&first.id).await.unwrap();
    assert_eq!(letters, 0, "with its dead letters");
    let again = store.change_target(&first.id, TargetChange::Pause).await;
    assert!(matches!(again, Err(Error::NoSuchTarget)), "{again:?}");
}

pub(super) async fn an_inbox_takes_its_targets_along(store: &dyn Store) {
    let inbox = new_inbox(store, "deleted").await;
    let target = new_target(store, &inbox).await;
    store.save(&target.id, LetterChange::Add(letter(1))).await;
    store.delete_inbox(&inbox).await.unwrap();
    assert_eq!(of(store, &inbox).await, [], "not listed");
    assert_eq!(store.progress(&target.id).await.unwrap(), None, "gone");
    let progress = Progress::starting_at(target_cursor(store, &inbox).await);
    let refused = store.create_target(target, progress).await;
    assert!(matches!(refused, Err(Error::NoSuchInbox(_))), "{refused:?}");
}

pub(super) async fn progress_is_saved_only_by_who_has_read_the_last(store: &dyn Store) {
    let inbox = new_inbox(store, "progress").await;
    let seq = store.append(event(&inbox, 1)).await.unwrap();
    let target = new_target(store, &inbox).await;
    let (mut progress, revision) = store.progress(&target.id).await.unwrap().unwrap();
    assert_eq!(progress.cursor.seq, seq, "where it was made to start");
    progress.owner = Some("one".to_owned());
    progress.replays.push(Replay {
        after: 3,
        through: 4,
        dead_letters: true,
    });
    let save = async |progress: &Progress, revision| {
        store
            .save_progress(&target.id, progress.clone(), revision, LetterChange::None)
            .await
            .unwrap()
    };
    let newer = save(&progress, revision).await.expect("saved");
    let stored = store.progress(&target.id).await.unwrap();
    assert_eq!(stored, Some((progress.clone(), newer)), "as it was saved");
    progress.owner = Some("two".to_owned());
    assert_eq!(save(&progress, revision).await, None, "another was quicker");
    let stored = store.progress(&target.id).await.unwrap().unwrap().0;
    assert_eq!(stored.owner.as_deref(), Some("one"), "nothing was changed");
    store.delete_target(&target.id).await.unwrap();
    assert_eq!(save(&progress, newer).await, None, "the target is gone");
    assert_eq!(
        store.progress(&target.id).await.unwrap(),
        None,
        "saving does not revive it"
    );
}

pub(super) async fn dead_letters_are_listed_from_the_oldest(store: &dyn Store) {
    let inbox = new_inbox(store, "letters").await;
    let target = new_target(store, &inbox).await.id;
    for seq in [100, 9, 20, 9] {
        store.save(&target, LetterChange::Add(letter(seq))).await;
    }
    let seqs = async |after, limit| -> Vec<u64> {
        let letters = store.dead_letters(&target, after, limit).await.unwrap();
        letters.iter().map(|letter| letter.seq).collect()
    };
    assert_eq!(seqs(0, usize::MAX).await, [9, 20, 100], "each once");
    assert_eq!(seqs(9, 1).await, [20], "the next");
    let first = store.dead_letters(&target, 0, 1).await.unwrap();
    let expected = DeadLetter {
        event: first[0].event.clone(),
        ..letter(9)
    };
    assert_eq!(first, [expected], "as it was saved");
    store.save(&target, LetterChange::Remove(20)).await;
    store.save(&target, LetterChange::Remove(21)).await;
    assert_eq!(seqs(0, usize::MAX).await, [9, 100], "one is removed");
    assert_eq!(store.count_dead_letters(&target).await.unwrap(), 2);
    store.remove_dead_letters(&target, 0..=99).await.unwrap();
    assert_eq!(seqs(0, usize::MAX).await, [100], "a range is removed");
}

/// What the tests do to a store.
trait Saves {
    async fn save(&self, target: &TargetId, letter: LetterChange);
}

impl Saves for dyn Store + '_ {
    async fn save(&self, target: &TargetId, letter: LetterChange) {
        let (progress, revision) = self.progress(target).await.unwrap().unwrap();
        let saved = self.save_progress(target, progress, revision, letter);
        assert!(saved.await.unwrap().is_some(), "saved");
    }
}

async fn of(store: &dyn Store, inbox: &InboxId) -> Vec<Target> {
    let mut targets = store.targets().await.unwrap();
    targets.retain(|target| target.inbox == *inbox);
    targets
}

/// A target that starts at the head.
async fn new_target(store: &dyn Store, inbox: &InboxId) -> Target {
    let target = Target {
        id: random_name(16).parse().unwrap(),
        inbox: inbox.clone(),
        url: TargetUrl::new("https://hooks.example/a?token=b".parse().unwrap()),
        secret: Some(SigningSecret::new("whsec_key")),
        allow_private: true,
        give_up_after: Duration::from_secs(90),
        paused: false,
        revision: 1,
        created_at: noon(),
    };
    let progress = Progress::starting_at(target_cursor(store, inbox).await);
    store.create_target(target.clone(), progress).await.unwrap();
    target
}

async fn target_cursor(store: &dyn Store, inbox: &InboxId) -> Cursor {
    match store.span(inbox).await {
        Ok(span) => span.cursor(span.head),
        Err(_) => "one-1".parse().unwrap(),
    }
}

fn letter(seq: u64) -> DeadLetter {
    DeadLetter {
        seq,
        event: ulid::Ulid::generate().to_string().parse().unwrap(),
        received_at: noon(),
        given_up_at: noon() + time::Duration::HOUR,
        attempts: 7,
        reason: "HTTP 500".to_owned(),
    }
}
