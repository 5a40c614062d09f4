//! What an operator does about forwarding.

use std::time::Duration;

use relay_protocol::{After, Cursor, Event, EventId, InboxId, TargetId};
use serde::Serialize;
use time::OffsetDateTime;

use super::{Admin, ID_SIGNS};
use crate::{
    error::{Error, Result},
    forward,
    secret::{SigningSecret, random_name},
    store::{
        Amount, DeadLetter, Failing, LetterChange, Progress, Read, Replay, Target, TargetChange,
        TargetUrl,
    },
};

/// An inbox has no more targets than this.
const TARGETS: usize = 20;
/// A target has no more stretches to be replayed than this.
const REPLAYS: usize = 100;
const PAGE: Amount = Amount {
    events: 500,
    bytes: 4 << 20,
};

/// A target to be made.
#[derive(Debug, Clone)]
pub struct NewTarget {
    /// Where to post.
    pub url: url::Url,
    /// The `whsec_…` secret to sign with, if any.
    pub secret: Option<SigningSecret>,
    /// Allow a private address, and plain HTTP there.
    pub allow_private: bool,
    /// How long one event is tried before it becomes a dead letter.
    pub give_up_after: Duration,
    /// Begin with the oldest kept event instead of the next one.
    pub from_oldest: bool,
}

impl NewTarget {
    /// A target with the usual settings: unsigned, public, 72 hours, from now on.
    #[must_use]
    pub fn new(url: url::Url) -> Self {
        Self {
            url,
            secret: None,
            allow_private: false,
            give_up_after: Duration::from_hours(72),
            from_oldest: false,
        }
    }
}

/// A target as the operator sees it.
#[derive(Debug, Clone, Serialize)]
pub struct TargetInfo {
    /// Its id.
    pub target: TargetId,
    /// Whose webhooks it gets.
    pub inbox: InboxId,
    /// The whole URL.
    pub url: String,
    /// Whether deliveries are signed.
    pub signed: bool,
    /// Whether a private address is allowed.
    pub allow_private: bool,
    /// How long one event is tried.
    pub give_up_after_seconds: u64,
    /// Whether it is paused.
    pub paused: bool,
    /// How far it has come.
    pub cursor: Cursor,
    /// How many events wait.
    pub lag: u64,
    /// Why and since when deliveries fail, if they do.
    pub failing: Option<Failing>,
    /// How many events were given up.
    pub dead_letters: u64,
    /// How many stretches are still to be replayed.
    pub replays: usize,
    /// When it was made.
    #[serde(with = "relay_protocol::timestamp")]
    pub created_at: OffsetDateTime,
}

/// What to deliver once more.
#[derive(Debug, Clone)]
pub enum ReplayOf {
    /// One event.
    Event(EventId),
    /// What was received from the one instant up to, but not at, the other.
    Time(OffsetDateTime, OffsetDateTime),
    /// All dead letters.
    DeadLetters,
}

impl Admin {
    /// Adds a target to an inbox.
    ///
    /// # Errors
    /// If the URL or the secret is not usable, if there is no such inbox, or if the store fails.
    pub async fn create_target(&self, inbox: &InboxId, new: NewTarget) -> Result<TargetInfo> {
        forward::check_url(&new.url, new.allow_private)?;
        if let Some(secret) = &new.secret {
            forward::check_secret(secret)?;
        }
        if new.url.path().contains(&format!("/in/{inbox}/")) {
            let what = "this is the inbox's own address: it would forward to itself for ever";
            return Err(Error::Invalid(what.to_owned()));
        }
        if self.targets(inbox).await?.len() >= TARGETS {
            let what = format!("an inbox has at most {TARGETS} targets");
            return Err(Error::Invalid(what));
        }
        let span = self.store.span(inbox).await?;
        let start = if new.from_oldest {
            span.oldest
        } else {
            span.head
        };
        let id: TargetId = random_name(ID_SIGNS)
            .try_into()
            .map_err(|_| Error::Corrupt("a new target id".to_owned()))?;
        let target = Target {
            id,
            inbox: inbox.clone(),
            url: TargetUrl::new(new.url),
            secret: new.secret,
            allow_private: new.allow_private,
            give_up_after: new.give_up_after,
            paused: false,
            revision: 1,
            created_at: self.clock.now(),
        };
        let progress = Progress::starting_at(span.cursor(start));
        self.store.create_target(target.clone(), progress).await?;
        self.describe_target(target).await
    }

    /// An inbox's targets.
    ///
    /// # Errors
    /// If there is no such inbox, or the store fails.
    pub async fn targets(&self, inbox: &InboxId) -> Result<Vec<TargetInfo>> {
        let found = self.store.inbox(inbox).await?;
        found.ok_or_else(|| Error::NoSuchInbox(inbox.clone()))?;
        let mut infos = Vec::new();
        for target in self.store.targets().await? {
            if target.inbox == *inbox {
                infos.push(self.describe_target(target).await?);
            }
        }
        Ok(infos)
    }

    /// A target.
    ///
    /// # Errors
    /// If there is none, or the store fails.
    pub async fn target(&self, target: &TargetId) -> Result<TargetInfo> {
        self.describe_target(self.find_target(target).await?).await
    }

    /// Stops delivering to a target until it is resumed.
    ///
    /// # Errors
    /// If there is no such target, or the store fails.
    pub async fn pause_target(&self, target: &TargetId) -> Result<()> {
        self.store.change_target(target, TargetChange::Pause).await
    }

