//! What the stand-in is told at its start.

use std::net::{Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::time::Duration;

use serde::Serialize;

use crate::faults::Fault;

/// Where in a list a new interview appears. Ribbon does not document its order, so a client must cope
/// with each of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// At the head, so that paging shifts under the reader.
    #[default]
    NewestFirst,
    /// At the end.
    OldestFirst,
    /// Anywhere, but always at the same place for the same seed.
    Shuffled,
}

impl FromStr for Order {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "newest-first" => Ok(Self::NewestFirst),
            "oldest-first" => Ok(Self::OldestFirst),
            "shuffled" => Ok(Self::Shuffled),
            _ => Err("one of newest-first, oldest-first, shuffled".to_owned()),
        }
    }
}

/// Which of Ribbon's two API descriptions the answers follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Api {
    /// The description of April 2026: scores as an object, `audio_url`, no dates, no flow status.
    #[serde(rename = "2026-04")]
    April2026,
    /// The newest description.
    #[default]
    #[serde(rename = "latest")]
    Latest,
    /// A change from one to the other under way: each request is answered wholly by one of the two.
    #[serde(rename = "mixed")]
    Mixed,
}

impl FromStr for Api {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "2026-04" => Ok(Self::April2026),
            "latest" => Ok(Self::Latest),
            "mixed" => Ok(Self::Mixed),
            _ => Err("one of 2026-04, latest, mixed".to_owned()),
        }
    }
}

/// All settings; the default serves 400 interviews of 6 flows on a free loopback port and sends nothing.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Everything generated follows from this number.
    pub seed: u64,
    /// How many interview flows exist at the start.
    pub flows: usize,
    /// How many interviews exist at the start, incomplete ones included.
    pub interviews: usize,
    /// Which API description the answers follow.
    pub api: Api,
    /// Where new interviews appear in the list.
    pub order: Order,
    /// The key clients must present; by default a UUID that follows from the seed.
    pub api_key: Option<String>,
    /// Where the generated flows' webhooks go; none are sent without it.
    pub webhook_url: Option<String>,
    /// Signs the generated flows' webhooks.
    pub webhook_secret: Option<String>,
    /// Where the webhooks of flows without a URL of their own go. If it is set and there are two flows or
    /// more, one of them has no URL of its own.
    pub org_webhook_url: Option<String>,
    /// Signs what goes to [`Self::org_webhook_url`]; no flow shows it.
    pub org_webhook_secret: Option<String>,
    /// How many things happen by themselves each minute.
    pub events_per_minute: u32,
    /// What goes wrong, and how often.
    pub faults: Vec<Fault>,
    /// The organisation's name in generated flows.
    pub org_name: String,
    /// The largest page served by the description of April 2026, which documents no limit; asking for
    /// more is refused with 422. The newest description has limits of its own.
    pub page_limit: usize,
    /// The largest list in bytes that the newest description answers with; a larger one is refused with
    /// 413.
    pub answer_limit: usize,
    /// When the stand-in starts, in Unix milliseconds, from where its clock runs on; the machine's time
    /// without it. The generated interviews ended in the six weeks before.
    pub now: Option<i64>,
    /// How long a webhook's receiver has for its answer.
    pub webhook_timeout: Duration,
    /// How long the `timeout` fault leaves a call without an answer before cutting it off.
    pub hold: Duration,
    /// How long after a `/sim/complete` the video of a recording flow is processed by itself; never
    /// without it (then `/sim/video` does it), so that tests decide the moment themselves.
    pub video_delay: Option<Duration>,
    /// What interview links begin with.
    pub link_base: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            seed: 7,
            flows: 6,
            interviews: 400,
            api: Api::default(),
            order: Order::default(),
            api_key: None,
            webhook_url: None,
            webhook_secret: None,
            org_webhook_url: None,
            org_webhook_secret: None,
            events_per_minute: 0,
            faults: Vec::new(),
            org_name: "Northwind Talent".to_owned(),
            page_limit: 100,
            answer_limit: 6_000_000,
            now: None,
            webhook_timeout: Duration::from_secs(10),
            hold: Duration::from_secs(60),
            video_delay: None,
            link_base: "https://app.ribbon.ai".to_owned(),
        }
    }
}
