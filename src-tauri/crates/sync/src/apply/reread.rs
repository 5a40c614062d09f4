//! Reads again, after an update of the program, what an older version could not.

use super::quarantine::VERSION;
use super::{Circumstances, Tally, reading, transact};
use domain::{Road, UnixMs};
use ribbon_api::{Item, parse_flow, parse_interview, parse_team, parse_team_member};
use store::Store;
use store::table::kept_item::{self, ItemKind};
use store::table::team;

/// Items of one transaction.
const AT_ONCE: u32 = 100;

/// Reads every kept item that another version tried last. Notifies nobody. Answers how many there
/// were.
///
/// # Errors
/// When the cache cannot be read or written. What was read until then stays.
pub(crate) fn reread(store: &Store, now: UnixMs) -> store::Result<u32> {
    let mut count = 0;
    loop {
        let some =
            store.read(|connection| kept_item::tried_by_another(connection, VERSION, AT_ONCE))?;
        if some.is_empty() {
            return Ok(count);
        }
        let circumstances = Circumstances {
            now,
            backlog: true,
            careful: true,
        };
        transact(store, circumstances, &Tally::default(), |context| {
            for kept_item::OldItem {
                kind,
                id,
                body,
                first_seen_at,
            } in &some
            {
                // Under the name that it has now: what is still not understood is kept again.
                kept_item::remove(context.tx, *kind, id)?;
                if body.is_empty() {
                    // Nothing of it was kept: the next list tells it.
                    continue;
                }
                match kind {
                    ItemKind::Interview => {
                        reading::interview(context, &parse_interview(body), Road::Rest)?;
                    }
                    ItemKind::Flow => {
                        reading::flow(context, &parse_flow(body))?;
                    }
                    ItemKind::Team => {
                        reading::team(context, &parse_team(body))?;
                    }
                    ItemKind::TeamMember => {
                        let item: Item<_> = parse_team_member(body);
                        if let Some(member) = reading::member(context, &item)? {
                            team::put_member(context.tx, &member)?;
                        }
                    }
                }
                kept_item::date_back(context.tx, *kind, id, *first_seen_at)?;
            }
            Ok(())
        })?;
        count += u32::try_from(some.len()).unwrap_or(u32::MAX);
    }
}
