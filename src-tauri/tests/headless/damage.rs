//! A damaged, foreign or newer cache, a wrong key, a home that cannot be written.

use crate::stage::{Desk, moves, ribbon};
use std::fs;
use std::io::{Seek, SeekFrom, Write};
use store::table::mark::{self, EventMark};
use store::view::inbox::{self, Query};

fn overwrite(desk: &Desk, at: u64, length: usize) {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .open(desk.cache_file())
        .unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&vec![0x5a; length]).unwrap();
}

fn size(desk: &Desk) -> u64 {
    fs::metadata(desk.cache_file()).unwrap().len()
}

fn star_something(desk: &Desk) {
    let store = desk.store();
    let items = store.read(|it| {
        inbox::list(
            it,
            &Query {
                limit: 1,
                ..Query::default()
            },
        )
    });
    let star = EventMark {
        starred: Some(true),
        ..EventMark::default()
    };
    let item = items.unwrap().remove(0);
    store
        .write::<_, store::Error>(|tx| mark::set_event(tx, item.id, star, domain::UnixMs(7)))
        .unwrap();
}

fn stars(desk: &Desk) -> usize {
    let query = Query {
        include_done: true,
        limit: 1_000,
        ..Query::default()
    };
    let items = desk.store().read(|it| inbox::list(it, &query)).unwrap();
    items.iter().filter(|item| item.starred).count()
}

#[tokio::test]
async fn each_kind_of_damage_is_put_away_told_and_made_good() {
    for (what, damage) in [
        (
            "the beginning",
            (|desk| overwrite(desk, 0, 4096)) as fn(&Desk),
        ),
        ("the first bytes", |desk| overwrite(desk, 0, 16)),
        ("a page in the middle", |desk| {
            overwrite(desk, size(desk) / 2 / 4096 * 4096, 4096);
        }),
        ("one byte", |desk| overwrite(desk, size(desk) - 2_000, 1)),
        ("the end is missing", |desk| {
            let file = fs::OpenOptions::new()
                .write(true)
                .open(desk.cache_file())
                .unwrap();
            file.set_len(size(desk) / 2 / 4096 * 4096).unwrap();
        }),
        ("nothing is left", |desk| {
            fs::write(desk.cache_file(), b"").unwrap();
        }),
    ] {
        let ribbon = ribbon(10).await;
        let (desk, _relay, _inbox) = Desk::new(&ribbon).with_relay(&ribbon).await;
        moves(&ribbon, "jane@example.com", &["A", "B"]).await;
        desk.sync().await;
        damage(&desk);
        let broken = fs::read(desk.cache_file()).unwrap();
        let said = desk.run(&["sync", "--once", "--json"]).await;
        let report = said.json();
        assert_eq!(report["interviews"]["total"], 10, "{what}: {}", said.err);
        assert_eq!(
            report["deliveries"]["received"], 2,
            "{what}: from the relay or saved"
        );
        assert!(said.err.contains("was damaged"), "{what}: {}", said.err);
        let aside = desk.files("cache.damaged-");
        assert_eq!(aside.len(), 1, "{what}: put away under a dated name");
        assert!(fs::read(&aside[0]).unwrap() == broken, "{what}: as it was");
        let again = desk.run(&["sync", "--once", "--json"]).await;
        assert!(
            !again.err.contains("damaged"),
            "{what}: said once: {}",
            again.err
        );
    }
}

#[tokio::test]
async fn marks_are_saved_from_a_file_that_lacks_its_end() {
    let ribbon = ribbon(60).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    star_something(&desk);
    assert_eq!(stars(&desk), 1, "there is a mark");
    drop(desk.store());
    let file = fs::OpenOptions::new()
        .write(true)
        .open(desk.cache_file())
        .unwrap();
    file.set_len(size(&desk) - 4096).unwrap();
    let said = desk.run(&["sync", "--once", "--json"]).await;
    assert_eq!(said.json()["interviews"]["total"], 60, "{}", said.err);
    assert!(said.err.contains("1 of your marks"), "{}", said.err);
    assert_eq!(stars(&desk), 1, "it is still there");
}

