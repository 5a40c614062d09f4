//! Recordings have the interview's length, can be heard, and are served in ranges.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_RANGE, CONTENT_TYPE, RANGE};
use ribbon_sim::{Api, Config};
use serde_json::Value;

use crate::support::Bench;

async fn one(bench: &Bench) -> Value {
    let page = bench.get("/interviews?limit=100", "Interviews").await;
    let interviews = page["interviews"].as_array().unwrap();
    let with_video = interviews
        .iter()
        .find(|one| one["interview_data"]["video_url"].is_string());
    with_video.expect("some interview has a video").clone()
}

fn url<'a>(interview: &'a Value, which: &str) -> &'a str {
    interview["interview_data"][which].as_str().unwrap()
}

async fn range(bench: &Bench, url: &str, range: &str) -> (StatusCode, Option<String>, Vec<u8>) {
    let answer = bench
        .http
        .get(url)
        .header(RANGE, range)
        .send()
        .await
        .unwrap();
    let content_range = answer
        .headers()
        .get(CONTENT_RANGE)
        .map(|v| v.to_str().unwrap().to_owned());
    (
        answer.status(),
        content_range,
        answer.bytes().await.unwrap().to_vec(),
    )
}

#[tokio::test]
async fn a_recording_lasts_as_long_as_the_words_and_sounds_where_they_are() {
    let bench = Bench::small_as(Api::April2026).await;
    let interview = one(&bench).await;
    let answer = bench
        .http
        .get(url(&interview, "audio_url"))
        .send()
        .await
        .unwrap();
    assert_eq!(
        answer.headers()[CONTENT_TYPE],
        "audio/wav",
        "it says what it is"
    );
    let wav = answer.bytes().await.unwrap();
    let samples: Vec<i16> = wav[44..]
        .chunks_exact(2)
        .map(|two| i16::from_le_bytes([two[0], two[1]]))
        .collect();
    let length = samples.len() as f64 / 8_000.0;
    let segments = interview["interview_data"]["transcript_with_timestamp"]
        .as_array()
        .unwrap();
    let words: Vec<&Value> = segments
        .iter()
        .flat_map(|segment| segment["words"].as_array().unwrap())
        .collect();
    let last = words.last().unwrap()["end"].as_f64().unwrap();
    assert!(
        last < length && length < last + 2.0,
        "{length} s for words until {last} s"
    );
    let loudest = |from: f64, to: f64| {
        let part = &samples[(from * 8_000.0) as usize..(to * 8_000.0) as usize];
        part.iter()
            .map(|sample| sample.unsigned_abs())
            .max()
            .unwrap_or(0)
    };
    for pair in words.windows(2) {
        let at = |word: &Value, edge: &str| word[edge].as_f64().unwrap();
        let (start, end) = (at(pair[0], "start"), at(pair[0], "end"));
        assert!(loudest(start, end) > 2_000, "a word is heard at {start}");
        let next = at(pair[1], "start");
        if next - end > 0.01 {
            assert_eq!(
                loudest(end + 0.001, next - 0.001),
                0,
                "a pause at {end} is silent"
            );
        }
    }
}

#[tokio::test]
async fn any_range_is_the_same_bytes_as_in_the_whole_file() {
    let bench = Bench::start(Config {
        api: Api::April2026,
        interviews: 30,
        ..Config::default()
    })
    .await;
    let interview = one(&bench).await;
    for which in ["audio_url", "video_url"] {
        let url = url(&interview, which);
        let answer = bench.http.get(url).send().await.unwrap();
        assert_eq!(
            answer.headers()["accept-ranges"],
            "bytes",
            "ranges are offered"
        );
        let promised = answer.content_length();
        let whole = answer.bytes().await.unwrap();
        assert_eq!(
            promised,
            Some(whole.len() as u64),
            "the length is as promised"
        );
        let end = whole.len();
        for (first, last) in [
            (0, 0),
            (10, 99),
            (43, 46),
            (101, 65_700),
            (end / 2, end - 1),
        ] {
            let (status, content_range, part) =
                range(&bench, url, &format!("bytes={first}-{last}")).await;
            assert_eq!(status, StatusCode::PARTIAL_CONTENT, "a part is a part");
            assert_eq!(
                content_range.unwrap(),
                format!("bytes {first}-{last}/{end}"),
                "of the whole"
            );
            assert!(
                part == whole[first..=last],
                "{which} {first} to {last} is the same"
            );
        }
        let (_, _, tail) = range(&bench, url, "bytes=-100").await;
        assert!(
            tail == whole[end - 100..],
            "the last hundred bytes are the last"
        );
        let (status, content_range, _) = range(&bench, url, &format!("bytes={end}-")).await;
        assert_eq!(
            status,
            StatusCode::RANGE_NOT_SATISFIABLE,
            "behind the end is nothing"
        );
        assert_eq!(
            content_range.unwrap(),
            format!("bytes */{end}"),
            "and says so"
        );
        let head = bench.http.head(url).send().await.unwrap();
        assert_eq!(
            head.headers()["content-length"],
            end.to_string(),
            "HEAD tells the length"
        );
    }
}

#[tokio::test]
async fn answers_are_compressed_for_clients_that_can_read_it() {
    let bench = Bench::small().await;
    bench.get("/interviews?limit=5", "Interviews").await;
    let plain = bench.sim.bytes_served();
    let page = bench
        .call(reqwest::Method::GET, "/interviews?limit=5")
        .header("accept-encoding", "gzip");
    let answer = page.send().await.unwrap();
    assert_eq!(
        answer.headers()["content-encoding"],
        "gzip",
        "a large answer is compressed"
    );
    answer.bytes().await.unwrap();
    let compressed = bench.sim.bytes_served() - plain;
    assert!(compressed > 0, "bytes on the wire are counted");
}
