//! Makes the facts again of the deliveries that are kept.

use crate::apply::{Circumstances, Tally, delivery as webhook, transact};
use domain::{DeliveryId, UnixMs};
use store::Store;
use store::table::fetch_queue::{self, VideoWish};
use store::table::{delivery, event, flow, interview};

/// Deliveries of one transaction.
const AT_ONCE: u32 = 200;

/// Applies every delivery that is kept, in the order in which they came, each as of when it was
/// first seen. Notifies nobody.
///
/// # Errors
/// When the cache cannot be read or written.
pub fn tell_again(store: &Store) -> store::Result<()> {
    let mut after = DeliveryId(0);
    loop {
        let some = store.read(|connection| delivery::kept_after(connection, after, AT_ONCE))?;
        let Some(last) = some.last() else {
            return Ok(());
        };
        after = last.id;
        let circumstances = Circumstances {
            now: last.received_at,
            backlog: true,
            careful: true,
        };
        transact(store, circumstances, &Tally::default(), |context| {
            let secrets = flow::secrets(context.tx)?;
            for kept in &some {
                let seen_at = event::status_seen_at(context.tx, kept.id)?;
                let mut then = *context;
                then.now = seen_at.unwrap_or(kept.received_at);
                webhook::tell_again(&then, kept, &secrets)?;
            }
            Ok(())
        })?;
    }
}

/// Strikes off the errands of interviews that REST has just told of, so that none is fetched twice.
///
/// # Errors
/// When the cache cannot be read or written.
pub fn strike_off_told(store: &Store) -> store::Result<()> {
    store.write(|tx| {
        for errand in fetch_queue::due(tx, UnixMs(i64::MAX), u32::MAX)? {
            let known = interview::find(tx, &errand.interview)?;
            let Some(known) = known.filter(|known| known.detailed) else {
                continue;
            };
            if let Some(link) = &errand.link {
                interview::keep_link(tx, known.num, link)?;
            }
            if known.has_video || errand.video == VideoWish::None {
                fetch_queue::remove(tx, &errand.interview)?;
            }
        }
        Ok(())
    })
}

/// Strikes off the errands that a first synchronisation will run anyway: only what REST has to
/// confirm is left.
///
/// # Errors
/// When the cache cannot be read or written.
pub fn leave_to_first_sync(store: &Store) -> store::Result<()> {
    store.write(|tx| {
        let errands = fetch_queue::due(tx, UnixMs(i64::MAX), u32::MAX)?;
        let vouched = errands.iter().filter(|errand| errand.delivery.is_none());
        vouched
            .into_iter()
            .try_for_each(|errand| fetch_queue::remove(tx, &errand.interview))
    })
}
