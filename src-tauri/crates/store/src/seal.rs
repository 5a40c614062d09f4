//! A mark of the key beside the file. SQLCipher says the same of another's key and of a damaged
//! first page; with the mark the two can be told apart, and a file is never put away because of a
//! key. The key cannot be had from it: it is an HMAC under 256 random bits.

use crate::guard::beside;
use crate::{DbKey, Error, Result};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::path::Path;

/// What is signed with the key.
const TEXT: &[u8] = b"Ribbon Desk: the key of this cache";

/// What the mark says of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seal {
    /// The cache was written under this key.
    Fits,
    /// The cache was written under another key.
    Differs,
    /// There is none.
    Missing,
}

/// What the mark beside the file says of the key.
pub(crate) fn look(path: &Path, key: &DbKey) -> Seal {
    match std::fs::read_to_string(beside(path, "-seal")) {
        Ok(text) if text.trim() == mark(key) => Seal::Fits,
        Ok(text) if text.trim().len() == 64 => Seal::Differs,
        _ => Seal::Missing,
    }
}

/// Leaves the mark of a key under which the file was opened.
pub(crate) fn leave(path: &Path, key: &DbKey) -> Result<()> {
    if look(path, key) == Seal::Fits {
        return Ok(());
    }
    let seal = beside(path, "-seal");
    let io = |source| Error::Io {
        path: seal.clone(),
        source,
    };
    let written = beside(path, "-seal.new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&written).map_err(io)?;
    std::io::Write::write_all(&mut file, mark(key).as_bytes()).map_err(io)?;
    std::fs::rename(&written, &seal).map_err(io)
}

fn mark(key: &DbKey) -> String {
    // A key of any length is taken, so there is nothing to fail.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.bytes()) else {
        return String::new();
    };
    mac.update(TEXT);
    hex::encode(mac.finalize().into_bytes())
}
