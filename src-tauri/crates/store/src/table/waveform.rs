//! How loud recordings are along their length, worked out once.

use crate::{Connection, Result, Tx};
use rusqlite::{OptionalExtension, params};

/// How loud a recording is along its length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peaks {
    /// In equal steps; empty when the recording cannot be decoded here.
    pub peaks: Vec<u8>,
    /// The recording's length.
    pub duration_ms: i64,
}

/// What was worked out of a recording; `None` when nothing was yet.
pub fn get(connection: &Connection, media_id: i64) -> Result<Option<Peaks>> {
    Ok(connection
        .prepare_cached("SELECT peaks, duration_ms FROM waveform WHERE media_id = ?")?
        .query_row([media_id], |row| {
            Ok(Peaks {
                peaks: row.get(0)?,
                duration_ms: row.get(1)?,
            })
        })
        .optional()?)
}

/// Keeps what was worked out of a recording. One that is gone meanwhile is passed over.
pub fn put(tx: &Tx<'_>, media_id: i64, peaks: &Peaks) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO waveform (media_id, peaks, duration_ms)
         SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM media WHERE id = ?1)
         ON CONFLICT (media_id) DO UPDATE SET peaks = excluded.peaks,
             duration_ms = excluded.duration_ms",
    )?
    .execute(params![media_id, peaks.peaks, peaks.duration_ms])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::media;
    use crate::test_support::{BACKEND, Desk, held, jane};
    use domain::InterviewId;

    #[test]
    fn what_was_worked_out_goes_with_its_recording() {
        let desk = Desk::new();
        desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
        let id = InterviewId::new("i1");
        let begin = || desk.write(|tx| media::begin(tx, &id, "audio", "audio/wav"));
        let recording = begin().expect("it is known");
        let peaks = Peaks {
            peaks: vec![0, 255, 7],
            duration_ms: 300,
        };
        assert_eq!(desk.read(|it| get(it, recording)), None, "nothing yet");
        desk.write(|tx| put(tx, recording, &peaks));
        assert_eq!(desk.read(|it| get(it, recording)), Some(peaks.clone()));
        begin();
        assert_eq!(
            desk.read(|it| get(it, recording)),
            None,
            "another recording"
        );
        desk.write(|tx| put(tx, recording + 7, &peaks));
        assert_eq!(
            desk.read(|it| get(it, recording + 7)),
            None,
            "gone meanwhile"
        );
    }
}
