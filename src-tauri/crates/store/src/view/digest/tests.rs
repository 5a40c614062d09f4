//! What came in while nobody looked.

use super::*;
use crate::table::event::{self, What};
use crate::table::transition::{self, Origin};
use crate::table::{candidate, pipeline};
use crate::test_support::{BACKEND, Desk, by_email, held, jane, zoe};
use domain::{DeliveryId, FlowId, Link, Road, Status, Trust};

fn moved(desk: &Desk, email: &str, to: &str, at: i64) {
    desk.write(|tx| {
        let who = candidate::ensure(tx, &by_email(email), None, UnixMs(at))?;
        let flow = FlowId::new(BACKEND);
        let origin = Origin {
            candidate: who,
            flow: &flow,
            delivery: DeliveryId(at),
            road: Road::Relay,
            trust: Trust::Verified,
            at: UnixMs(at),
        };
        let link = Link {
            previous: None,
            new: Status::new(to),
        };
        let id = transition::insert(tx, &origin, &link, None)?;
        pipeline::discover(tx, &flow, &link.new)?;
        event::record(
            tx,
            &What::Status(id, DeliveryId(at)),
            who,
            &flow,
            UnixMs(at),
            false,
        )?;
        pipeline::refresh(tx, who, &flow)
    });
}

#[test]
fn a_digest_counts_what_came_since_and_nothing_of_the_first_synchronisation() {
    let desk = Desk::new();
    desk.happened(&held("i0", BACKEND, jane(), "hello"), 90, true);
    desk.happened(&held("i1", BACKEND, jane(), "hello"), 99, false);
    desk.happened(&held("i2", BACKEND, zoe(), "hello"), 100, false);
    moved(&desk, "ann@example.com", "interviewed", 101);
    moved(&desk, "ann@example.com", "shortlisted", 102);
    moved(&desk, "bob@example.com", "shortlisted", 103);
    moved(&desk, "eve@example.com", "rejected", 104);
    let digest = desk.read(|it| read(it, UnixMs(100)));
    let expected = Digest {
        processed: 1,
        videos: 0,
        changes: 4,
        // Ann counts where she is now.
        moved: vec![("shortlisted".into(), 2), ("rejected".into(), 1)],
    };
    assert_eq!(digest, expected);
    assert_eq!(
        desk.read(|it| read(it, UnixMs(105))),
        Digest::default(),
        "nothing since"
    );
}
