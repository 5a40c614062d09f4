//! Files that the program writes for the user.

use super::Answer;
use super::invites::file;
use contract::invite::SavedFile;
use contract::{CommandError, ErrorCode};

/// Writes a file into the user's folder for downloads, under a name that is free there.
pub(super) async fn save(
    name: &'static str,
    extension: &'static str,
    bytes: Vec<u8>,
) -> Answer<SavedFile> {
    let saved = tauri::async_runtime::spawn_blocking(move || {
        file::save(&file::folder()?, name, extension, &bytes)
    });
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