    /// Goes on delivering to a target, at once and with the whole time for each event, though
    /// deliveries failed before.
    ///
    /// # Errors
    /// If there is no such target, or the store fails.
    pub async fn resume_target(&self, target: &TargetId) -> Result<()> {
        self.change_progress(target, |progress| {
            progress.failing = None;
            Ok(())
        })
        .await?;
        self.store.change_target(target, TargetChange::Resume).await
    }

    /// Removes a target with its dead letters; `false` if there was none.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn delete_target(&self, target: &TargetId) -> Result<bool> {
        self.store.delete_target(target).await
    }

    /// The events that were given up, oldest first.
    ///
    /// # Errors
    /// If there is no such target, or the store fails.
    pub async fn dead_letters(&self, target: &TargetId) -> Result<Vec<DeadLetter>> {
        self.find_target(target).await?;
        self.store.dead_letters(target, 0, usize::MAX).await
    }

    /// Has events delivered once more, and says how many those are.
    ///
    /// # Errors
    /// If there is no such target or no such event, or the store fails.
    pub async fn replay(&self, target: &TargetId, what: &ReplayOf) -> Result<u64> {
        let found = self.find_target(target).await?;
        let (replays, events) = match what {
            ReplayOf::Event(id) => {
                self.stretches(&found.inbox, |event| event.id == *id)
                    .await?
            }
            ReplayOf::Time(from, to) => {
                let within = |event: &Event| (*from..*to).contains(&event.received_at);
                self.stretches(&found.inbox, within).await?
            }
            ReplayOf::DeadLetters => self.dead_stretch(target).await?,
        };
        if events == 0 {
            let what = "there is nothing to replay: no such event is kept";
            return Err(Error::Invalid(what.to_owned()));
        }
        self.change_progress(target, |progress| {
            progress.replays.extend(replays.iter().cloned());
            if progress.replays.len() > REPLAYS {
                let what = "too much is being replayed; wait until some of it is done";
                return Err(Error::Invalid(what.to_owned()));
            }
            Ok(())
        })
        .await?;
        let change = TargetChange::Reload;
        self.store.change_target(target, change).await?;
        Ok(events)
    }

    async fn find_target(&self, id: &TargetId) -> Result<Target> {
        let targets = self.store.targets().await?;
        let found = targets.into_iter().find(|target| target.id == *id);
        found.ok_or(Error::NoSuchTarget)
    }

    async fn describe_target(&self, target: Target) -> Result<TargetInfo> {
        let found = self.store.progress(&target.id).await?;
        let (progress, _) = found.ok_or(Error::NoSuchTarget)?;
        let seq = progress.cursor.seq;
        Ok(TargetInfo {
            lag: self.store.count_after(&target.inbox, seq).await?,
            dead_letters: self.store.count_dead_letters(&target.id).await?,
            target: target.id,
            inbox: target.inbox,
            url: target.url.expose().to_string(),
            signed: target.secret.is_some(),
            allow_private: target.allow_private,
            give_up_after_seconds: target.give_up_after.as_secs(),
            paused: target.paused,
            cursor: progress.cursor,
            failing: progress.failing,
            replays: progress.replays.len(),
            created_at: target.created_at,
        })
    }

    /// Changes the progress whatever a relay does to it meanwhile.
    async fn change_progress(
        &self,
        target: &TargetId,
        change: impl Fn(&mut Progress) -> Result<()>,
    ) -> Result<()> {
        loop {
            let found = self.store.progress(target).await?;
            let (mut progress, revision) = found.ok_or(Error::NoSuchTarget)?;
            change(&mut progress)?;
            let saved = self
                .store
                .save_progress(target, progress, revision, LetterChange::None)
                .await?;
            if saved.is_some() {
                return Ok(());
            }
        }
    }

    /// The stretches of an inbox's log in which all events are wanted, and how many those are.
    async fn stretches(
        &self,
        inbox: &InboxId,
        wanted: impl Fn(&Event) -> bool,
    ) -> Result<(Vec<Replay>, u64)> {
        let (mut stretches, mut events) = (Vec::<Replay>::new(), 0);
        let (mut after, mut open) = (After::Oldest, false);
        loop {
            let page = match self.store.read(inbox, &after, PAGE).await? {
                Read::Page(page) => page,
                // What was dropped meanwhile cannot be replayed.
                Read::Gap(gap) => {
                    after = After::Cursor(gap.oldest);
                    continue;
                }
            };
            for event in &page.events {
                let seq = event.cursor.seq;
                let is_wanted = wanted(event);
                events += u64::from(is_wanted);
                match stretches.last_mut().filter(|_| open && is_wanted) {
                    Some(stretch) => stretch.through = seq,
                    None if is_wanted => stretches.push(Replay {
                        after: seq.saturating_sub(1),
                        through: seq,
                        dead_letters: false,
                    }),
                    None => {}
                }
                open = is_wanted;
            }
            if page.next == page.head {
                return Ok((stretches, events));
            }
            after = After::Cursor(page.next);
        }
    }

    async fn dead_stretch(&self, target: &TargetId) -> Result<(Vec<Replay>, u64)> {
        let letters = self.store.dead_letters(target, 0, usize::MAX).await?;
        let (Some(first), Some(last)) = (letters.first(), letters.last()) else {
            return Ok((Vec::new(), 0));
        };
        let stretch = Replay {
            after: first.seq.saturating_sub(1),
            through: last.seq,
            dead_letters: true,
        };
        Ok((vec![stretch], letters.len() as u64))
    }
}
