//! What goes wrong on purpose: which faults exist, how often each strikes, and the dice.

use std::str::FromStr;

use crate::chance::Chance;
use crate::error::Error;

/// The share of calls or webhooks a fault strikes when no other is given.
const DEFAULT_SHARE: f64 = 0.2;

/// The names as given to `--faults` and `/sim/faults`.
pub(crate) const NAMES: [&str; 11] = [
    "latency",
    "error500",
    "rate429",
    "timeout",
    "duplicate",
    "reorder",
    "drop",
    "truncate",
    "media403",
    "lost",
    "refused",
];

/// One way of failing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// An API call takes 200 to 1500 ms longer.
    Latency,
    /// An API call answers 500.
    Error500,
    /// An API call answers 429 with `Retry-After: 1`.
    Rate429,
    /// An API call gets no answer.
    Timeout,
    /// A webhook is sent twice.
    Duplicate,
    /// A webhook is held back and sent after the next one.
    Reorder,
    /// A webhook is never sent.
    Drop,
    /// An API answer ends in its middle although its length promises more.
    Truncate,
    /// A recording's address has perished and answers 403.
    Media403,
    /// What a POST or DELETE asks for is done, and its answer is lost.
    Lost,
    /// A POST or DELETE is refused with 422.
    Refused,
}

impl FaultKind {
    const ALL: [Self; 11] = [
        Self::Latency,
        Self::Error500,
        Self::Rate429,
        Self::Timeout,
        Self::Duplicate,
        Self::Reorder,
        Self::Drop,
        Self::Truncate,
        Self::Media403,
        Self::Lost,
        Self::Refused,
    ];

    /// The name as given to `--faults`.
    pub fn name(self) -> &'static str {
        NAMES.get(self as usize).copied().unwrap_or_default()
    }
}

/// A way of failing and the share of calls (or webhooks) it strikes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fault {
    /// What happens.
    pub kind: FaultKind,
    /// How often, from 0.0 to 1.0.
    pub share: f64,
}

impl Fault {
    /// A fault that strikes every time.
    pub fn always(kind: FaultKind) -> Self {
        Self { kind, share: 1.0 }
    }

    /// Reads a comma-separated list such as `error500,latency=0.5`; the empty text is no faults.
    ///
    /// # Errors
    /// A name that is unknown or a share outside 0 to 1.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, Error> {
        text.split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(str::parse)
            .collect()
    }
}

impl FromStr for Fault {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let unknown = || Error::UnknownFault(text.to_owned());
        let (name, share) = match text.split_once('=') {
            Some((name, share)) => (name, share.parse().map_err(|_| unknown())?),
            None => (text, DEFAULT_SHARE),
        };
        let kind = FaultKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(unknown)?;
        if !(0.0..=1.0).contains(&share) {
            return Err(unknown());
        }
        Ok(Self { kind, share })
    }
}

/// The faults in force and the dice that decide when each strikes.
#[derive(Debug)]
pub(crate) struct Faults {
    active: Vec<Fault>,
    dice: Chance,
}

impl Faults {
    pub(crate) fn new(seed: u64, active: Vec<Fault>) -> Self {
        Self {
            active,
            dice: Chance::new(seed, "faults", 0),
        }
    }

    pub(crate) fn replace(&mut self, active: Vec<Fault>) {
        self.active = active;
    }

    pub(crate) fn active(&self) -> &[Fault] {
        &self.active
    }

    /// Whether this fault strikes now. Asking about a fault that is not in force rolls no dice, so that
    /// the faults in force strike the same calls whatever else is asked.
    pub(crate) fn strikes(&mut self, kind: FaultKind) -> bool {
        match self.active.iter().find(|fault| fault.kind == kind) {
            Some(fault) => self.dice.happens(fault.share),
            None => false,
        }
    }

    /// How much longer a call struck by `latency` takes, in milliseconds.
    pub(crate) fn latency_ms(&mut self) -> u64 {
        self.dice.between(200, 1_500)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_read_by_its_name_with_or_without_a_share() {
        for kind in FaultKind::ALL {
            let plain: Fault = kind.name().parse().unwrap();
            assert_eq!(
                plain,
                Fault {
                    kind,
                    share: DEFAULT_SHARE
                },
                "the default share applies"
            );
            let always: Fault = format!("{}=1.0", kind.name()).parse().unwrap();
            assert_eq!(always, Fault::always(kind), "a share may be given");
        }
        assert!(
            Fault::parse_list("").unwrap().is_empty(),
            "no text is no faults"
        );
        assert_eq!(
            Fault::parse_list("drop, latency=0.5").unwrap().len(),
            2,
            "a list is split"
        );
        assert!(
            Fault::parse_list("latency=2").is_err(),
            "a share is at most the whole"
        );
        assert!(
            Fault::parse_list("gremlins").is_err(),
            "an unknown fault is refused"
        );
    }

    #[test]
    fn a_fault_strikes_its_share_and_one_not_in_force_never() {
        let mut faults = Faults::new(7, Fault::parse_list("error500=0.25").unwrap());
        let hits = (0..4_000)
            .filter(|_| faults.strikes(FaultKind::Error500))
            .count();
        assert!(
            (900..1_100).contains(&hits),
            "about a quarter, not {hits} of 4000"
        );
        assert!(
            !faults.strikes(FaultKind::Drop),
            "a fault not in force does nothing"
        );
    }
}
