//! Random histories on random ways, against the reference.

use crate::desk::{Desk, received};
use crate::extent;
use crate::history::{History, PEOPLE, STATUSES, Step, Twice, Way, histories};
use crate::reference::{Interview, Move, Reference};
use crate::ribbon::{APIS, FLOWS, ORDERS, Ribbon};
use domain::Trust;
use feed::Received;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

const NAMES: [&str; 2] = ["Pat", "Patricia"];

#[test]
fn whatever_is_lost_doubled_or_late_the_facts_are_true_and_each_is_told_once() {
    let (cases, seed) = (extent::rounds(200), extent::seed());
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let began = Instant::now();
    let done = runner.run(&histories(), |history| {
        let differences = runtime.block_on(play(&history));
        match differences.is_empty() {
            true => Ok(()),
            false => Err(TestCaseError::fail(differences.join("\n"))),
        }
    });
    println!("{cases} histories in {:.1?}", began.elapsed());
    match done {
        Ok(()) => {}
        Err(TestError::Fail(why, history)) => panic!("seed {seed}: {why}\n{history:#?}"),
        Err(TestError::Abort(why)) => panic!("seed {seed}: {why}"),
    }
}

/// Plays a history to its end; answers in what the cache differs from what must be in it.
async fn play(history: &History) -> Vec<String> {
    let mut stage = Stage::open(history).await;
    for step in &history.steps {
        stage.step(step).await;
        stage.deliver_what_is_due().await;
    }
    stage.end().await
}

/// A webhook on its way.
struct Letter {
    /// At which step it arrives.
    due: usize,
    received: Received,
    /// The interview whose video it tells of.
    video_of: Option<String>,
}

/// Ribbon, the laptop, the way between them, and the reference.
struct Stage {
    ribbon: Ribbon,
    desk: Desk,
    expected: Reference,
    under_way: Vec<Letter>,
    /// By chain: when the last of its webhooks arrives.
    chain_due: BTreeMap<(String, String), usize>,
    now: usize,
    sent: usize,
}

impl Stage {
    async fn open(history: &History) -> Self {
        let ribbon = Ribbon::of(ORDERS[history.order], APIS[history.api]);
        let mut expected = Reference::default();
        for n in 0..history.before {
            let place = ribbon.world().add(n % 2, Some(address(n % PEOPLE)), true);
            let mut world = ribbon.world();
            let interview = &mut world.interviews[place];
            interview.has_video = interview.flow == 1;
            note(&mut expected, interview, true);
        }
        let desk = Desk::synced(&ribbon).await;
        Self {
            ribbon,
            desk,
            expected,
            under_way: Vec::new(),
            chain_due: BTreeMap::new(),
            now: 0,
            sent: 0,
        }
    }

    async fn step(&mut self, step: &Step) {
        self.now += 1;
        match step {
            Step::Invited { flow } => {
                let mut world = self.ribbon.world();
                let place = world.add(*flow, None, false);
                note(&mut self.expected, &world.interviews[place], false);
            }
            Step::Held {
                flow,
                person,
                writing,
                name,
                way,
            } => self.held(*flow, *person, *writing, *name, way),
            Step::Named { which, person } => self.named(*which, *person),
            Step::Video { which, way } => self.video(*which, way),
            Step::Moved {
                person,
                flow,
                to,
                way,
            } => self.moved(*person, *flow, *to, way),
            Step::Nonsense { known_type } => self.nonsense(*known_type),
            Step::Poll => self.desk.poll().await,
            Step::Restart => self.desk.restart_after(|_| {}).await,
            Step::Minutes(minutes) => self.desk.wait(Duration::from_secs(minutes * 60)).await,
        }
    }

