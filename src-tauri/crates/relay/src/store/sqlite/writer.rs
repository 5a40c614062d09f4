//! The one thread that writes.
//!
//! It takes whatever is waiting, does it in one transaction, commits, and only then answers. While
//! one commit waits for the disk the next batch gathers, so the more requests come at once, the
//! fewer disk flushes each one costs.

use std::{sync::Arc, thread};

use relay_protocol::InboxId;
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::{append::Appending, mark::Mark};
use crate::{
    error::{Error, Result},
    store::{Changes, NewEvent},
};

/// How many jobs may share one commit, and how many may wait for the next.
const BATCH: usize = 256;

type Finish = Box<dyn FnOnce(Result<()>) + Send>;
type Work = Box<dyn FnOnce(&Connection) -> Finish + Send>;

/// What the writing thread is asked to do.
enum Job {
    /// A webhook, which is what nearly all of them are.
    Append(NewEvent, oneshot::Sender<Result<u64>>),
    /// Anything else.
    Other(Work),
}

/// What is to be answered after the commit.
enum Done {
    Appended(InboxId, Result<u64>, oneshot::Sender<Result<u64>>),
    Other(Finish),
}

/// Hands work to the writing thread, which ends when the last handle is dropped.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the thread, which wakes the readers of what it appends.
    pub(super) fn start(conn: Connection, mark: Mark, changes: Arc<Changes>) -> Result<Self> {
        let (jobs, waiting) = mpsc::channel(BATCH);
        thread::Builder::new()
            .name("relay-writer".to_owned())
            .spawn(move || run(conn, mark, &changes, waiting))
            .map_err(Error::io("cannot start the writing thread"))?;
        Ok(Self { jobs })
    }

    /// Appends an event in the next transaction and gives its number once that is committed.
    pub(super) async fn append(&self, event: NewEvent) -> Result<u64> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::Append(event, answer)).await?;
        answered.await.map_err(|_| Error::Closed)?
    }

    /// Does `work` in the next transaction and gives its answer once that is committed. Work that
    /// fails is undone without touching what else is in the batch.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        let work: Work = Box::new(move |conn| {
            let outcome = in_savepoint(conn, work);
            Box::new(move |committed| {
                // Whoever asked may have gone away; what was stored stays stored.
                let _ = answer.send(committed.and(outcome));
            })
        });
        self.send(Job::Other(work)).await?;
        answered.await.map_err(|_| Error::Closed)?
    }

    async fn send(&self, job: Job) -> Result<()> {
        self.jobs.send(job).await.map_err(|_| Error::Closed)
    }
}

fn run(conn: Connection, mut mark: Mark, changes: &Changes, mut waiting: mpsc::Receiver<Job>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.blocking_recv_many(&mut batch, BATCH) > 0 {
        commit(&conn, &mut mark, changes, &mut batch);
    }
    if let Err((_, error)) = conn.close() {
        tracing::warn!(%error, "the store was not closed cleanly");
    }
}

fn commit(conn: &Connection, mark: &mut Mark, changes: &Changes, batch: &mut Vec<Job>) {
    let begun = conn.execute_batch("BEGIN IMMEDIATE").map_err(Error::from);
    let mut appending = Appending::default();
    let done: Vec<_> = batch
        .drain(..)
        .map(|job| perform(conn, &mut appending, job))
        .collect();
    let committed = begun.and_then(|()| {
        if conn.is_autocommit() {
            return Err(Error::RolledBack);
        }
        let newest = appending.finish(conn)?;
        conn.execute_batch("COMMIT")?;
        // After the commit, so that the mark is never ahead of it; before anybody learns the number.
        if let Some(newest) = newest {
            mark.reach(newest);
        }
        Ok(())
    });
    if let Err(error) = &committed {
        tracing::error!(%error, "the store could not commit");
        if !conn.is_autocommit() {
            let _ = conn.execute_batch("ROLLBACK");
        }
    }
    answer(changes, done, &committed);
}

/// After a failed begin or a rollback by SQLite itself (a full disk does that) there is no
/// transaction, and nothing is done outside of one.
fn perform(conn: &Connection, appending: &mut Appending, job: Job) -> Done {
    match job {
        Job::Append(event, answer) => {
            let outcome = in_transaction(conn, |conn| appending.append(conn, &event));
            Done::Appended(event.inbox, outcome, answer)
        }
        Job::Other(work) => {
            appending.forget_inboxes();
            Done::Other(work(conn))
        }
    }
}

