//! The key of the cache: 256 random bits, kept by the operating system, never beside the data.

use crate::{Error, Result};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use zeroize::{Zeroize, Zeroizing};

/// The key of the cache. Wiped from memory when dropped, never printed.
pub struct DbKey([u8; 32]);

impl DbKey {
    /// A new random key.
    pub fn generate() -> Self {
        Self(rand::random())
    }

    /// Reads 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// The bare key.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// 64 hexadecimal digits.
    pub(crate) fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0))
    }
}

impl Drop for DbKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for DbKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DbKey(…)")
    }
}

/// Where the key is kept.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// The operating system's keychain, under this account name (one a cache).
    Keychain(String),
    /// A file that only its owner may read (mode 0600); made when it does not exist.
    File(PathBuf),
}

const SERVICE: &str = "Ribbon Desk";

impl KeySource {
    /// In words, for the settings screen.
    pub fn describe(&self) -> String {
        match self {
            Self::Keychain(_) => "the operating system's keychain".to_owned(),
            Self::File(path) => format!("the key file {}", path.display()),
        }
    }

    /// The key; a new one is made and kept when there is none and `may_create` is set.
    ///
    /// # Errors
    /// [`Error::Keychain`] when the keychain does not answer, [`Error::KeyFileOpen`] and
    /// [`Error::KeyFileBad`] for a file that must not be used. There is no fallback to an
    /// unencrypted cache.
    pub fn obtain(&self, may_create: bool) -> Result<DbKey> {
        match self {
            Self::Keychain(account) => from_keychain(account, may_create),
            Self::File(path) => from_file(path, may_create),
        }
    }
}

fn from_keychain(account: &str, may_create: bool) -> Result<DbKey> {
    let failed = |error: keyring::Error| Error::Keychain(error.to_string());
    let entry = keyring::Entry::new(SERVICE, account).map_err(failed)?;
    match entry.get_password() {
        Ok(text) => DbKey::from_hex(&Zeroizing::new(text))
            .ok_or_else(|| Error::Keychain("the entry does not hold a key".to_owned())),
        Err(keyring::Error::NoEntry) if may_create => {
            let key = DbKey::generate();
            entry.set_password(&key.to_hex()).map_err(failed)?;
            Ok(key)
        }
        Err(keyring::Error::NoEntry) => Err(Error::Keychain(
            "it holds no key for this cache, which cannot be read without".to_owned(),
        )),
        Err(error) => Err(failed(error)),
    }
}

fn from_file(path: &Path, may_create: bool) -> Result<DbKey> {
    let io = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    match fs::metadata(path) {
        Ok(meta) => {
            if others_may_read(&meta) {
                return Err(Error::KeyFileOpen(path.to_owned()));
            }
            let text = Zeroizing::new(fs::read_to_string(path).map_err(io)?);
            DbKey::from_hex(&text).ok_or_else(|| Error::KeyFileBad(path.to_owned()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && may_create => {
            let key = DbKey::generate();
            let mut file = private_file().open(path).map_err(io)?;
            file.write_all(key.to_hex().as_bytes()).map_err(io)?;
            file.sync_all().map_err(io)?;
            Ok(key)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Error::KeyFileMissing(path.to_owned()))
        }
        Err(error) => Err(io(error)),
    }
}

#[cfg(unix)]
fn others_may_read(meta: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    meta.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn others_may_read(_: &fs::Metadata) -> bool {
    false
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_file_is_made_private_and_gives_the_same_key_again() {
        let dir = tempfile::tempdir().unwrap();
        let source = KeySource::File(dir.path().join("key"));
        let first = source.obtain(true).unwrap();
        let mode = fs::metadata(dir.path().join("key"))
            .unwrap()
            .permissions()
            .mode()
            & 0o777;
        assert_eq!(mode, 0o600, "only the owner may read it");
        assert_eq!(
            source.obtain(false).unwrap().0,
            first.0,
            "the same key again"
        );
    }

    #[test]
    fn a_key_file_that_others_can_read_is_refused_with_what_to_do() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        fs::write(&path, "0".repeat(64)).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let error = KeySource::File(path).obtain(true).unwrap_err();
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }

    #[test]
    fn a_key_file_without_a_key_is_refused_rather_than_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        fs::write(&path, "hello").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let error = KeySource::File(path.clone()).obtain(true).unwrap_err();
        assert!(matches!(error, Error::KeyFileBad(_)), "{error}");
        assert_eq!(fs::read_to_string(path).unwrap(), "hello", "left as it was");
    }
}
