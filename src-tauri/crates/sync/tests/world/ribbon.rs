//! Ribbon, as far as the engine can ask it, in memory.

use domain::{Clock, InterviewId, UnixMs};
use ribbon_api::{Answer, ApiKey, Client, Error, Exchange};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use testkit::clock::SettableClock;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Where new interviews appear in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    NewestFirst,
    OldestFirst,
    Shuffled,
}

pub(crate) const ORDERS: [Order; 3] = [Order::NewestFirst, Order::OldestFirst, Order::Shuffled];

/// Which description of the API it answers by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Api {
    April,
    Latest,
    /// One after the other, as while a new version is being rolled out.
    Mixed,
}

pub(crate) const APIS: [Api; 3] = [Api::April, Api::Latest, Api::Mixed];

/// Every order under every description.
pub(crate) fn worlds() -> impl Iterator<Item = (Order, Api)> {
    ORDERS
        .into_iter()
        .flat_map(|order| APIS.into_iter().map(move |api| (order, api)))
}

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
    /// A status that no description names: such an interview stands in neither list.
    pub(crate) other_status: Option<&'static str>,
    pub(crate) has_video: bool,
    /// When it ended; where a test does not say, when somebody asked first after it was held.
    pub(crate) ended_at: Option<UnixMs>,
    /// What the flow's own criterion was given.
    pub(crate) empathy: u8,
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
    /// This body.
    Body(String),
    /// The answer to another question: its path and query.
    Instead(String),
}

type Moods = Box<dyn FnMut(&str) -> Option<Mood> + Send>;
type Happening = Box<dyn FnMut(&mut World, &str) + Send>;