/// Answers everybody, and wakes the readers of each inbox once.
fn answer(changes: &Changes, done: Vec<Done>, committed: &Result<()>) {
    let mut woken: Vec<InboxId> = Vec::new();
    for done in done {
        match done {
            Done::Appended(inbox, outcome, answer) => {
                // Whoever asked may have gone away; what was stored stays stored.
                let _ = answer.send(committed.clone().and(outcome));
                if !woken.contains(&inbox) {
                    woken.push(inbox);
                }
            }
            Done::Other(finish) => finish(committed.clone()),
        }
    }
    for inbox in &woken {
        changes.notify(inbox);
    }
}

fn in_savepoint<T>(conn: &Connection, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    in_transaction(conn, |conn| {
        conn.execute_batch("SAVEPOINT job")?;
        let outcome = work(conn);
        if conn.is_autocommit() {
            return outcome;
        }
        if outcome.is_err() {
            conn.execute_batch("ROLLBACK TO job")?;
        }
        conn.execute_batch("RELEASE job")?;
        outcome
    })
}

/// Refuses to work outside of the batch's transaction, or if the work ended it.
fn in_transaction<T>(conn: &Connection, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    if conn.is_autocommit() {
        return Err(Error::RolledBack);
    }
    let outcome = work(conn);
    if conn.is_autocommit() {
        return outcome.and(Err(Error::RolledBack));
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writer(dir: &tempfile::TempDir) -> (Writer, Connection) {
        let path = dir.path().join("w.db");
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch("PRAGMA journal_mode = wal; CREATE TABLE t (x INTEGER UNIQUE) STRICT")
            .unwrap();
        let mark = Mark::open(&dir.path().join("w.mark"), None, 0).unwrap();
        (
            Writer::start(conn, mark, Arc::default()).unwrap(),
            Connection::open(&path).unwrap(),
        )
    }

    fn insert(conn: &Connection, number: i64) -> Result<()> {
        conn.execute("INSERT INTO t (x) VALUES (?1)", [number])?;
        Ok(())
    }

    fn count(conn: &Connection) -> i64 {
        conn.query_row("SELECT count(*) FROM t", [], |row| row.get(0))
            .unwrap()
    }

    #[tokio::test]
    async fn what_was_answered_is_committed() {
        let dir = tempfile::tempdir().unwrap();
        let (writer, other) = writer(&dir);
        for number in 1..=3 {
            writer
                .write(move |conn| insert(conn, number))
                .await
                .unwrap();
            assert_eq!(count(&other), number, "another connection sees it at once");
        }
    }

    #[tokio::test]
    async fn work_that_fails_is_undone_and_the_rest_of_its_batch_stays() {
        let dir = tempfile::tempdir().unwrap();
        let (writer, other) = writer(&dir);
        let fails = |conn: &Connection| {
            insert(conn, 2)?;
            insert(conn, 2)
        };
        let (before, failed, after) = tokio::join!(
            writer.write(|conn| insert(conn, 1)),
            writer.write(fails),
            writer.write(|conn| insert(conn, 3)),
        );
        assert!(before.is_ok() && after.is_ok(), "the neighbours succeed");
        assert!(failed.is_err(), "the number was taken");
        assert_eq!(count(&other), 2, "nothing of the failed work stays");
    }

    #[tokio::test]
    async fn nothing_is_answered_as_stored_when_the_whole_transaction_is_lost() {
        let dir = tempfile::tempdir().unwrap();
        let (writer, other) = writer(&dir);
        // While the writer is held up, all three gather for one transaction.
        let (begun, has_begun) = oneshot::channel();
        let (release, released) = std::sync::mpsc::channel();
        let holding = writer.write(move |_| {
            let _ = begun.send(());
            let _ = released.recv();
            Ok(())
        });
        let gathering = async {
            has_begun.await.unwrap();
            tokio::join!(
                writer.write(|conn| insert(conn, 1)),
                // What SQLite itself does when the disk is full.
                writer.write(|conn| Ok(conn.execute_batch("ROLLBACK")?)),
                writer.write(|conn| insert(conn, 3)),
                async { release.send(()).unwrap() },
            )
        };
        let (held, (before, lost, after, ())) = tokio::join!(holding, gathering);
        held.unwrap();
        assert!(
            before.is_err() && lost.is_err() && after.is_err(),
            "all are told"
        );
        assert_eq!(count(&other), 0, "and nothing is there");
        writer.write(|conn| insert(conn, 4)).await.unwrap();
        assert_eq!(count(&other), 1, "the next batch works again");
    }
}
