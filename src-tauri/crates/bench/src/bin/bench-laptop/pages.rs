//! Fetches the same pages as a first synchronisation, as many at once, and throws them away.

use std::time::Instant;

use futures_util::{StreamExt as _, stream};
use reqwest::{Client, header::ACCEPT_ENCODING};
use serde_json::{Value, json};

use super::Ribbon;

/// Ribbon's own default, which the engine asks for.
const PAGE: u32 = 20;
/// As many as the engine has under way.
const AT_ONCE: usize = 4;
/// A page without interviews is shorter, packed or not.
const EMPTY: usize = 100;

/// Gives how long it took, in seconds, and how many bytes came. With `unpacked` they are asked for as
/// plain JSON.
pub(super) async fn measure(ribbon: &Ribbon, unpacked: bool) -> anyhow::Result<Value> {
    let began = Instant::now();
    let client = Client::builder().no_gzip().no_proxy().build()?;
    let encoding = if unpacked { "identity" } else { "gzip" };
    let mut bytes = 0;
    for status in ["incomplete", "completed"] {
        let requests = stream::iter((0_u32..).map(|page| {
            let url = ribbon.ribbon.join("v1/interviews");
            let (offset, client) = ((page * PAGE).to_string(), client.clone());
            let query = [
                ("limit", PAGE.to_string()),
                ("offset", offset),
                ("status", status.to_owned()),
            ];
            let key = ribbon.key.clone();
            async move {
                let request = client.get(url?).query(&query).bearer_auth(key);
                let mut answer = request
                    .header(ACCEPT_ENCODING, encoding)
                    .send()
                    .await?
                    .error_for_status()?;
                let mut length = 0;
                while let Some(piece) = answer.chunk().await? {
                    length += piece.len();
                }
                anyhow::Ok(length)
            }
        }));
        let mut pages = std::pin::pin!(requests.buffered(AT_ONCE));
        while let Some(length) = pages.next().await {
            let length = length?;
            bytes += length;
            if length < EMPTY {
                break;
            }
        }
    }
    Ok(json!({ "seconds": began.elapsed().as_secs_f64(), "bytes": bytes }))
}
