//! What is to go wrong, and when.

use super::Traffic;
use std::num::NonZeroUsize;
use std::time::Duration;

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// Answers.
    ToClient,
    /// Requests.
    ToServer,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Both ends of the connection are closed, in good order.
    Cut,
    /// Both ends of the connection are told that the other has broken down.
    Reset,
    /// Nothing more is passed on in either direction, and nobody is told.
    Stall,
    /// What follows comes so much later, in a write of its own.
    Delay(Duration),
    /// The whole message comes a second time, right after itself.
    Repeat,
    /// The longest earlier message of its connection and kind comes a second time before it. Where
    /// there is none, nothing does.
    Replay,
}

/// A fault at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// In which direction bytes are counted.
    pub way: Way,
    /// It strikes as soon as so many bytes were passed on, and not before there is something to
    /// pass on. [`Fault::Repeat`] and [`Fault::Replay`] strike the message that holds the byte with
    /// so many before it.
    pub at: u64,
    /// What happens.
    pub fault: Fault,
    /// How often; after it has struck, bytes are counted anew.
    pub times: u32,
}

/// What a proxy is to do. The default does no harm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What goes wrong, if anything.
    pub trouble: Option<Trouble>,
    /// The largest number of bytes passed on in one write.
    pub pieces: Option<NonZeroUsize>,
    /// Answer requests for event streams with an empty web page, as some companies' proxies do.
    pub refuse_streams: bool,
}

/// How far things have gone.
#[derive(Debug, Default)]
pub(super) struct Progress {
    pub(super) traffic: Traffic,
    /// Bytes in the fault's direction since it struck last.
    since: u64,
    pub(super) struck: u32,
}

impl Progress {
    /// Notes that a message of `len` bytes is about to be passed on; the fault that strikes it as a
    /// whole.
    pub(super) fn message(&mut self, plan: &Plan, way: Way, len: usize) -> Option<Fault> {
        if way == Way::ToClient {
            self.traffic.messages.push(self.traffic.to_client);
        }
        let trouble = self.ahead(plan, way)?;
        let holds = (self.since..self.since + size(len)).contains(&trouble.at);
        (trouble.fault.is_of_messages() && holds).then_some(trouble.fault)
    }

    /// Notes that a fault has struck.
    pub(super) fn strike(&mut self) {
        self.since = 0;
        self.struck += 1;
    }

    /// How many of the next `len` bytes may be passed on before a fault strikes, and which; they are
    /// taken to be passed on.
    pub(super) fn pass(&mut self, plan: &Plan, way: Way, len: usize) -> (usize, Option<Fault>) {
        let trouble = self
            .ahead(plan, way)
            .filter(|trouble| !trouble.fault.is_of_messages());
        let room = trouble
            .map(|trouble| trouble.at.saturating_sub(self.since))
            .and_then(|room| usize::try_from(room).ok())
            .filter(|room| *room <= len);
        let passed = room.unwrap_or(len);
        let count = match way {
            Way::ToClient => &mut self.traffic.to_client,
            Way::ToServer => &mut self.traffic.to_server,
        };
        *count += size(passed);
        if plan.trouble.is_some_and(|trouble| trouble.way == way) {
            self.since += size(passed);
        }
        if room.is_none() {
            return (passed, None);
        }
        self.strike();
        (passed, trouble.map(|trouble| trouble.fault))
    }

    /// What may still strike in this direction.
    fn ahead(&self, plan: &Plan, way: Way) -> Option<Trouble> {
        plan.trouble
            .filter(|trouble| trouble.way == way && self.struck < trouble.times)
    }
}

impl Fault {
    fn is_of_messages(self) -> bool {
        matches!(self, Self::Repeat | Self::Replay)
    }
}

fn size(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}
