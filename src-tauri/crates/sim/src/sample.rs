//! Sample data without a server, in the shapes the API answers with.

use serde_json::Value;

use crate::config::Config;
use crate::media;
use crate::recording::Recording;
use crate::world::{Interview, World};

/// The flows of a sample company.
pub fn sample_flows(seed: u64, flows: usize) -> Vec<Value> {
    let world = World::found(&Config {
        seed,
        flows,
        interviews: 0,
        ..Config::default()
    });
    let own = world.flows.iter().filter(|flow| !flow.is_foreign());
    own.filter_map(|flow| serde_json::to_value(flow.shown()).ok())
        .collect()
}

/// A sample company's interviews, the oldest first, each composed when the iterator reaches it. Their
/// flows are those of [`sample_flows`] for the same seed and number. They carry no recordings' addresses,
/// since nothing serves them: see [`sample_recording`].
pub fn sample(seed: u64, flows: usize, interviews: usize) -> impl Iterator<Item = Value> {
    own_interviews(seed, flows, interviews)
        .filter_map(move |interview| serde_json::to_value(interview.shown(seed, &|_| None)).ok())
}

/// The audio recording of one of [`sample`]'s interviews as a WAV file; nothing for an unknown or
/// incomplete interview.
pub fn sample_recording(seed: u64, flows: usize, interviews: usize, id: &str) -> Option<Vec<u8>> {
    let mut own = own_interviews(seed, flows, interviews);
    let interview = own.find(|interview| interview.id.to_string() == id)?;
    if !interview.has_audio() {
        return None;
    }
    let audio = media::audio(seed, &interview);
    Some(audio.bytes(0, audio.len()).to_vec())
}

fn own_interviews(seed: u64, flows: usize, interviews: usize) -> impl Iterator<Item = Interview> {
    let world = World::found(&Config {
        seed,
        flows,
        interviews,
        ..Config::default()
    });
    let own: Vec<Interview> = world
        .interviews()
        .iter()
        .filter(|interview| !interview.flow.is_foreign())
        .cloned()
        .collect();
    own.into_iter()
}