#[tokio::test]
async fn marks_come_back_from_their_back_up_where_not_even_the_first_page_can_be_read() {
    let ribbon = ribbon(10).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    star_something(&desk);
    // The next run writes the back-up at its end.
    desk.sync().await;
    overwrite(&desk, 0, 4096);
    let said = desk.run(&["sync", "--once", "--json"]).await;
    assert_eq!(said.json()["interviews"]["total"], 10, "{}", said.err);
    assert!(
        said.err.contains("1 more from their back-up"),
        "{}",
        said.err
    );
    assert!(!said.err.contains("settings are lost"), "{}", said.err);
    assert_eq!(stars(&desk), 1, "it is there again");
}

#[tokio::test]
async fn marks_come_back_from_their_back_up_where_the_cache_is_gone() {
    let ribbon = ribbon(10).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    star_something(&desk);
    desk.sync().await;
    for suffix in ["", "-wal", "-shm"] {
        let mut name = desk.cache_file().into_os_string();
        name.push(suffix);
        fs::remove_file(name).ok();
    }
    let report = desk.sync().await;
    assert_eq!(report["interviews"]["total"], 10, "read anew");
    assert_eq!(stars(&desk), 1, "and starred as before");
}

#[tokio::test]
async fn a_wrong_key_is_no_damage_and_the_file_stays_where_it_is() {
    let ribbon = ribbon(3).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    let right = fs::read_to_string(desk.key_file()).unwrap();
    let before = fs::read(desk.cache_file()).unwrap();
    desk.private("cache-key", &"0".repeat(64));
    for words in [&["sync", "--once"][..], &["rebuild"], &["status"]] {
        let said = desk.run(words).await;
        let why = said.failure();
        assert!(
            why.contains("the key is not the one"),
            "exactly what: {why}"
        );
        assert!(why.contains("--key-file"), "and what to do: {why}");
    }
    let after = fs::read(desk.cache_file()).unwrap();
    assert!(after == before, "not a byte was changed");
    assert!(
        desk.files("cache.damaged-").is_empty(),
        "nothing was put away"
    );
    desk.private("cache-key", &right);
    assert_eq!(
        desk.sync().await["interviews"]["total"],
        3,
        "it opens again"
    );
    fs::remove_file(desk.key_file()).unwrap();
    let said = desk.run(&["sync", "--once"]).await;
    assert!(said.failure().contains("is missing"), "{}", said.err);
    assert!(!desk.key_file().exists(), "no other key is made for it");
}

#[tokio::test]
async fn somebody_elses_file_and_a_newer_versions_are_refused_and_left_alone() {
    let ribbon = ribbon(3).await;
    let desk = Desk::new(&ribbon);
    fs::create_dir_all(desk.home()).unwrap();
    let mut plain = b"SQLite format 3\0".to_vec();
    plain.resize(8192, 0);
    desk.private("cache-key", &"5".repeat(64));
    for foreign in [plain, "my notes, dear to me".repeat(300).into_bytes()] {
        fs::write(desk.cache_file(), &foreign).unwrap();
        let said = desk.run(&["sync", "--once"]).await;
        assert!(said.failure().contains("move"), "what to do: {}", said.err);
        let after = fs::read(desk.cache_file()).unwrap();
        assert!(after == foreign, "left as it was");
    }
    fs::remove_file(desk.cache_file()).unwrap();
    desk.sync().await;
    let newer = desk.store();
    newer
        .write::<_, store::Error>(|tx| {
            tx.execute_batch("PRAGMA user_version = 99").unwrap();
            Ok(())
        })
        .unwrap();
    drop(newer);
    let said = desk.run(&["sync", "--once"]).await;
    assert!(said.failure().contains("newer version"), "{}", said.err);
    assert!(desk.files("cache.damaged-").is_empty(), "it is no damage");
}

#[tokio::test]
async fn a_home_that_cannot_be_made_is_told() {
    let ribbon = ribbon(1).await;
    let desk = Desk::new(&ribbon);
    fs::write(desk.home(), b"a file where the folder should be").unwrap();
    let said = desk.run(&["sync", "--once"]).await;
    assert!(said.failure().contains("cannot make"), "{}", said.err);
}
