//! What can go wrong with the cache.

use crate::condition::is_damage;
use std::path::PathBuf;

/// A result of the cache.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong with the cache. The messages are shown to the user.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is not a database under this key, and nothing tells which of the two is to blame.
    #[error(
        "{path} cannot be opened with this key: the key is another one's, or the file is damaged. It \
         was left as it is. Bring the key back that it was made with; if that is lost, move {path} \
         away and start again: all but your marks and older status changes is then read anew",
        path = .0.display()
    )]
    WrongKey(PathBuf),
    /// The cache was made with another key.
    #[error(
        "the key is not the one that {path} was made with. The file is kept as it is. Bring that key \
         back (the keychain's entry, or --key-file); if it is lost, move {path} away and start again: \
         all but your marks and older status changes is then read anew",
        path = .0.display()
    )]
    OtherKey(PathBuf),
    /// The file is a database, but not one of this program.
    #[error(
        "{path} is not Ribbon Desk's: it is an unencrypted database. It was left as it is; move it away, \
         or name another folder with --home",
        path = .0.display()
    )]
    Foreign(PathBuf),
    /// The key file is not there.
    #[error(
        "the key file {path} is missing, and the cache cannot be read without it: bring it back, or name \
         it with --key-file",
        path = .0.display()
    )]
    KeyFileMissing(PathBuf),
    /// What was read from the file is not what was written to it.
    #[error(
        "the cache's file is damaged ({0}); `ribbon-desk rebuild` makes it anew and saves your marks"
    )]
    Corrupt(String),
    /// Others have the file open that is to be replaced, or are replacing it.
    #[error("{} is being used by another program; try again when that has ended", .0.display())]
    InUse(PathBuf),
    /// The file was written by a newer version of the program.
    #[error(
        "the cache was written by a newer version (format {found}, this program knows {known}); \
         install the newer version again"
    )]
    Newer {
        /// The file's format.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// The key file can be read by others.
    #[error("{} can be read by others; run: chmod 600 {}", .0.display(), .0.display())]
    KeyFileOpen(PathBuf),
    /// The key file does not hold a key.
    #[error("{} does not hold a key of 64 hexadecimal digits", .0.display())]
    KeyFileBad(PathBuf),
    /// The keychain does not answer.
    #[error(
        "the operating system's keychain cannot be used ({0}); unlock it, or start with \
         --key-file FILE to keep the key in a file of your own"
    )]
    Keychain(String),
    /// A file of the cache cannot be read or written.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The disk is full.
    #[error("the disk is full; nothing was lost, free some room")]
    Full,
    /// The system refuses to read or write the file: a quota, a limit, a disk that fails.
    #[error(
        "the cache's file cannot be read or written ({0}); free some room, look at your quota and at \
         the disk. Nothing that was kept is lost"
    )]
    Disk(String),
    /// What the user gave cannot be kept as it is. The message is a whole sentence.
    #[error("{0}")]
    Unfit(String),
    /// A file that is to be taken in as one of marks is none.
    #[error("the file of marks: {0}")]
    UnfitMarks(UnfitMarks),
    /// A row that the program wrote can no longer be understood.
    #[error("damaged row: {0}")]
    Damaged(String),
    /// Anything else that SQLite says.
    #[error("the cache: {0}")]
    Sqlite(rusqlite::Error),
}

impl Error {
    /// Whether trying again later cannot help.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Full | Self::Disk(_) | Self::Keychain(_) | Self::Io { .. } | Self::InUse(_) => {
                false
            }
            Self::Sqlite(error) => !matches!(
                error.sqlite_error_code(),
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
            ),
            _ => true,
        }
    }
}

/// Why a file is none of marks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnfitMarks {
    /// It is something else.
    #[error("it is something else")]
    None,
    /// A newer program wrote it.
    #[error("a newer version of the program wrote it")]
    Newer,
    /// Its content is not as it was written.
    #[error("it is damaged: {0}")]
    Damaged(String),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        if let rusqlite::Error::FromSqlConversionFailure(_, _, why) = &error {
            return Self::Damaged(why.to_string());
        }
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            Some(code) if is_damage(code) => Self::Corrupt(error.to_string()),
            // The side file of the write-ahead log cannot grow: that is what SQLite calls a full disk
            // there.
            _ if error.sqlite_extended_error_code()
                == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) =>
            {
                Self::Full
            }
            Some(rusqlite::ErrorCode::SystemIoFailure) => Self::Disk(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}
