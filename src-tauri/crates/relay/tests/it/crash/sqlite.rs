//! `kill -9` of a relay on SQLite.

use rand::RngExt as _;
use ribbon_relay::StoreConfig;

use super::{Office, plan};
use crate::support::Program;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_answered_is_lost_when_the_relay_is_killed() {
    let (rounds, mut random) = plan(5);
    let data = tempfile::tempdir().unwrap();
    let store = StoreConfig::Sqlite {
        folder: data.path().to_owned(),
    };
    let mut office = Office::open(&store).await;
    let mut relay = Program::serve(data.path(), &[]);
    for round in 0..rounds {
        let load = office.load(&[&relay]);
        let (first, then) = (random.random_range(1..60), random.random_range(1..60));
        office
            .kill_after(relay, async |office, relay| {
                load.answers(first).await;
                office.polls.poll(relay, 7).await;
                load.answers(then).await;
            })
            .await;
        let told = load.stop().await;
        assert_eq!(told.refused, 0, "a healthy relay stores");
        relay = Program::serve(data.path(), &[]);
        office.check(&relay, &told, &format!("round {round}")).await;
    }
    office.check_again(&relay).await;
}
