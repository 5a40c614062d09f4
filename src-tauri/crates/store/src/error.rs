//! What can go wrong with the cache.

use std::path::PathBuf;

/// A result of the cache.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong with the cache. The messages are shown to the user.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is not a database under this key.
    #[error(
        "{} cannot be opened with this key: the key is another one's, or the file is damaged",
        .0.display()
    )]
    WrongKey(PathBuf),
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
            Self::Full | Self::Keychain(_) | Self::Io { .. } => false,
            Self::Sqlite(error) => !matches!(
                error.sqlite_error_code(),
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
            ),
            _ => true,
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            // The side file of the write-ahead log cannot grow: that is what SQLite calls a full disk
            // there.
            _ if error.sqlite_extended_error_code()
                == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) =>
            {
                Self::Full
            }
            _ => Self::Sqlite(error),
        }
    }
}
