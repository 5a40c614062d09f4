//! Ribbon, as far as the engine can ask it, in memory.

use domain::{InterviewId, UnixMs};
use ribbon_api::{Answer, ApiKey, Client, Error, Exchange};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard};

/// Where new interviews appear in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    NewestFirst,
    OldestFirst,
    Shuffled,
}

pub(crate) const ORDERS: [Order; 3] = [Order::NewestFirst, Order::OldestFirst, Order::Shuffled];

/// The flow that records no video, and the one that does.
pub(crate) const FLOWS: [&str; 2] = ["flow-audio", "flow-video"];

/// An interview as Ribbon knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Interview {
    pub(crate) id: String,
    /// Which of [`FLOWS`].
    pub(crate) flow: usize,
    pub(crate) email: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) is_held: bool,
    pub(crate) has_video: bool,
}

/// A request that came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Path and query.
    pub(crate) what: String,
    /// Bytes of the answer's body.
    pub(crate) bytes: u64,
}

/// What a request is answered with instead of the truth.
pub(crate) enum Mood {
    Status(u16),
    /// The first half of the true answer.
    Half,
}

type Moods = Box<dyn FnMut(&str) -> Option<Mood> + Send>;
type Happening = Box<dyn FnMut(&mut World, &str) + Send>;

/// Everything in Ribbon.
pub(crate) struct World {
    pub(crate) order: Order,
    pub(crate) interviews: Vec<Interview>,
    by_id: HashMap<String, usize>,
    removed: usize,
    /// What every interview says, to give it a size.
    pub(crate) said: String,
    /// Pages larger than this are refused.
    pub(crate) page_limit: usize,
    pub(crate) mood: Moods,
    /// What happens just before a request is answered.
    pub(crate) meanwhile: Happening,
    pub(crate) asked: Vec<Asked>,
    /// How many others may go before an answer comes.
    pub(crate) slowness: usize,
    under_way: usize,
    /// The most requests that were ever under way at once.
    pub(crate) most_at_once: usize,
}

/// A handle on it.
#[derive(Clone)]
pub(crate) struct Ribbon(Arc<Mutex<World>>);

impl Ribbon {
    pub(crate) fn new(order: Order) -> Self {
        Self(Arc::new(Mutex::new(World {
            order,
            interviews: Vec::new(),
            by_id: HashMap::new(),
            removed: 0,
            said: "hello".to_owned(),
            page_limit: 100,
            mood: Box::new(|_| None),
            meanwhile: Box::new(|_, _| {}),
            asked: Vec::new(),
            slowness: 3,
            under_way: 0,
            most_at_once: 0,
        })))
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }

    pub(crate) fn client(&self) -> Client {
        let url = "https://ribbon.test/be-api/".parse().unwrap();
        Client::over(&url, ApiKey::new("a-key"), Arc::new(self.clone())).unwrap()
    }

    /// Bytes and requests so far.
    pub(crate) fn cost(&self) -> (u64, usize) {
        let world = self.world();
        let bytes = world.asked.iter().map(|asked| asked.bytes).sum();
        (bytes, world.asked.len())
    }
}

impl World {
    /// Adds an interview; answers its place.
    pub(crate) fn add(&mut self, flow: usize, email: Option<String>, is_held: bool) -> usize {
        let place = self.interviews.len();
        let id = format!("interview-{}", place + self.removed);
        self.by_id.insert(id.clone(), place);
        self.interviews.push(Interview {
            id,
            flow,
            email,
            name: None,
            is_held,
            has_video: false,
        });
        place
    }

    /// So many interviews that were held, of somebody each.
    pub(crate) fn add_held(&mut self, count: usize) {
        for _ in 0..count {
            let email = format!("person-{}@example.com", self.interviews.len());
            self.add(0, Some(email), true);
        }
    }

    /// Takes an interview away without a trace.
    pub(crate) fn remove(&mut self, place: usize) {
        self.interviews.remove(place);
        let places = self.interviews.iter().enumerate();
        self.by_id = places.map(|(place, one)| (one.id.clone(), place)).collect();
        self.removed += 1;
    }

    fn list(&self, is_held: bool) -> Vec<&Interview> {
        let mut list: Vec<_> = self
            .interviews
            .iter()
            .filter(|one| one.is_held == is_held)
            .collect();
        match self.order {
            Order::OldestFirst => {}
            Order::NewestFirst => list.reverse(),
            Order::Shuffled => list.sort_by_cached_key(|one| {
                let mut hasher = DefaultHasher::new();
                one.id.hash(&mut hasher);
                hasher.finish()
            }),
        }
        list
    }

