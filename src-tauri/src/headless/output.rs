//! What goes to stdout. Its reader may leave at any moment, as `head` does.

use serde_json::Value;
use std::io::{self, Write};

/// Prints one line.
pub(super) fn line(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

/// Prints an object or array on one line.
pub(super) fn json(value: &Value) -> anyhow::Result<()> {
    line(&value.to_string())
}

/// A reader that left has what it wanted.
pub(super) fn unless_reader_left(error: anyhow::Error) -> anyhow::Result<()> {
    let left = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe);
    if left { Ok(()) } else { Err(error) }
}
