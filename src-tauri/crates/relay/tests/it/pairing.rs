//! Pairing a laptop, and what its inbox shows.

use relay_protocol::{Acked, Gap, InboxInfo, PairAnswer};
use reqwest::{Response, StatusCode};
use serde_json::json as value;

use crate::support::{Relay, assert_problem, json};

async fn pair(relay: &Relay, code: &str, name: &str) -> Response {
    let asked = value!({"code": code, "device_name": name});
    let url = relay.url("/v1/pair");
    relay.client.post(url).json(&asked).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_lets_one_laptop_in() {
    let relay = Relay::start().await;
    relay.stored(&["1"]).await;
    let code = relay
        .running
        .admin()
        .create_pairing(&relay.inbox)
        .await
        .unwrap();
    let typed = code.code.expose().to_lowercase().replace('-', " ");
    let response = pair(&relay, &typed, "Ada's laptop").await;
    assert_eq!(response.status(), StatusCode::OK, "however it is typed");
    assert_eq!(
        response.headers()["cache-control"],
        "no-store",
        "it holds a token"
    );
    let paired: PairAnswer = json(response).await;
    assert_eq!(paired.inbox, relay.inbox, "the code knows the inbox");
    let request = relay.get("/events").bearer_auth(paired.token.expose());
    assert_eq!(
        request.send().await.unwrap().status(),
        StatusCode::OK,
        "the token reads"
    );
    let again = pair(&relay, code.code.expose(), "Eve").await;
    assert_problem(again, 401, "once only").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_dead_after_five_wrong_tries() {
    let relay = Relay::start().await;
    let code = relay
        .running
        .admin()
        .create_pairing(&relay.inbox)
        .await
        .unwrap();
    let right = code.code.expose();
    // The first sign of the secret part; the selector before it still finds the code.
    let mut wrong = right.to_owned();
    wrong.replace_range(
        5..6,
        if right.get(5..6) == Some("0") {
            "1"
        } else {
            "0"
        },
    );
    for _ in 0..5 {
        assert_problem(pair(&relay, &wrong, "Eve").await, 401, "wrong").await;
    }
    assert_problem(
        pair(&relay, right, "Ada").await,
        401,
        "now the right one is worthless",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unusable_request_does_not_use_the_code_up() {
    let relay = Relay::start().await;
    let code = relay
        .running
        .admin()
        .create_pairing(&relay.inbox)
        .await
        .unwrap();
    for name in ["", "   ", "line\nbreak", &"x".repeat(101)] {
        let response = pair(&relay, code.code.expose(), name).await;
        assert_problem(response, 400, &format!("{name:?} is no name")).await;
    }
    let url = relay.url("/v1/pair");
    let response = relay
        .client
        .post(&url)
        .body("not json")
        .send()
        .await
        .unwrap();
    assert_problem(response, 400, "not JSON").await;
    let response = relay
        .client
        .post(&url)
        .body(vec![b' '; 20_000])
        .send()
        .await
        .unwrap();
    assert_problem(response, 413, "far too long").await;
    let response = pair(&relay, code.code.expose(), "Ada").await;
    assert_eq!(response.status(), StatusCode::OK, "the code is still good");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_shows_its_devices_and_how_far_each_is_behind() {
    let relay = Relay::start().await;
    relay.stored(&["1", "2", "3"]).await;
    let page = relay.page("").await;
    relay
        .running
        .admin()
        .create_device(&relay.inbox, "never seen")
        .await
        .unwrap();
    for (cursor, stands) in [(1, 1), (0, 1), (1, 1)] {
        let cursor = page.events[cursor].cursor.to_string();
        let acked: Acked = json(relay.ack(&cursor).send().await.unwrap()).await;
        assert_eq!(acked.acked, page.events[stands].cursor, "forwards only");
    }
    let info: InboxInfo = json(relay.get("").send().await.unwrap()).await;
    assert_eq!(
        (info.name.as_str(), &info.head),
        ("Acme", &page.head),
        "the inbox"
    );
    assert_eq!(info.oldest, page.oldest, "its ends");
    let lags: Vec<_> = info
        .devices
        .iter()
        .map(|device| (device.name.as_str(), device.lag))
        .collect();
    assert_eq!(
        lags,
        [("laptop", 1), ("never seen", 3)],
        "each device's lag"
    );
    assert_eq!(info.devices[1].last_seen, None, "never heard of");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_of_another_life_cannot_be_acknowledged() {
    let relay = Relay::start().await;
    let response = relay.ack("zzzz-1").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::GONE, "not of this life");
    let gap: Gap = json(response).await;
    assert_eq!(gap.requested.to_string(), "zzzz-1", "what was asked");
    assert_problem(
        relay.ack("nonsense").send().await.unwrap(),
        400,
        "no cursor",
    )
    .await;
}
