//! Sample data without a server, in the shapes of the newest API description.

use serde_json::Value;

use crate::config::Config;
use crate::media;
use crate::moment::Moment;
use crate::recording::Recording;
use crate::version::{TranscriptMode, Version};
use crate::world::{Interview, View, World};

/// When the last of [`sample`]'s interviews have ended, in Unix milliseconds: the evening of
/// 30 November 2026.
const SAMPLE_END_MS: i64 = 1_796_061_600_000;

/// The flows of a sample company.
pub fn sample_flows(seed: u64, flows: usize) -> Vec<Value> {
    let world = sample_world(seed, flows, 0, SAMPLE_END_MS);
    let own = world.flows.iter().filter(|flow| !flow.is_foreign());
    own.filter_map(|flow| serde_json::to_value(flow.shown(Version::Latest)).ok())
        .collect()
}

/// A sample company's interviews, the oldest first, each composed when the iterator reaches it. Their
/// flows are those of [`sample_flows`] for the same seed and number. They carry no recordings' addresses,
/// since nothing serves them: see [`sample_recording`].
pub fn sample(seed: u64, flows: usize, interviews: usize) -> impl Iterator<Item = Value> {
    sample_until(seed, flows, interviews, SAMPLE_END_MS)
}

/// The interviews of [`sample`], in the six weeks before this moment in Unix milliseconds.
pub fn sample_until(
    seed: u64,
    flows: usize,
    interviews: usize,
    end_ms: i64,
) -> impl Iterator<Item = Value> {
    own_interviews(seed, flows, interviews, end_ms)
        .into_iter()
        .filter_map(move |interview| {
            let view = View {
                seed,
                version: Version::Latest,
                transcript: TranscriptMode::Full,
                media: &|_| None,
            };
            serde_json::to_value(interview.shown(&view)).ok()
        })
}

/// The audio recording of one of [`sample`]'s interviews as a WAV file; nothing for an unknown or
/// incomplete interview.
pub fn sample_recording(seed: u64, flows: usize, interviews: usize, id: &str) -> Option<Vec<u8>> {
    let own = own_interviews(seed, flows, interviews, SAMPLE_END_MS);
    let interview = own
        .iter()
        .find(|interview| interview.id.to_string() == id)?;
    if !interview.has_audio() {
        return None;
    }
    let audio = media::audio(seed, interview);
    Some(audio.bytes(0, audio.len()).to_vec())
}

fn own_interviews(seed: u64, flows: usize, interviews: usize, end_ms: i64) -> Vec<Interview> {
    sample_world(seed, flows, interviews, end_ms)
        .interviews()
        .filter(|interview| !interview.flow.is_foreign())
        .cloned()
        .collect()
}

fn sample_world(seed: u64, flows: usize, interviews: usize, end_ms: i64) -> World {
    let config = Config {
        seed,
        flows,
        interviews,
        ..Config::default()
    };
    World::found(&config, Moment(end_ms))
}
