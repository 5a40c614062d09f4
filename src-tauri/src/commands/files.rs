//! Files in the user's folder for downloads.

use super::Answer;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::invite::{SaveText, SavedFile};
use contract::{CommandError, ErrorCode};
use std::fs::OpenOptions;
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

/// A name that is taken is tried with so many numbers behind it.
const NUMBERS: u32 = 1_000;
/// Longer names, in characters, are cut: file systems take 255 bytes.
const LONGEST: usize = 80;
/// What a file is called whose name holds nothing that can stand in one.
const NAMELESS: &str = "Ribbon Desk";

/// Writes a text, or bytes, under the name that the window gives it.
#[tauri::command]
pub(crate) async fn save_text(argument: SaveText) -> Answer<SavedFile> {
    let SaveText {
        file_name,
        content,
        is_base64,
    } = argument;
    let bytes = match is_base64 {
        false => content.into_bytes(),
        true => STANDARD.decode(content).map_err(|_| {
            CommandError::new(ErrorCode::BadRequest, "The file's content is not Base64.")
        })?,
    };
    save(file_name, move || bytes).await
}

/// Writes what `bytes` makes into the folder for downloads, beside everything else.
pub(super) async fn save(
    file_name: String,
    bytes: impl FnOnce() -> Vec<u8> + Send + 'static,
) -> Answer<SavedFile> {
    let saved =
        tauri::async_runtime::spawn_blocking(move || save_in(&folder()?, &file_name, &bytes()));
    let saved = saved.await.map_err(|error| error.to_string());
    match saved.and_then(|saved| saved.map_err(|error| error.to_string())) {
        Ok(path) => Ok(SavedFile {
            path: path.display().to_string(),
        }),
        Err(why) => Err(CommandError::new(
            ErrorCode::Storage,
            format!("The file could not be written: {why}."),
        )),
    }
}

/// Where files are put.
fn folder() -> Result<PathBuf> {
    let existing = |folder: &PathBuf| folder.is_dir();
    dirs::download_dir()
        .filter(existing)
        .or_else(dirs::home_dir)
        .ok_or_else(|| Error::new(ErrorKind::NotFound, "this system names no home folder"))
}

/// What of a file's name can stand in a name on every system, without its ending.
pub(super) fn stem(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem: String = stem
        .chars()
        .filter(|c| {
            c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '(' | ')' | ',' | '–' | '.')
        })
        .take(LONGEST)
        .collect();
    stem.trim_matches([' ', '.']).to_owned()
}

fn ending(file_name: &str) -> String {
    let ending = file_name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_plain =
        (1..=10).contains(&ending.len()) && ending.bytes().all(|c| c.is_ascii_alphanumeric());
    match is_plain {
        true => format!(".{}", ending.to_ascii_lowercase()),
        false => ".txt".to_owned(),
    }
}

/// Writes a file under a name that is free, for its owner alone: it holds people and links.
fn save_in(folder: &Path, file_name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let (name, ending) = (stem(file_name), ending(file_name));
    let name = if name.is_empty() || is_reserved(&name) {
        NAMELESS
    } else {
        &name
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    for number in 1..=NUMBERS {
        let path = match number {
            1 => folder.join(format!("{name}{ending}")),
            _ => folder.join(format!("{name} ({number}){ending}")),
        };
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_all()?;
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::new(
        ErrorKind::AlreadyExists,
        format!("{name} is there {NUMBERS} times"),
    ))
}

/// Names that mean a device to Windows, whatever their ending.
fn is_reserved(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or(name).trim();
    let (word, number) = first.split_at_checked(3).unwrap_or((first, ""));
    let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(word));
    (number.is_empty() && is(&["con", "prn", "aux", "nul"]))
        || (number.len() == 1 && number.bytes().all(|n| n.is_ascii_digit()) && is(&["com", "lpt"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(folder: &Path, name: &str, bytes: &[u8]) -> String {
        let path = save_in(folder, name, bytes).unwrap();
        assert_eq!(
            path.parent(),
            Some(folder),
            "in the folder: {}",
            path.display()
        );
        path.file_name().unwrap().to_string_lossy().into_owned()
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number_and_nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let names =
            [b"one", b"two"].map(|bytes| saved(folder.path(), "Interviews a day.csv", bytes));
        assert_eq!(names, ["Interviews a day.csv", "Interviews a day (2).csv"]);
        let first = std::fs::read(folder.path().join(&names[0])).unwrap();
        assert_eq!(first, b"one", "as it was");
    }

    #[test]
    fn no_name_leads_out_of_the_folder_or_means_something_else() {
        let folder = tempfile::tempdir().unwrap();
        for (name, expected) in [
            ("../../etc/passwd", "passwd.txt"),
            ("..\\x:y.PNG", "xy.png"),
            ("", "Ribbon Desk.txt"),
            ("...", "Ribbon Desk (2).txt"),
            ("NUL.csv", "Ribbon Desk.csv"),
            ("com1.csv", "Ribbon Desk (2).csv"),
            ("a.b.c s v", "a.b.txt"),
            ("Übersicht.csv", "Übersicht.csv"),
        ] {
            assert_eq!(saved(folder.path(), name, b""), expected, "{name:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_its_owner_s_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = save_in(folder.path(), "a.csv", b"x").unwrap();
        let access = std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(access & 0o077, 0, "nobody else reads it");
    }
}
