//! What was found.

use super::{title, unnamed};
use contract::search::{FoundCandidate, FoundPlace, Piece, PlaceKind, SearchAnswer};
use store::view::search::{self as view, Query};

/// The answer to a search.
pub(crate) fn answer(answer: view::Answer, query: Query) -> SearchAnswer {
    SearchAnswer {
        found: answer.people.into_iter().map(candidate).collect(),
        has_more: answer.has_more,
        words: query.words,
        not_understood: query.not_understood,
        unknown: answer.unknown,
    }
}

fn candidate(found: view::FoundPerson) -> FoundCandidate {
    let mut name = pieces(found.name);
    if name.is_empty() {
        name.push(Piece {
            text: unnamed::candidate().to_owned(),
            is_match: false,
        });
    }
    FoundCandidate {
        candidate_id: found.candidate_id,
        name,
        email: pieces(found.email),
        status: found.status,
        average: found.average,
        interviewed_at: found.interviewed_at.map(|it| it.0),
        received_at: found.received_at.map(|it| it.0),
        gone: found.gone,
        places: found.places.into_iter().map(place).collect(),
    }
}

fn place(place: view::Place) -> FoundPlace {
    // A note that is pinned to no interview is in no flow.
    let flow_title = place.interview_id.is_some().then(|| title(place.flow));
    FoundPlace {
        kind: match place.kind {
            view::PlaceKind::Said => PlaceKind::Said,
            view::PlaceKind::Summary => PlaceKind::Summary,
            view::PlaceKind::Note => PlaceKind::Note,
        },
        interview_id: place.interview_id,
        gone_at: place.gone_at.map(|it| it.0),
        flow_title,
        snippet: pieces(place.snippet),
        role: place.role,
        seconds: place.seconds,
    }
}

fn pieces(pieces: Vec<view::Piece>) -> Vec<Piece> {
    let pieces = pieces.into_iter().map(|piece| Piece {
        text: piece.text,
        is_match: piece.is_match,
    });
    pieces.collect()
}
