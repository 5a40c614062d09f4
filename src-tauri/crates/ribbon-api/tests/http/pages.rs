//! Pages of interviews while they arrive: whole, packed, broken off, silent.

use std::time::Duration;

use crate::support::{Ribbon, page, silent_after};
use axum::response::{IntoResponse, Response};
use domain::InterviewStatus;
use flate2::Compression;
use flate2::write::GzEncoder;
use ribbon_api::{Client, Error, InterviewQuery, Item, PageRead};
use serde_json::json;
use std::io::Write;
use std::ops::ControlFlow;

/// Reads a page and notes the ids that were handed over, also when it fails.
async fn ids(client: &Client) -> (Vec<String>, Result<PageRead, Error>) {
    let mut ids = Vec::new();
    let query = InterviewQuery::new(InterviewStatus::Completed);
    let read = client.each_interview(&query, |_, item| {
        ids.extend(item.read().map(|interview| interview.id.to_string()));
        ControlFlow::Continue(())
    });
    let read = read.await;
    (ids, read)
}

fn packed(json: &serde_json::Value) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(json.to_string().as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn gzip(mut answer: Response) -> Response {
    answer
        .headers_mut()
        .insert("content-encoding", "gzip".parse().unwrap());
    answer
}

#[tokio::test]
async fn a_packed_page_is_unpacked_and_counted_as_it_came_over_the_wire() {
    let bytes = packed(&page(&["a", "b", "c"]));
    let length = bytes.len() as u64;
    let ribbon = Ribbon::answering(move |_| gzip(bytes.clone().into_response())).await;
    let client = ribbon.client();
    let (read, page) = ids(&client).await;
    assert_eq!(read, ["a", "b", "c"], "all three");
    assert_eq!(page.unwrap().items, 3, "counted");
    assert_eq!(
        client.usage().bytes,
        length,
        "the packed bytes are what it cost"
    );
    assert!(length < 500, "which are far fewer than the text");
}

#[tokio::test]
async fn a_page_that_breaks_off_yields_what_was_whole() {
    let text = page(&["a", "b", "c"]).to_string();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", text.len());
    let mut answer = head.into_bytes();
    answer.extend(text.bytes().take(text.len() - 100));
    let ribbon = Ribbon::writing(answer).await;
    let (read, page) = ids(&ribbon.client()).await;
    assert_eq!(read, ["a", "b"], "the third was not whole");
    assert!(
        matches!(page, Err(Error::Truncated { .. })),
        "and it is told: {page:?}"
    );
}

#[tokio::test]
async fn a_page_that_ends_early_without_a_broken_connection_is_told_as_well() {
    let mut text = page(&["a", "b"]).to_string();
    text.pop();
    let ribbon = Ribbon::answering(move |_| text.clone().into_response()).await;
    let (read, page) = ids(&ribbon.client()).await;
    assert_eq!(read, ["a", "b"], "both were whole");
    assert!(
        matches!(page, Err(Error::Truncated { .. })),
        "the answer was not: {page:?}"
    );
}

#[tokio::test]
async fn a_packed_page_without_its_end_is_cut_off() {
    let bytes = packed(&page(&["a"]));
    let cut = bytes[..bytes.len() - 6].to_vec();
    let ribbon = Ribbon::answering(move |_| gzip(cut.clone().into_response())).await;
    let (_, page) = ids(&ribbon.client()).await;
    assert!(
        matches!(page, Err(Error::Truncated { .. })),
        "no check sum: {page:?}"
    );
}

#[tokio::test]
async fn damaged_packing_is_unreadable() {
    let ribbon = Ribbon::answering(|_| gzip("this is not gzip".into_response())).await;
    let (_, page) = ids(&ribbon.client()).await;
    assert!(matches!(page, Err(Error::Unreadable { .. })), "{page:?}");
}

#[tokio::test]
async fn a_page_that_falls_silent_times_out_after_what_was_whole() {
    let ribbon = Ribbon::answering(|_| {
        silent_after(r#"{"interviews":[{"interview_id":"a","interview_flow_id":"f"},{"int"#)
    })
    .await;
    // What is there at once comes in time on the busiest machine; what never comes is not waited for.
    let client = ribbon.client_that_waits(Duration::from_secs(3));
    let (read, page) = ids(&client).await;
    assert_eq!(read, ["a"], "the first was whole");
    assert_eq!(page, Err(Error::Timeout), "the second never came");
}

#[tokio::test]
async fn an_item_that_is_no_interview_keeps_no_other_from_being_read() {
    let mut list = page(&["a", "b"]);
    list["interviews"]
        .as_array_mut()
        .unwrap()
        .insert(1, json!({"interview_flow_id": "f"}));
    let ribbon = Ribbon::saying(list).await;
    let (read, page) = ids(&ribbon.client()).await;
    assert_eq!(read, ["a", "b"], "the two that are interviews");
    let page = page.unwrap();
    assert_eq!(page.items, 3, "the offset moves on past all three");
    let mut unreadable = Vec::new();
    let query = InterviewQuery::new(InterviewStatus::Completed);
    let client = ribbon.client();
    let read = client.each_interview(&query, |index, item| {
        if let Item::Unreadable(item) = item {
            unreadable.push((index, item.problems[0].field.clone()));
        }
        ControlFlow::Continue(())
    });
    read.await.unwrap();
    let expected = [(1, "interview_id".to_owned())];
    assert_eq!(unreadable, expected, "the middle one, and why");
    let all = ribbon
        .client()
        .interviews(&InterviewQuery::new(InterviewStatus::Completed))
        .await;
    assert!(
        matches!(all, Err(Error::Unreadable { .. })),
        "the simple call is strict"
    );
}

#[tokio::test]
async fn reading_stops_when_no_more_is_wanted() {
    let ribbon = Ribbon::saying(page(&["a", "b", "c"])).await;
    let mut seen = 0;
    let query = InterviewQuery::new(InterviewStatus::Completed);
    let client = ribbon.client();
    let page = client.each_interview(&query, |_, _| {
        seen += 1;
        if seen == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let page = page.await.unwrap();
    assert!(page.stopped, "the page may have held more");
    assert_eq!((seen, page.items), (2, 2), "two were handed over");
}

#[tokio::test]
async fn a_page_of_something_else_is_unreadable() {
    let ribbon = Ribbon::answering(|_| "<html>maintenance</html>".into_response()).await;
    let (_, page) = ids(&ribbon.client()).await;
    let error = page.unwrap_err();
    assert!(matches!(error, Error::Unreadable { .. }), "{error:?}");
    assert!(!error.is_permanent(), "which passes");
}
