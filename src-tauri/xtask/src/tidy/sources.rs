//! The project's own text files: everything but what tools make or fetch.

use std::fs;
use std::path::Path;

use anyhow::Context;

/// Folders that tools fill, wherever they lie.
const MADE_BY_TOOLS: &[&str] = &[".git", "dist", "gen", "node_modules", "target"];

/// Written by `cargo xtask codegen`.
const GENERATED: &str = "ui/src/contract/";

/// A text file of the project.
pub(super) struct Source {
    /// From the project's root, with `/` between the parts.
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    /// The part of the path after its last dot, or nothing.
    pub(super) fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, end)| end)
    }

    /// The last part of the path.
    pub(super) fn file_name(&self) -> &str {
        self.path
            .rsplit_once('/')
            .map_or(&self.path, |(_, name)| name)
    }

    /// Every line with its number, counted from 1.
    pub(super) fn numbered_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    /// Whether a program wrote it.
    pub(super) fn is_generated(&self) -> bool {
        self.path.starts_with(GENERATED)
    }

    /// Whether people write it as code: what the rules about length are for.
    pub(super) fn is_code(&self) -> bool {
        !self.is_generated() && matches!(self.extension(), "css" | "rs" | "sql" | "ts" | "tsx")
    }
}

/// Reads every text file below `root`.
///
/// # Errors
/// When a folder or a file cannot be read.
pub(super) fn read_all(root: &Path) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    read_folder(root, "", &mut sources)?;
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(sources)
}

fn read_folder(folder: &Path, prefix: &str, sources: &mut Vec<Source>) -> anyhow::Result<()> {
    let reading = || format!("reading {}", folder.display());
    for entry in fs::read_dir(folder).with_context(reading)? {
        let entry = entry.with_context(reading)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().with_context(reading)?;
        if kind.is_dir() && !MADE_BY_TOOLS.contains(&name.as_str()) {
            read_folder(&entry.path(), &format!("{path}/"), sources)?;
        } else if kind.is_file() {
            let bytes = fs::read(entry.path()).with_context(|| format!("reading {path}"))?;
            // What is not text (icons, recordings) has no rules here.
            if let Ok(text) = String::from_utf8(bytes) {
                sources.push(Source { path, text });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tools_make_and_what_is_not_text_is_left_out() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let write = |path: &str, bytes: &[u8]| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        };
        write("src/lib.rs", b"//! Text.");
        write("ui/node_modules/x/index.js", b"text");
        write("target/debug/note.txt", b"text");
        write("icon.png", &[0x89, 0x50, 0xff, 0xfe]);
        let paths: Vec<_> = read_all(root.path())
            .expect("readable")
            .into_iter()
            .map(|source| source.path)
            .collect();
        assert_eq!(paths, ["src/lib.rs"], "only the project's own text");
    }
}
