//! One write connection, a few read connections, all under the same key.

use crate::coding::Dictionary;
use crate::guard::Guard;
use crate::seal::{self, Seal};
use crate::table::change;
use crate::table::indexing::{self, Indexed};
use crate::{DbKey, Error, Result, migration};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::cell::RefCell;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// More idle read connections than this are closed again.
const IDLE_READERS: usize = 4;
/// Each connection keeps so much of the file, in KiB, rather than SQLite's 2,000: a page that it does
/// not keep has to be read, checked and decrypted again. (`mmap` does not work on encrypted pages.)
const CACHE_KIB: i64 = 8_192;
/// How long a connection waits for another process that writes.
const BUSY: Duration = Duration::from_secs(10);

/// The cache. Cheap to share behind an `Arc`.
pub struct Store {
    path: PathBuf,
    key: DbKey,
    // Closed in this order: the last one moves the log into the file, which no reader can.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
    _guard: Guard,
}

/// A write transaction. Reads through it see what it has written.
pub struct Tx<'a> {
    transaction: Transaction<'a>,
    /// What it has changed, to be numbered at its end.
    pub(crate) changed: change::Gathered,
    /// What it puts into the indexes of words, at its end.
    indexing: indexing::Gathered,
    /// What it packs texts by, once it was looked up.
    pub(crate) dictionary: RefCell<Option<Rc<Dictionary>>>,
}

impl Tx<'_> {
    /// Has something found by other words, from the end of the transaction on.
    pub(crate) fn index(&self, indexed: impl Into<Indexed>) {
        self.indexing.push(indexed.into());
    }

    /// Runs `work`, of which all is undone, and nothing else, when it fails for good: its error is the
    /// inner one then.
    ///
    /// # Errors
    /// What may not happen again, and fails the whole transaction.
    pub fn apart<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<Result<T>> {
        let before = self.indexing.len();
        self.execute_batch("SAVEPOINT apart")?;
        let done = match work() {
            Err(error) if error.is_permanent() => {
                self.execute_batch("ROLLBACK TO apart")?;
                self.indexing.truncate(before);
                self.dictionary.take();
                Err(error)
            }
            done => Ok(done?),
        };
        self.execute_batch("RELEASE apart")?;
        Ok(done)
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.transaction
    }
}

impl Store {
    /// Opens the cache at `path`, making it or bringing it to the newest format as needed.
    ///
    /// # Errors
    /// [`Error::OtherKey`] for another's key, [`Error::Corrupt`] for a damaged file, [`Error::WrongKey`]
    /// where the two cannot be told apart, [`Error::Newer`] for a newer
    /// program's file, [`Error::Io`] where the folder cannot be written.
    pub fn open(path: &Path, key: DbKey) -> Result<Self> {
        let guard = Guard::shared(path)?;
        make_private(path)?;
        let mut writer = connect(path, &key, OpenFlags::SQLITE_OPEN_READ_WRITE)
            .map_err(|error| known_better(error, path, &key))?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        // A webhook is answered with 200 once it is committed, so a commit must survive a power cut.
        writer.pragma_update(None, "synchronous", "FULL")?;
        // On macOS fsync alone leaves the bytes in the drive's own cache; elsewhere this does nothing.
        writer.pragma_update(None, "fullfsync", true)?;
        writer.pragma_update(None, "foreign_keys", true)?;
        migration::migrate(&mut writer)?;
        seal::leave(path, &key)?;
        Ok(Self {
            path: path.to_owned(),
            key,
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            _guard: guard,
        })
    }

