//! Recordings, kept in the encrypted cache in chunks, so that they play without a network.

use crate::{Connection, Result, Tx};
use domain::InterviewId;
use rusqlite::{OptionalExtension, params};

/// Bytes in a chunk; the last one may be shorter.
pub const CHUNK: usize = 256 * 1024;

/// A recording that is wholly here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// The row.
    pub id: i64,
    /// As the server called it.
    pub content_type: String,
    /// Its length in bytes.
    pub total_bytes: u64,
}

/// Begins to keep a recording (`kind`: `audio` or `video`), dropping what an interrupted attempt
/// left. `None` when the interview is not known or has no such recording (any more).
pub fn begin(
    tx: &Tx<'_>,
    interview: &InterviewId,
    kind: &str,
    content_type: &str,
) -> Result<Option<i64>> {
    tx.prepare_cached(
        "DELETE FROM media WHERE kind = ?2 AND interview_num =
             (SELECT num FROM interview WHERE interview_id = ?1)",
    )?
    .execute(params![interview.as_str(), kind])?;
    let added = tx
        .prepare_cached(
            "INSERT INTO media (interview_num, kind, content_type, total_bytes, complete)
             SELECT num, ?2, ?3, 0, 0 FROM interview
             WHERE interview_id = ?1
                 AND CASE ?2 WHEN 'video' THEN video_url ELSE audio_url END IS NOT NULL",
        )?
        .execute(params![interview.as_str(), kind, content_type])?;
    Ok((added > 0).then(|| tx.last_insert_rowid()))
}

/// Keeps one chunk.
pub fn add_chunk(tx: &Tx<'_>, id: i64, idx: u64, bytes: &[u8]) -> Result<()> {
    tx.prepare_cached("INSERT INTO media_chunk (media_id, idx, bytes) VALUES (?, ?, ?)")?
        .execute(params![id, idx.cast_signed(), bytes])?;
    Ok(())
}

/// Says that all chunks are here.
pub fn finish(tx: &Tx<'_>, id: i64, total_bytes: u64) -> Result<()> {
    tx.prepare_cached("UPDATE media SET total_bytes = ?, complete = 1 WHERE id = ?")?
        .execute(params![total_bytes.cast_signed(), id])?;
    Ok(())
}

/// The recording, when it is wholly here.
pub fn find(
    connection: &Connection,
    interview: &InterviewId,
    kind: &str,
) -> Result<Option<Recording>> {
    Ok(connection
        .prepare_cached(
            "SELECT media.id, content_type, total_bytes FROM media
             JOIN interview ON interview.num = media.interview_num
             WHERE interview_id = ? AND kind = ? AND complete = 1",
        )?
        .query_row(params![interview.as_str(), kind], |row| {
            Ok(Recording {
                id: row.get(0)?,
                content_type: row.get(1)?,
                total_bytes: row.get::<_, i64>(2)?.cast_unsigned(),
            })
        })
        .optional()?)
}

/// One chunk of a recording.
pub fn chunk(connection: &Connection, id: i64, idx: u64) -> Result<Option<Vec<u8>>> {
    Ok(connection
        .prepare_cached("SELECT bytes FROM media_chunk WHERE media_id = ? AND idx = ?")?
        .query_row(params![id, idx.cast_signed()], |row| row.get(0))
        .optional()?)
}

/// Forgets an interview's recordings and where they could be had, because they were revoked.
pub fn forget(tx: &Tx<'_>, interview: &InterviewId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE interview SET audio_url = NULL, video_url = NULL WHERE interview_id = ?",
    )?
    .execute([interview.as_str()])?;
    tx.prepare_cached(
        "DELETE FROM media WHERE interview_num = (SELECT num FROM interview WHERE interview_id = ?)",
    )?
    .execute([interview.as_str()])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{BACKEND, Desk, held, jane};

    fn kept(desk: &Desk, id: &InterviewId, chunks: &[&[u8]]) -> i64 {
        let media = desk
            .write(|tx| begin(tx, id, "audio", "audio/mpeg"))
            .expect("it is known");
        for (chunk, idx) in chunks.iter().zip(0..) {
            desk.write(|tx| add_chunk(tx, media, idx, chunk));
        }
        media
    }

    #[test]
    fn a_recording_comes_back_byte_for_byte_once_it_is_wholly_here() {
        let desk = Desk::new();
        desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
        let id = InterviewId::new("i1");
        let (first, last) = (vec![7; CHUNK], b"the end".to_vec());
        let media = kept(&desk, &id, &[&first, &last]);
        assert_eq!(
            desk.read(|it| find(it, &id, "audio")),
            None,
            "not all is here"
        );
        let total = (CHUNK + last.len()) as u64;
        desk.write(|tx| finish(tx, media, total));
        let found = desk.read(|it| find(it, &id, "audio")).expect("wholly here");
        assert_eq!(
            (found.total_bytes, found.content_type.as_str()),
            (total, "audio/mpeg")
        );
        let chunks = [0, 1, 2].map(|idx| desk.read(|it| chunk(it, found.id, idx)));
        assert_eq!(chunks, [Some(first), Some(last), None]);
        assert_eq!(
            desk.read(|it| find(it, &id, "video")),
            None,
            "another recording"
        );
    }

    #[test]
    fn an_interrupted_attempt_leaves_nothing_in_the_next_one() {
        let desk = Desk::new();
        desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
        let id = InterviewId::new("i1");
        kept(&desk, &id, &[b"half", b"of it"]);
        let again = kept(&desk, &id, &[b"whole"]);
        desk.write(|tx| finish(tx, again, 5));
        assert_eq!(
            desk.number("SELECT count(*) FROM media_chunk"),
            1,
            "only the new bytes"
        );
        desk.write(|tx| forget(tx, &id));
        assert_eq!(
            desk.number("SELECT count(*) FROM media_chunk"),
            0,
            "revoked"
        );
        let begun = desk.write(|tx| begin(tx, &id, "audio", "audio/mpeg"));
        assert_eq!(begun, None, "a fetch under way does not bring it back");
    }

    #[test]
    fn nothing_is_kept_for_an_interview_that_is_not_known() {
        let desk = Desk::new();
        let begun = desk.write(|tx| begin(tx, &InterviewId::new("i9"), "audio", "audio/mpeg"));
        assert_eq!(begun, None, "whose recording would it be");
    }
}
