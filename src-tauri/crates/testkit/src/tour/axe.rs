//! [axe](https://github.com/dequelabs/axe-core) in the page, as the window's own tests have it
//! installed.

use std::path::Path;

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::webdriver::Window;

/// Below the folder of this package.
const SOURCE: &str = "../../../ui/node_modules/axe-core/axe.min.js";

const RUN: &str = "return axe.run(document, { runOnly: {
      type: 'tag',
      values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    } }).then(({ passes, violations }) => ({
      looked: passes.length,
      found: violations.flatMap(({ id, nodes }) => nodes.map(
        ({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join(' ')}`)),
    }))";

/// What axe finds on the page as it is: a line each.
///
/// # Errors
/// When axe is not installed or looks at nothing.
pub async fn findings(window: &Window) -> anyhow::Result<Vec<String>> {
    if window.run("return typeof axe", &[]).await? != "object" {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SOURCE);
        let source = std::fs::read_to_string(&path)
            .with_context(|| format!("{}: `npm ci` in ui puts it there", path.display()))?;
        window.run(&source, &[]).await.context("loading axe")?;
    }
    let told = window.run(RUN, &[]).await.context("running axe")?;
    let looked = told.get("looked").and_then(Value::as_u64).unwrap_or(0);
    ensure!(looked > 10, "axe must have looked at something: {told}");
    let found = told.get("found").cloned().unwrap_or_default();
    serde_json::from_value(found).context("what axe has found")
}
