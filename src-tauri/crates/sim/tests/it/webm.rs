//! The video is a well-formed file: elements nest, the index leads to clusters, pictures are key frames.

use ribbon_sim::{Api, Config};

use crate::support::Bench;

const SEGMENT: u32 = 0x1853_8067;
const CUES: u32 = 0x1C53_BB6B;
const CLUSTER: u32 = 0x1F43_B675;

/// An element's id, where it begins, and its content.
struct Element<'a> {
    id: u32,
    at: usize,
    content: &'a [u8],
}

/// The elements that lie one after another in `bytes`, which they must fill exactly.
fn elements(bytes: &[u8]) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let id_len = bytes[at].leading_zeros() as usize + 1;
        let id = bytes[at..at + id_len]
            .iter()
            .fold(0, |id, byte| id << 8 | u32::from(*byte));
        let size_at = at + id_len;
        assert_eq!(bytes[size_at], 0x01, "every length takes eight bytes");
        let size = number(&bytes[size_at + 1..size_at + 8]) as usize;
        let content = &bytes[size_at + 8..size_at + 8 + size];
        found.push(Element { id, at, content });
        at = size_at + 8 + size;
    }
    found
}

fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

fn child<'a>(parent: &[u8], id: u32, all: &'a [Element<'a>]) -> &'a Element<'a> {
    all.iter()
        .find(|one| one.id == id)
        .unwrap_or_else(|| panic!("{id:x} in {} bytes", parent.len()))
}

#[tokio::test]
async fn the_index_of_a_video_leads_to_each_second_of_it() {
    let bench = Bench::start(Config {
        api: Api::April2026,
        interviews: 0,
        ..Config::default()
    })
    .await;
    let done = bench.sim.complete("Backend Engineer", None).await.unwrap();
    bench.sim.video(done.interview_id).await.unwrap();
    let path = format!("/interviews/{}", done.interview_id);
    let data = bench.get(&path, "Interview").await["interview_data"].clone();
    let bytes = |url: &serde_json::Value| bench.http.get(url.as_str().unwrap()).send();
    let audio = bytes(&data["audio_url"])
        .await
        .unwrap()
        .content_length()
        .unwrap();
    let file = bytes(&data["video_url"])
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();

    let top = elements(&file);
    let segment = child(&file, SEGMENT, &top).content;
    let inside = elements(segment);
    let clusters: Vec<&Element<'_>> = inside.iter().filter(|one| one.id == CLUSTER).collect();
    let points = elements(child(segment, CUES, &inside).content);
    assert_eq!(points.len(), clusters.len(), "each second is in the index");
    let mut pictures = 0;
    for (point, cluster) in points.iter().zip(&clusters) {
        let point = elements(point.content);
        let place = elements(child(segment, 0xB7, &point).content);
        assert_eq!(
            number(child(segment, 0xF1, &place).content),
            cluster.at as u64,
            "it leads there"
        );
        let blocks = elements(cluster.content);
        let time = number(child(segment, 0xE7, &blocks).content);
        assert_eq!(
            time,
            number(child(segment, 0xB3, &point).content),
            "at the time it says"
        );
        for block in blocks
            .iter()
            .filter(|one| one.id == 0xA3 && one.content[0] == 0x81)
        {
            let frame = &block.content[4..];
            assert_eq!(frame[0] & 1, 0, "each picture is a key frame");
            assert_eq!(frame[3..6], [0x9D, 0x01, 0x2A], "of VP8");
            pictures += 1;
        }
    }
    let heard_ms = (audio - 44) * 1_000 / 16_000;
    let seen_ms = pictures * 250;
    assert!(
        (heard_ms..=heard_ms + 250).contains(&seen_ms),
        "{seen_ms} ms seen, {heard_ms} heard"
    );
}
