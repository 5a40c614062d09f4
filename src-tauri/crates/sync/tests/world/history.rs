//! What can happen in Ribbon and on the way from there, as plain steps that chance strings together.

use proptest::prelude::*;

/// Candidates with an address.
pub(crate) const PEOPLE: usize = 3;
pub(crate) const STATUSES: [&str; 4] = ["Interviewed", "shortlisted", "rejected", "accepted"];

/// A whole history.
#[derive(Clone, Debug)]
pub(crate) struct History {
    pub(crate) order: usize,
    /// Which description of the API Ribbon answers by.
    pub(crate) api: usize,
    /// Interviews that were held before the first synchronisation.
    pub(crate) before: usize,
    pub(crate) steps: Vec<Step>,
}

/// What happens next. Numbers that name something are taken modulo how many there are.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Somebody is invited; Ribbon sends nothing.
    Invited { flow: usize },
    /// An interview is held: that of somebody invited, or else a new one.
    Held {
        flow: usize,
        person: Option<usize>,
        /// Which of the ways to write the address.
        writing: usize,
        /// Which name they give, if any.
        name: Option<usize>,
        way: Way,
    },
    /// Who held an anonymous interview turns up; the webhook that tells so arrives.
    Named { which: usize, person: usize },
    /// A video is ready.
    Video { which: usize, way: Way },
    /// A candidate is moved to another status.
    Moved {
        person: usize,
        flow: usize,
        to: usize,
        way: Way,
    },
    /// Something comes that nobody understands.
    Nonsense { known_type: bool },
    /// Ribbon is polled.
    Poll,
    /// The program ends and begins again.
    Restart,
    /// Time passes.
    Minutes(u64),
}

/// How a webhook fares on its way.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) is_lost: bool,
    pub(crate) is_signed: bool,
    pub(crate) twice: Twice,
    /// After how many further steps it arrives; with this webhooks overtake each other.
    pub(crate) late: usize,
}

/// How a webhook comes twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Twice {
    No,
    /// The relay hands the same delivery over once more.
    ByRelay,
    /// Ribbon sends it once more.
    ByRibbon,
}

pub(crate) fn histories() -> impl Strategy<Value = History> {
    (
        0..3_usize,
        0..3_usize,
        0..4_usize,
        prop::collection::vec(step(), 0..30),
    )
        .prop_map(|(order, api, before, steps)| History {
            order,
            api,
            before,
            steps,
        })
}

fn step() -> impl Strategy<Value = Step> {
    let person = 0..PEOPLE;
    let flow = 0..2_usize;
    prop_oneof![
        1 => flow.clone().prop_map(|flow| Step::Invited { flow }),
        5 => (flow.clone(), prop::option::weighted(0.8, person.clone()), 0..3_usize,
              prop::option::of(0..2_usize), way())
            .prop_map(|(flow, person, writing, name, way)| Step::Held {
                flow, person, writing, name, way,
            }),
        1 => (any::<usize>(), person.clone())
            .prop_map(|(which, person)| Step::Named { which, person }),
        3 => (any::<usize>(), way()).prop_map(|(which, way)| Step::Video { which, way }),
        7 => (person, flow, 0..STATUSES.len(), way())
            .prop_map(|(person, flow, to, way)| Step::Moved { person, flow, to, way }),
        1 => any::<bool>().prop_map(|known_type| Step::Nonsense { known_type }),
        3 => Just(Step::Poll),
        1 => Just(Step::Restart),
        1 => (1..10_u64).prop_map(Step::Minutes),
    ]
}

fn way() -> impl Strategy<Value = Way> {
    let twice = prop_oneof![
        4 => Just(Twice::No),
        1 => Just(Twice::ByRelay),
        1 => Just(Twice::ByRibbon),
    ];
    (
        prop::bool::weighted(0.25),
        prop::bool::weighted(0.75),
        twice,
        prop_oneof![3 => Just(0_usize), 1 => 1..5_usize],
    )
        .prop_map(|(is_lost, is_signed, twice, late)| Way {
            is_lost,
            is_signed,
            twice,
            late,
        })
}
