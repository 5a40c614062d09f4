//! After an update of the program, what an older version could not read is read.

use crate::desk::Desk;
use crate::ribbon::{Api, Order, Ribbon};
use store::table::note;

#[tokio::test]
async fn what_an_older_version_could_neither_read_nor_keep_comes_in_and_is_no_news() {
    let ribbon = Ribbon::of(Order::NewestFirst, Api::Latest);
    ribbon.world().add_held(40);
    let mut desk = Desk::synced(&ribbon).await;
    desk.restart_after(|store| {
        store
            .write::<_, store::Error>(|tx| {
                // As that version left it: half of them missing, and nothing of them kept.
                tx.execute_batch(
                    "DELETE FROM event WHERE interview_num % 2 = 0;
                     DELETE FROM interview WHERE num % 2 = 0;",
                )?;
                note::set(tx, "surplus:completed", "20")?;
                note::set(tx, note::PROGRAM, "0.0.9")
            })
            .unwrap();
    })
    .await;
    desk.poll_ended().await;
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        40,
        "all are here"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM outbox"),
        0,
        "nobody is notified"
    );
    ribbon.world().add_held(1);
    desk.poll().await;
    assert_eq!(
        desk.number("SELECT count(*) FROM outbox"),
        1,
        "news are news again"
    );
    desk.close().await;
}