    fn answer(&self, path: &str, query: &HashMap<String, String>) -> (u16, String) {
        let number = |name: &str| query.get(name).map_or(0, |text| text.parse().unwrap());
        let (limit, offset) = (number("limit"), number("offset"));
        if limit > self.page_limit {
            return refusal(422, "limit is too large");
        }
        let page = |all: Vec<String>| {
            let page: Vec<String> = all.into_iter().skip(offset).take(limit).collect();
            page.join(",")
        };
        match path {
            "/be-api/v1/interview-flows" => {
                let flows = (0..FLOWS.len()).map(|flow| flow_json(flow).to_string());
                let flows = page(flows.collect());
                (200, format!(r#"{{"interview_flows":[{flows}]}}"#))
            }
            "/be-api/v1/teams" => (200, r#"{"teams":[]}"#.to_owned()),
            "/be-api/v1/team-members" => (200, r#"{"team_members":[]}"#.to_owned()),
            "/be-api/v1/interviews" => {
                let is_held = query
                    .get("status")
                    .is_none_or(|status| status == "completed");
                let list = self.list(is_held);
                let page = list.into_iter().skip(offset).take(limit);
                let items: Vec<String> = page.map(|one| self.shown(one)).collect();
                (200, format!(r#"{{"interviews":[{}]}}"#, items.join(",")))
            }
            _ => {
                let id = path.rsplit('/').next().unwrap();
                match self.by_id.get(id) {
                    Some(place) => (200, self.shown(&self.interviews[*place])),
                    None => refusal(422, "there is no such interview"),
                }
            }
        }
    }

    fn shown(&self, one: &Interview) -> String {
        let url = |kind: &str| format!("https://media.test/{}.{kind}", one.id);
        let data = json!({
            "transcript": self.said,
            "transcript_with_timestamp": [{"content": "hello", "role": "user", "words": []}],
            "questions_to_transcript_mapping": [],
            "audio_url": url("wav"),
            "video_url": one.has_video.then(|| url("webm")),
            "interviewee_email_address": one.email,
            "interviewee_first_name": one.name,
        });
        json!({
            "interview_flow_id": FLOWS[one.flow],
            "interview_id": one.id,
            "team_id": "team",
            "status": if one.is_held { "completed" } else { "incomplete" },
            "interview_data": if one.is_held { data } else { Value::Null },
        })
        .to_string()
    }
}

fn flow_json(flow: usize) -> Value {
    json!({
        "interview_flow_id": FLOWS[flow], "team_id": "team", "org_name": "Acme",
        "title": FLOWS[flow], "questions": ["Why?"], "is_video_enabled": flow == 1,
    })
}

fn refusal(status: u16, message: &str) -> (u16, String) {
    let body = json!({"code": status, "status": "error", "message": message});
    (status, body.to_string())
}

impl Exchange for Ribbon {
    fn exchange(&self, request: reqwest::Request) -> Answer<'_> {
        Box::pin(async move {
            let slowness = {
                let mut world = self.world();
                world.under_way += 1;
                world.most_at_once = world.most_at_once.max(world.under_way);
                world.slowness
            };
            for _ in 0..slowness {
                tokio::task::yield_now().await;
            }
            let (status, body) = self.decide(request.url());
            self.world().under_way -= 1;
            let response = http::Response::builder().status(status).body(body);
            let response = response.map_err(|_| Error::Timeout)?;
            Ok(reqwest::Response::from(response))
        })
    }
}

impl Ribbon {
    fn decide(&self, url: &url::Url) -> (u16, String) {
        let what = format!("{}?{}", url.path(), url.query().unwrap_or_default());
        let query: HashMap<String, String> = url.query_pairs().into_owned().collect();
        let mut world = self.world();
        let mut meanwhile = std::mem::replace(&mut world.meanwhile, Box::new(|_, _| {}));
        meanwhile(&mut world, &what);
        world.meanwhile = meanwhile;
        let mood = (world.mood)(&what);
        let (status, body) = match mood {
            Some(Mood::Status(status)) => refusal(status, "for a test"),
            Some(Mood::Half) => {
                let (status, mut body) = world.answer(url.path(), &query);
                body.truncate(body.len() / 2);
                (status, body)
            }
            None => world.answer(url.path(), &query),
        };
        let bytes = body.len() as u64;
        world.asked.push(Asked { what, bytes });
        (status, body)
    }
}

/// Any time will do.
pub(crate) const NOW: UnixMs = UnixMs(1_790_000_000_000);

/// An id as the cache knows it.
pub(crate) fn id(text: &str) -> InterviewId {
    InterviewId::new(text)
}