    fn held(
        &mut self,
        flow: usize,
        person: Option<usize>,
        writing: usize,
        name: Option<usize>,
        way: &Way,
    ) {
        let mut world = self.ribbon.world();
        let invited = world.interviews.iter().position(|one| !one.is_held);
        let place = invited.unwrap_or_else(|| world.add(flow, None, false));
        let interview = &mut world.interviews[place];
        interview.is_held = true;
        interview.email = person.map(|person| written(&address(person), writing));
        interview.name = name.map(|name| NAMES[name].to_owned());
        note(&mut self.expected, interview, false);
        let body = interview_event("interview_processed", interview);
        drop(world);
        self.send(&body, way, None, self.now);
    }

    fn named(&mut self, which: usize, person: usize) {
        let mut world = self.ribbon.world();
        let is_anonymous = |one: &&mut crate::ribbon::Interview| one.is_held && one.email.is_none();
        let mut anonymous: Vec<_> = world.interviews.iter_mut().filter(is_anonymous).collect();
        if anonymous.is_empty() {
            return;
        }
        let at = which % anonymous.len();
        let interview = &mut *anonymous[at];
        interview.email = Some(address(person));
        note(&mut self.expected, interview, false);
        let body = interview_event("interview_processed", interview);
        drop(world);
        let way = Way {
            is_lost: false,
            is_signed: true,
            twice: Twice::No,
            late: 0,
        };
        self.send(&body, &way, None, self.now);
    }

    fn video(&mut self, which: usize, way: &Way) {
        let mut world = self.ribbon.world();
        let may_come =
            |one: &&mut crate::ribbon::Interview| one.is_held && one.flow == 1 && !one.has_video;
        let mut candidates: Vec<_> = world.interviews.iter_mut().filter(may_come).collect();
        if candidates.is_empty() {
            return;
        }
        let at = which % candidates.len();
        let interview = &mut *candidates[at];
        interview.has_video = true;
        note(&mut self.expected, interview, false);
        let body = interview_event("video_processed", interview);
        let id = interview.id.clone();
        drop(world);
        self.send(&body, way, Some(&id), self.now);
    }

    fn moved(&mut self, person: usize, flow: usize, to: usize, way: &Way) {
        let key = (address(person), FLOWS[flow].to_owned());
        let moves = self.expected.moves.entry(key.clone()).or_default();
        let from = moves.last().map_or(STATUSES[0], |last| last.to.as_str());
        let to = if STATUSES[to] == from {
            STATUSES[(to + 1) % STATUSES.len()]
        } else {
            STATUSES[to]
        };
        let from = from.to_owned();
        moves.push(Move {
            from: from.clone(),
            to: to.to_owned(),
            arrived: !way.is_lost,
        });
        let body = json!({
            "event_type": "candidate_status_updated",
            "interview_flow_id": key.1,
            "interviewee_email": written(&key.0, self.sent),
            "previous_status": from,
            "new_status": to,
        });
        // Within a chain nothing is overtaken.
        let earliest = self.chain_due.get(&key).copied().unwrap_or(0);
        let due = self.send(&body, way, None, earliest.max(self.now));
        self.chain_due.insert(key, due);
    }

    fn nonsense(&mut self, known_type: bool) {
        let body = match known_type {
            true => {
                json!({"event_type": "candidate_status_updated", "new_status": "x"}).to_string()
            }
            false => "{\"event_type\": \"interview_processed\",}".to_owned(),
        };
        self.expected.nonsense += 1;
        let mut received = received(body.into_bytes(), Some(Trust::Verified));
        self.sent += 1;
        received.event_id = Some(format!("event-{}", self.sent));
        self.under_way.push(Letter {
            due: self.now,
            received,
            video_of: None,
        });
    }

    /// Sends a webhook on its way; answers at which step the last of it arrives.
    fn send(&mut self, body: &Value, way: &Way, video_of: Option<&str>, earliest: usize) -> usize {
        if way.is_lost {
            return earliest;
        }
        let trust = match way.is_signed {
            true => Trust::Verified,
            false => Trust::Absent,
        };
        let is_status = body["event_type"] == "candidate_status_updated";
        let due = earliest.max(self.now + way.late);
        let mut letter = |event: usize, due: usize| {
            let mut received = received(body.to_string().into_bytes(), Some(trust));
            received.event_id = Some(format!("event-{event}"));
            self.under_way.push(Letter {
                due,
                received,
                video_of: video_of.map(str::to_owned),
            });
        };
        self.sent += 1;
        letter(self.sent, due);
        match way.twice {
            Twice::No => {}
            Twice::ByRelay => letter(self.sent, due + 3),
            // Only at once is a change of status known for a repeat.
            Twice::ByRibbon => letter(self.sent + 1_000_000, due + if is_status { 0 } else { 2 }),
        }
        due
    }

