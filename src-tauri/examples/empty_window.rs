//! A window of the same Tauri with one word in it: what the program's start and memory are measured
//! against.

use tauri::http::Response;
use tauri::{Url, WebviewUrl, WebviewWindowBuilder};

/// Scrolls as far as the longest list of the program, and shows nothing on the way.
const PAGE: &str = "<!doctype html><title>Empty</title><p>Empty</p>\
    <div id=scroller style='height:700px;overflow:auto'><div style='height:4400000px'></div></div>";

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            let mut page = Response::new(PAGE.as_bytes());
            let html = tauri::http::HeaderValue::from_static("text/html");
            page.headers_mut().insert("content-type", html);
            page
        })
        .setup(|app| {
            let page = WebviewUrl::CustomProtocol(Url::parse("empty://localhost/")?);
            WebviewWindowBuilder::new(app, "empty", page)
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
