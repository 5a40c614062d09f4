//! What the recruiter adds.

use contract::mark::{CandidateMark, CandidateMarks, ImportedMarks, Note, PutNote, SavedView, Tag};
use contract::{CommandError, ErrorCode};
use store::marks_file::Taken;
use store::table::mark::candidate::{self, Marks};
use store::table::mark::note::{self, NoteText};
use store::table::mark::tag::TagName;
use store::table::mark::view;

/// What is marked on a candidate; nothing where nothing is.
pub(crate) fn marks(marks: Option<Marks>) -> CandidateMarks {
    let marks = marks.unwrap_or_default();
    CandidateMarks {
        starred: marks.starred,
        reviewed_at: marks.reviewed_at.map(|at| at.0),
        tags: marks.tags,
    }
}

/// What the window sets.
///
/// # Errors
/// When a tag is none.
pub(crate) fn mark(asked: &CandidateMark) -> store::Result<candidate::CandidateMark> {
    let tags = |names: &[String]| -> store::Result<Vec<TagName>> {
        names.iter().map(|name| TagName::parse(name)).collect()
    };
    Ok(candidate::CandidateMark {
        starred: asked.starred,
        reviewed: asked.reviewed,
        add: tags(&asked.add_tags)?,
        remove: tags(&asked.remove_tags)?,
    })
}

/// A tag and how many have it.
pub(crate) fn tag((name, candidates): (String, u32)) -> Tag {
    Tag { name, candidates }
}

/// A note.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of a recording are exact in f64"
)]
pub(crate) fn note(note: note::Note) -> Note {
    Note {
        note_id: note.note_id,
        interview_id: note.interview_id,
        at_seconds: note.at_ms.map(|at| at as f64 / 1000.0),
        text: note.text,
        created_at: note.created_at.0,
        edited_at: note.edited_at.map(|at| at.0),
    }
}

/// What a note is to say.
///
/// # Errors
/// When the moment is none of any recording, or none of a certain one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "at most a day, as was just seen"
)]
pub(crate) fn note_text(asked: PutNote) -> Result<NoteText, CommandError> {
    const DAY: f64 = 86_400.0;
    let is_moment = |at: f64| (0.0..=DAY).contains(&at);
    let fault = match (asked.at_seconds, &asked.interview_id) {
        (Some(at), _) if !is_moment(at) => "This is no moment of a recording.",
        (Some(_), None) => "A note at a moment needs the interview whose moment it is.",
        _ => "",
    };
    if !fault.is_empty() {
        return Err(CommandError::new(ErrorCode::BadRequest, fault));
    }
    Ok(NoteText {
        interview_id: asked.interview_id,
        at_ms: asked.at_seconds.map(|at| (at * 1000.0).round() as i64),
        text: asked.text,
    })
}

/// A view, as it is kept.
pub(crate) fn kept_view(view: SavedView) -> view::SavedView {
    view::SavedView {
        view_id: view.view_id,
        name: view.name,
        filter: serde_json::to_string(&view.filter).unwrap_or_default(),
        columns: view.columns,
    }
}

/// A view, as it was kept; `None` where a newer version of the program wrote what this one cannot read:
/// it would show others than it says.
pub(crate) fn view(view: view::SavedView) -> Option<SavedView> {
    let filter = serde_json::from_str(&view.filter);
    let filter = filter.inspect_err(|error| {
        tracing::warn!(%error, view = view.view_id, "a saved view cannot be read");
    });
    Some(SavedView {
        view_id: view.view_id,
        name: view.name,
        filter: filter.ok()?,
        columns: view.columns,
    })
}

/// What came of taking in a file.
pub(crate) fn imported(taken: Taken) -> ImportedMarks {
    ImportedMarks {
        candidates: taken.candidates,
        notes: taken.notes,
        views: taken.views,
        inbox: taken.inbox,
        unchanged: taken.unchanged,
        waiting: taken.waiting,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::people::{PeopleFilter, PeopleOrder};

    fn at(seconds: Option<f64>, interview: Option<&str>) -> Result<NoteText, CommandError> {
        note_text(PutNote {
            note_id: None,
            candidate_id: 1,
            interview_id: interview.map(str::to_owned),
            at_seconds: seconds,
            text: "Well said".into(),
        })
    }

    #[test]
    fn a_note_is_pinned_to_a_moment_that_a_recording_can_have() {
        assert_eq!(at(Some(61.25), Some("i1")).unwrap().at_ms, Some(61_250));
        for (seconds, interview) in [
            (-1.0, Some("i1")),
            (f64::NAN, Some("i1")),
            (f64::INFINITY, Some("i1")),
            (1.0, None),
        ] {
            let refused = at(Some(seconds), interview).unwrap_err();
            assert_eq!(
                refused.code,
                ErrorCode::BadRequest,
                "{seconds} {interview:?}"
            );
        }
    }

    #[test]
    fn a_view_comes_back_as_it_was_kept_and_one_of_a_newer_version_is_left_out() {
        let saved = SavedView {
            view_id: "v".into(),
            name: "Best".into(),
            filter: PeopleFilter {
                min_average: Some(4.5),
                order: PeopleOrder::Average,
                ..PeopleFilter::default()
            },
            columns: vec!["name".into()],
        };
        let kept = kept_view(saved.clone());
        assert_eq!(view(kept.clone()), Some(saved));
        let newer = view::SavedView {
            filter: r#"{"order":"by_the_moon"}"#.into(),
            ..kept
        };
        assert_eq!(view(newer), None);
    }
}