    async fn deliver_what_is_due(&mut self) {
        let now = self.now;
        let is_due = |letter: &mut Letter| letter.due <= now;
        let mut due: Vec<Letter> = self.under_way.extract_if(.., is_due).collect();
        due.sort_by_key(|letter| letter.due);
        for letter in due {
            if let Some(id) = letter.video_of {
                self.expect_video(&id, letter.received.trust == Some(Trust::Verified));
            }
            self.desk.deliver(vec![letter.received]).await;
        }
    }

    /// A video's webhook arrives: the user is told unless Ribbon's API told of the video before. What
    /// is not signed is told by the API alone, and of an interview that comes with its video that is
    /// one piece of news.
    fn expect_video(&mut self, id: &str, is_signed: bool) {
        let sql =
            format!("SELECT video_url IS NOT NULL FROM interview WHERE interview_id = '{id}'");
        let held = self.desk.rows(&sql);
        let is_known = !held.is_empty();
        let has_video = held.iter().any(|row| row[0] == "1");
        if !has_video && (is_known || is_signed) {
            self.expected.videos_to_tell.insert(format!("video:{id}"));
        }
    }

    /// Lets everything arrive and everything be asked for that ever will be, and compares.
    async fn end(mut self) -> Vec<String> {
        self.now = usize::MAX;
        self.deliver_what_is_due().await;
        for _ in 0..4 {
            self.desk.poll().await;
        }
        // By then every video that is missing was asked for until it came.
        for hours in [1, 3, 9, 25, 49] {
            self.desk.wait(Duration::from_secs(hours * 3_600)).await;
        }
        self.desk.show_all().await;
        let differences = compare(&self.desk, &self.expected);
        self.desk.close().await;
        differences
    }
}

fn compare(desk: &Desk, expected: &Reference) -> Vec<String> {
    let mut differences = Vec::new();
    differ(
        &mut differences,
        "interviews",
        &interviews(desk),
        &expected.interviews(),
    );
    differ(
        &mut differences,
        "people",
        &people(desk),
        &expected.people(),
    );
    let (chains, wanted) = (chains(desk), expected.chains());
    differ(&mut differences, "chains", &chains, &wanted);
    let ends: BTreeMap<_, _> = wanted
        .iter()
        .map(|(key, links)| (key.clone(), links[links.len() - 1].1.clone()))
        .collect();
    differ(&mut differences, "board", &board(desk), &ends);
    let quarantined = desk.number("SELECT count(*) FROM delivery WHERE outcome = 'quarantined'");
    differ(
        &mut differences,
        "quarantine",
        &quarantined,
        &(expected.nonsense as i64),
    );

    let told = desk.told();
    let more_than_once: Vec<_> = told.iter().filter(|(_, times)| **times != 1).collect();
    differ(&mut differences, "told twice", &more_than_once, &Vec::new());
    let told_of = |kind: &str| -> BTreeSet<String> {
        let keys = told.keys().filter(|key| key.starts_with(kind));
        keys.cloned().collect()
    };
    differ(
        &mut differences,
        "told interviews",
        &told_of("processed:"),
        &expected.processed(),
    );
    let links: usize = wanted.values().map(Vec::len).sum();
    differ(
        &mut differences,
        "told changes",
        &told_of("status:").len(),
        &links,
    );
    let missing: Vec<_> = expected
        .videos_to_tell
        .iter()
        .filter(|key| !told.contains_key(*key))
        .collect();
    differ(&mut differences, "untold videos", &missing, &Vec::new());
    differences
}