    /// Runs `work` in one write transaction: all of it is committed, or nothing.
    ///
    /// # Errors
    /// What `work` returns, or what the commit says; nothing is changed then.
    pub fn write<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = lock(&self.writer);
        let transaction = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| E::from(error.into()))?;
        let tx = Tx {
            transaction,
            changed: change::Gathered::default(),
            indexing: indexing::Gathered::default(),
            dictionary: RefCell::default(),
        };
        let done = work(&tx)?;
        change::number(&tx).map_err(E::from)?;
        tx.indexing.put(&tx).map_err(E::from)?;
        let committed = tx.transaction.commit();
        committed.map_err(|error| E::from(error.into()))?;
        Ok(done)
    }

    /// Runs `work` on a read connection, beside whatever is being written.
    ///
    /// # Errors
    /// What `work` returns, or that no connection could be opened.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let idle = lock(&self.readers).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect(&self.path, &self.key, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
        };
        // One snapshot for all that `work` reads.
        let done = connection
            .unchecked_transaction()
            .map_err(Error::from)
            .and_then(|tx| work(&tx));
        let mut readers = lock(&self.readers);
        if readers.len() < IDLE_READERS {
            readers.push(connection);
        }
        done
    }

    /// Runs `work` in one write transaction, with another database attached as `old`.
    pub(crate) fn beside<T>(
        &self,
        old: &Path,
        key: &DbKey,
        work: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<T> {
        let mut writer = lock(&self.writer);
        let name = old.to_string_lossy();
        let key = zeroize::Zeroizing::new(format!("x'{}'", key.to_hex().as_str()));
        writer.execute("ATTACH DATABASE ?1 AS old KEY ?2", [&*name, key.as_str()])?;
        let done = in_transaction(&mut writer, work);
        let detached = writer.execute("DETACH DATABASE old", []);
        let done = done?;
        detached?;
        Ok(done)
    }

    /// Moves the log of changes into the file and empties it, so that nothing of what was removed is
    /// left there. Answers whether it did: somebody who reads an older state prevents it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn empty_log(&self) -> Result<bool> {
        let writer = lock(&self.writer);
        // Idle readers keep nothing that is needed, but may hold an old state open.
        lock(&self.readers).clear();
        let busy: bool =
            writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(!busy)
    }

    /// What it is encrypted with.
    pub(crate) fn key(&self) -> &DbKey {
        &self.key
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn in_transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

/// A poisoned lock means that a reader of ours panicked; SQLite has rolled its work back.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the file with access for its owner alone before SQLite does, whose side files follow it;
/// takes others' access away from one that is there, for instance from a backup.
pub(crate) fn make_private(path: &Path) -> Result<()> {
    let io = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(io)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mut access = file.metadata().map_err(io)?.permissions();
        if access.mode() & 0o077 != 0 {
            access.set_mode(0o600);
            file.set_permissions(access).map_err(io)?;
        }
    }
    drop(file);
    Ok(())
}

/// With the mark of the key beside the file, an error that leaves two things open leaves one.
fn known_better(error: Error, path: &Path, key: &DbKey) -> Error {
    match (error, seal::look(path, key)) {
        (Error::WrongKey(path), Seal::Differs) => Error::OtherKey(path),
        (Error::WrongKey(_), Seal::Fits) => {
            Error::Corrupt("its beginning cannot be read".to_owned())
        }
        (error, _) => error,
    }
}

pub(crate) fn connect(path: &Path, key: &DbKey, mode: OpenFlags) -> Result<Connection> {
    let connection = unlock(path, key, mode)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(128);
    // A plan is made once, for any values. Otherwise SQLite looks at the values that are bound where
    // a partial index might fit, and compiles the statement anew each time it is run.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
            row.get::<_, i64>(0)
        })
        .map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => Error::WrongKey(path.to_owned()),
            _ => error.into(),
        })?;
    // Only now: it reads the file, and would tell of a wrong key in other words.
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(connection)
}

/// Opens the file under the key, without a look whether that fits.
pub(crate) fn unlock(path: &Path, key: &DbKey, mode: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let statement =
        zeroize::Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", key.to_hex().as_str()));
    connection.execute_batch(&statement)?;
    Ok(connection)
}

#[cfg(test)]
mod tests;
