//! How evenly a page scrolls.

use anyhow::Context;
use serde_json::json;
use testkit::webdriver::Window;

/// Frames of one pass.
const FRAMES: u32 = 300;
/// Far more than a wheel turns in a frame.
const PIXELS: u32 = 400;
/// The first frames are the driver's.
const LEFT_OUT: usize = 5;

const PASS: &str = "const [selector, frames, pixels] = arguments;
    const scroller = document.querySelector(selector);
    return new Promise((done) => {
      const took = [];
      let last = 0;
      const step = (now) => {
        if (last > 0) took.push(now - last);
        last = now;
        scroller.scrollTop += pixels;
        if (took.length < frames) requestAnimationFrame(step);
        else done(took);
      };
      requestAnimationFrame(step);
    })";

/// Milliseconds of each frame while the element scrolls.
pub(super) async fn pass(window: &Window, selector: &str) -> anyhow::Result<Vec<f64>> {
    let arguments = [json!(selector), json!(FRAMES), json!(PIXELS)];
    let took = window.run(PASS, &arguments).await?;
    let took: Vec<f64> = serde_json::from_value(took).context("times of frames")?;
    Ok(took.into_iter().skip(LEFT_OUT).collect())
}

/// Goes to the end, where the last row is drawn.
pub(super) async fn to_end(window: &Window, selector: &str) -> anyhow::Result<()> {
    let script = "const scroller = document.querySelector(arguments[0]);
        scroller.scrollTop = scroller.scrollHeight; return true";
    window.run(script, &[json!(selector)]).await?;
    window.wait_until_drawn().await
}