fn differ<T: PartialEq + std::fmt::Debug>(
    into: &mut Vec<String>,
    what: &str,
    found: &T,
    wanted: &T,
) {
    if found != wanted {
        into.push(format!("{what}:\n  found  {found:?}\n  wanted {wanted:?}"));
    }
}

const PERSON: &str = "coalesce(candidate.email, 'anonymous ' || candidate.anonymous_interview)";

fn interviews(desk: &Desk) -> BTreeMap<String, (String, String, bool, bool)> {
    let sql = format!(
        "SELECT interview_id, {PERSON}, flow_id, status, video_url IS NOT NULL, detailed
         FROM interview JOIN candidate ON candidate.id = candidate_id"
    );
    let row = |row: Vec<String>| {
        assert_eq!(row[5], "1", "all that was said in {} is here", row[0]);
        let facts = (
            row[1].clone(),
            row[2].clone(),
            row[3] == "completed",
            row[4] == "1",
        );
        (row[0].clone(), facts)
    };
    desk.rows(&sql).into_iter().map(row).collect()
}

fn people(desk: &Desk) -> BTreeMap<String, BTreeSet<String>> {
    let sql = format!(
        "SELECT {PERSON}, candidate_name.name FROM candidate
         LEFT JOIN candidate_name ON candidate_id = candidate.id"
    );
    let mut people: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in desk.rows(&sql) {
        let names = people.entry(row[0].clone()).or_default();
        names.extend(Some(row[1].clone()).filter(|name| !name.is_empty()));
    }
    people
}

type Chains = BTreeMap<(String, String), Vec<(String, String, Option<String>)>>;

fn chains(desk: &Desk) -> Chains {
    let sql = "SELECT candidate.email, flow_id, previous, new, gap_after FROM transition
         JOIN candidate ON candidate.id = candidate_id ORDER BY delivery_id";
    let mut chains = Chains::new();
    for row in desk.rows(sql) {
        let gap = Some(row[4].clone()).filter(|held| !held.is_empty());
        chains
            .entry((row[0].clone(), row[1].clone()))
            .or_default()
            .push((row[2].clone(), row[3].clone(), gap));
    }
    chains
}

/// Where the board shows those whose status is known.
fn board(desk: &Desk) -> BTreeMap<(String, String), String> {
    let sql = "SELECT candidate.email, flow_id, substr(column_key, 8) FROM standing
         JOIN candidate ON candidate.id = candidate_id WHERE column_key LIKE 'status:%'";
    let row = |row: Vec<String>| ((row[0].clone(), row[1].clone()), row[2].clone());
    desk.rows(sql).into_iter().map(row).collect()
}

fn note(expected: &mut Reference, interview: &crate::ribbon::Interview, is_old: bool) {
    let known = expected.interviews.get(&interview.id);
    let is_old = known.map_or(is_old, |known| known.is_old);
    let email = interview.email.as_deref();
    expected.interviews.insert(
        interview.id.clone(),
        Interview {
            flow: FLOWS[interview.flow].to_owned(),
            email: email.map(|email| email.trim().to_lowercase()),
            name: interview.name.clone(),
            is_held: interview.is_held,
            has_video: interview.has_video,
            is_old,
        },
    );
}

fn address(person: usize) -> String {
    format!("person-{person}@example.com")
}

/// The same address as people write it.
fn written(address: &str, writing: usize) -> String {
    match writing % 3 {
        0 => address.to_owned(),
        1 => address.to_uppercase(),
        _ => format!(" {address} "),
    }
}

fn interview_event(event_type: &str, interview: &crate::ribbon::Interview) -> Value {
    json!({
        "event_type": event_type,
        "interview_flow_id": FLOWS[interview.flow],
        "interview_id": interview.id,
        "interview_link": format!("https://app.ribbon.ai/{}", interview.id),
        "interviewee_email_address": interview.email,
        "interviewee_first_name": interview.name,
        "status": "completed",
    })
}
