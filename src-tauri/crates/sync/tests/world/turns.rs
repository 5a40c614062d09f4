//! One request at a time, four while catching up.

use crate::desk::{Desk, signed};
use crate::ribbon::{FLOWS, Order, Ribbon};
use feed::Received;
use serde_json::json;

fn told(ribbon: &Ribbon, count: usize) -> Vec<Received> {
    let mut world = ribbon.world();
    let places: Vec<usize> = (0..count).map(|_| world.add(0, None, true)).collect();
    let body = |place: &usize| {
        json!({
            "event_type": "interview_processed",
            "interview_flow_id": FLOWS[0],
            "interview_id": format!("interview-{place}"),
        })
    };
    places.iter().map(|place| signed(&body(place))).collect()
}

#[tokio::test]
async fn four_requests_are_under_way_while_there_is_much_to_catch_up_on_and_else_one() {
    let ribbon = Ribbon::new(Order::OldestFirst);
    // Slower than the engine begins them.
    ribbon.world().slowness = 5_000;
    ribbon.world().add_held(300);
    let desk = Desk::synced(&ribbon).await;
    assert_eq!(ribbon.world().most_at_once, 4, "the first synchronisation");

    ribbon.world().most_at_once = 0;
    desk.deliver(told(&ribbon, 3)).await;
    desk.poll().await;
    assert_eq!(ribbon.world().most_at_once, 1, "what every day brings");

    desk.deliver(told(&ribbon, 30)).await;
    assert_eq!(ribbon.world().most_at_once, 4, "what has come overnight");
    assert_eq!(
        desk.number("SELECT count(*) FROM interview WHERE detailed"),
        333,
        "all is here"
    );
    desk.close().await;
}
