//! One kind of fault at many places of the exchange.

use crate::laptop::Report;
use crate::office::Office;
use crate::wave::{self, Outcome};
use futures_util::{StreamExt, stream};
use std::time::Instant;
use testkit::fault_proxy::{Fault, Plan, Traffic, Trouble, Way};

/// Disturbed laptops that read the same log at the same time.
const TOGETHER: usize = 23;
/// Logs that are read at the same time.
const AT_ONCE: usize = 2;

/// How the laptops read.
#[derive(Clone, Copy)]
pub(crate) enum Reading {
    /// From a stream, as long as it is not given up.
    Streams,
    /// By asking again and again, since no stream is let through.
    Polls,
}

impl Reading {
    /// A plan by which nothing goes wrong.
    pub(crate) fn undisturbed(self) -> Plan {
        Plan {
            refuse_streams: matches!(self, Self::Polls),
            ..Plan::default()
        }
    }

    /// The same with a fault.
    pub(crate) fn with(self, trouble: Trouble) -> Plan {
        Plan {
            trouble: Some(trouble),
            ..self.undisturbed()
        }
    }
}

/// Lets a fault strike, `times` times, at a share of the bytes of either direction.
pub(crate) async fn at_bytes(reading: Reading, fault: Fault, times: u32, ordinary: u64) {
    let office = Office::open().await;
    let traffic = record(&office, reading).await;
    let share = share(ordinary);
    let ways = [
        (Way::ToClient, traffic.to_client),
        (Way::ToServer, traffic.to_server),
    ];
    let places = ways.into_iter().flat_map(|(way, length)| {
        let bytes = (0..length).filter(move |at| at % share == 0);
        bytes.map(move |at| (way, at))
    });
    let plans = places.map(|(way, at)| {
        reading.with(Trouble {
            way,
            at,
            fault,
            times,
        })
    });
    let plans: Vec<Plan> = plans.collect();
    let struck = all(&office, reading, &plans).await;
    // No two exchanges are equal to the byte, so that the last few places may lie beyond the end.
    assert!(
        struck * 10 >= plans.len() * 9,
        "it struck in {struck} of {} exchanges",
        plans.len()
    );
}

/// Lets a fault strike every message to the laptop.
pub(crate) async fn at_messages(reading: Reading, fault: Fault) {
    let office = Office::open().await;
    let traffic = record(&office, reading).await;
    let plans = traffic.messages.iter().map(|at| {
        reading.with(Trouble {
            way: Way::ToClient,
            at: *at,
            fault,
            times: 1,
        })
    });
    let plans: Vec<Plan> = plans.collect();
    let struck = all(&office, reading, &plans).await;
    assert!(struck > 0, "it struck somewhere");
}

/// Lets laptops work by all plans and compares each with an undisturbed one. Answers in how many
/// exchanges the fault struck.
pub(crate) async fn all(office: &Office, reading: Reading, plans: &[Plan]) -> usize {
    let began = Instant::now();
    let waves = plans.chunks(TOGETHER).map(|disturbed| {
        let mut plans = vec![reading.undisturbed()];
        plans.extend(disturbed);
        wave::run(office, plans)
    });
    let outcomes: Vec<_> = stream::iter(waves)
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    let (mut struck, mut failures) = (0, Vec::new());
    for outcomes in outcomes {
        let mut outcomes = outcomes.into_iter();
        let undisturbed = outcomes.next().unwrap().report.unwrap();
        for outcome in outcomes {
            match judge(&outcome, &undisturbed) {
                Ok(times) => struck += usize::from(times > 0),
                Err(failure) => failures.push(format!("{:?}\n{failure}", outcome.plan)),
            }
        }
    }
    println!(
        "{} exchanges, {struck} of them disturbed, in {:.1?}",
        plans.len(),
        began.elapsed()
    );
    assert!(
        failures.is_empty(),
        "{} exchanges ended otherwise than the undisturbed one, the first of them: {}",
        failures.len(),
        failures[..failures.len().min(5)].join("\n")
    );
    struck
}

fn judge(outcome: &Outcome, undisturbed: &Report) -> Result<u32, String> {
    let report = outcome.report.as_ref().map_err(Clone::clone)?;
    if report.digest == undisturbed.digest {
        Ok(report.struck)
    } else {
        Err(report.digest.difference(&undisturbed.digest))
    }
}

/// What passes in an undisturbed exchange.
pub(crate) async fn record(office: &Office, reading: Reading) -> Traffic {
    let mut outcomes = wave::run(office, vec![reading.undisturbed()]).await;
    let traffic = outcomes.remove(0).report.unwrap().traffic;
    println!(
        "an exchange: {} bytes to the laptop in {} messages, {} to the relay",
        traffic.to_client,
        traffic.messages.len(),
        traffic.to_server
    );
    traffic
}

/// Every how manieth byte is struck.
fn share(ordinary: u64) -> u64 {
    match std::env::var("RIBBON_SOAK") {
        Ok(text) => text.parse().expect("RIBBON_SOAK is a number"),
        Err(_) => ordinary,
    }
}