/// Everything in Ribbon.
pub(crate) struct World {
    pub(crate) order: Order,
    pub(crate) api: Api,
    /// The clock on the wall, once there is one.
    pub(crate) clock: Option<SettableClock>,
    pub(crate) interviews: Vec<Interview>,
    by_id: HashMap<String, usize>,
    removed: usize,
    /// What every interview says, to give it a size.
    pub(crate) said: String,
    /// Pages larger than this are refused.
    pub(crate) page_limit: usize,
    pub(crate) mood: Moods,
    /// What stands instead of a text in the JSON of an interview or a flow, by its id.
    pub(crate) damages: HashMap<String, (String, String)>,
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
        Self::of(order, Api::April)
    }

    pub(crate) fn of(order: Order, api: Api) -> Self {
        Self(Arc::new(Mutex::new(World {
            order,
            api,
            clock: None,
            interviews: Vec::new(),
            by_id: HashMap::new(),
            removed: 0,
            said: "hello".to_owned(),
            page_limit: 100,
            mood: Box::new(|_| None),
            damages: HashMap::new(),
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
            other_status: None,
            has_video: false,
            ended_at: None,
            empathy: 4,
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

    /// The held ones, those that are not, or all.
    fn list(&self, is_held: Option<bool>) -> Vec<&Interview> {
        let mut list: Vec<_> = self
            .interviews
            .iter()
            .filter(|one| match is_held {
                Some(is_held) => one.is_held == is_held && one.other_status.is_none(),
                None => true,
            })
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

    /// What was held since the last request ended just now; what was held before there was a clock,
    /// long ago.
    pub(crate) fn date(&mut self) {
        let now = match &self.clock {
            Some(clock) => clock.now(),
            None => NOW.minus(Duration::from_secs(30 * 24 * 3_600)),
        };
        for one in self.interviews.iter_mut().filter(|one| one.is_held) {
            one.ended_at.get_or_insert(now);
        }
    }

    /// By which description the next request is answered.
    fn is_latest(&self) -> bool {
        match self.api {
            Api::April => false,
            Api::Latest => true,
            Api::Mixed => self.asked.len() % 3 == 1,
        }
    }

    fn answer(&self, path: &str, query: &HashMap<String, String>) -> (u16, String) {
        let is_latest = self.is_latest();
        let number = |name: &str| query.get(name).map_or(0, |text| text.parse().unwrap());
        let (limit, offset) = (number("limit"), number("offset"));
        let is_of_teams = path.contains("/team");
        if limit > self.page_limit && !is_of_teams {
            return refusal(422, "limit is too large");
        }
        let with_transcript = !is_latest || query.get("transcript").is_none_or(|it| it != "none");
        let ended_after = query.get("ended_after").filter(|_| is_latest).map(|text| {
            let instant = OffsetDateTime::parse(text, &Rfc3339).unwrap();
            UnixMs(i64::try_from(instant.unix_timestamp_nanos() / 1_000_000).unwrap())
        });
        let page = |all: Vec<String>| {
            let page: Vec<String> = all.into_iter().skip(offset).take(limit).collect();
            page.join(",")
        };
        match path {
            "/be-api/v1/interview-flows" => {
                let flows = (0..FLOWS.len())
                    .map(|flow| self.damaged(FLOWS[flow], flow_json(flow).to_string()));
                let flows = page(flows.collect());
                (200, format!(r#"{{"interview_flows":[{flows}]}}"#))
            }
            "/be-api/v1/teams" => (200, r#"{"teams":[]}"#.to_owned()),
            "/be-api/v1/team-members" => (200, r#"{"team_members":[]}"#.to_owned()),
            "/be-api/v1/interviews" => {
                let status = query.get("status").map(String::as_str);
                let status = status.or((!is_latest).then_some("completed"));
                let is_held = status.map(|status| status == "completed");
                let list = self.list(is_held).into_iter();
                let list = list.filter(|one| {
                    ended_after.is_none_or(|after| one.ended_at.is_some_and(|at| at >= after))
                });
                let page = list.skip(offset).take(limit);
                let items: Vec<String> = page
                    .map(|one| self.shown(one, is_latest, with_transcript))
                    .collect();
                let body = format!(r#"{{"interviews":[{}]}}"#, items.join(","));
                match is_latest && body.len() > 6_000_000 {
                    true => refusal(413, "the answer is too large"),
                    false => (200, body),
                }
            }
            _ => {
                let id = path.rsplit('/').next().unwrap();
                match self.by_id.get(id) {
                    Some(place) => {
                        let one = &self.interviews[*place];
                        (200, self.shown(one, is_latest, with_transcript))
                    }
                    None => refusal(422, "there is no such interview"),
                }
            }
        }
    }

    fn shown(&self, one: &Interview, is_latest: bool, with_transcript: bool) -> String {
        let url = |kind: &str| format!("https://media.test/{}.{kind}", one.id);
        let mut data = json!({
            "video_url": one.has_video.then(|| url("webm")),
            "interviewee_email_address": one.email,
            "interviewee_first_name": one.name,
            "summary": "Friendly.",
        });
        if with_transcript {
            data["transcript"] = json!(self.said);
            data["transcript_with_timestamp"] =
                json!([{"content": "hello", "role": "user", "words": []}]);
            data["questions_to_transcript_mapping"] = json!([]);
        }
        if is_latest {
            data["scores"] = json!([
                {"name": "Communication", "score": 4, "scoring_system": "out_of_5"},
                {"name": "Customer empathy", "score": one.empathy, "scoring_system": "percentage"},
            ]);
        } else {
            data["audio_url"] = json!(url("wav"));
            data["scores"] = json!({"communication": 4, "skills": null});
        }
        let mut item = json!({
            "interview_flow_id": FLOWS[one.flow],
            "interview_id": one.id,
            "team_id": "team",
            "status": one.other_status.unwrap_or(match one.is_held {
                true => "completed",
                false => "incomplete",
            }),
            "interview_data": if one.is_held { data } else { Value::Null },
        });
        if is_latest {
            let ended_at = one.ended_at.filter(|_| one.is_held);
            item["ended_at"] = json!(ended_at.map(iso));
            item["started_at"] = json!(ended_at.map(|at| iso(at.minus(Duration::from_secs(600)))));
        }
        self.damaged(&one.id, item.to_string())
    }

    /// Damages an item: `from` in its JSON becomes `to`.
    pub(crate) fn damage(&mut self, id: &str, from: &str, to: &str) {
        self.damages
            .insert(id.to_owned(), (from.to_owned(), to.to_owned()));
    }

    fn damaged(&self, id: &str, json: String) -> String {
        match self.damages.get(id) {
            Some((from, to)) => json.replace(from, to),
            None => json,
        }
    }
}

fn iso(at: UnixMs) -> String {
    let instant = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.0) * 1_000_000);
    instant.unwrap().format(&Rfc3339).unwrap()
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
        world.date();
        let mood = (world.mood)(&what);
        let (status, body) = match mood {
            Some(Mood::Status(status)) => refusal(status, "for a test"),
            Some(Mood::Half) => {
                let (status, mut body) = world.answer(url.path(), &query);
                body.truncate(body.len() / 2);
                (status, body)
            }
            Some(Mood::Body(body)) => (200, body),
            Some(Mood::Instead(asked)) => {
                let asked = url.join(&asked).unwrap();
                let query = asked.query_pairs().into_owned().collect();
                world.answer(asked.path(), &query)
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
