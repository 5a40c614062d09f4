//! A program and all that it has started, as the system accounts for them.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;

/// What the system counts processor time in, a second.
const TICKS: u64 = 100;

/// A process of this program.
pub(super) fn of(program: &Path) -> anyhow::Result<u32> {
    let found = pids()?.find(|pid| {
        fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|running| running == program)
    });
    found.with_context(|| format!("{} does not run", program.display()))
}

/// The process with all its descendants.
pub(super) fn family(first: u32) -> anyhow::Result<Vec<u32>> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for pid in pids()? {
        // One that has ended meanwhile has no parent.
        if let Some(parent) = stat(pid).and_then(|fields| fields.get(1)?.parse().ok()) {
            children.entry(parent).or_default().push(pid);
        }
    }
    let mut family = vec![first];
    let mut next = 0;
    while let Some(pid) = family.get(next) {
        family.extend(children.get(pid).into_iter().flatten());
        next += 1;
    }
    Ok(family)
}

/// Memory of all of them in KiB; what several share counts for each in part.
pub(super) fn memory_kib(family: &[u32]) -> u64 {
    let of_one = |pid: &u32| -> Option<u64> {
        let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        let line = text.lines().find(|line| line.starts_with("Pss:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    family.iter().filter_map(of_one).sum()
}

/// Processor time that all of them have taken.
pub(super) fn cpu(family: &[u32]) -> Duration {
    let of_one = |pid: &u32| -> Option<u64> {
        let fields = stat(*pid)?;
        let number = |at: usize| -> Option<u64> { fields.get(at)?.parse().ok() };
        Some(number(11)? + number(12)?)
    };
    let ticks: u64 = family.iter().filter_map(of_one).sum();
    Duration::from_millis(ticks * 1_000 / TICKS)
}

/// When the process was started, in milliseconds since 1970.
pub(super) fn started_ms(pid: u32) -> anyhow::Result<f64> {
    let fields = stat(pid).context("it has ended")?;
    let since_boot: u64 = fields.get(19).context("a start")?.parse()?;
    // The kernel's own `btime` is whole seconds; these are hundredths.
    let up = fs::read_to_string("/proc/uptime")?;
    let up: f64 = up.split(' ').next().context("uptime")?.parse()?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    #[expect(clippy::cast_precision_loss, reason = "a few years of hundredths")]
    let started = since_boot as f64 / TICKS as f64;
    Ok((now.as_secs_f64() - (up - started)) * 1_000.0)
}

/// The fields of `/proc/<pid>/stat` after the name: state, parent, …
fn stat(pid: u32) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = text.rsplit_once(") ")?;
    Some(fields.split(' ').map(str::to_owned).collect())
}

fn pids() -> anyhow::Result<impl Iterator<Item = u32>> {
    let entries = fs::read_dir("/proc").context("the list of processes")?;
    Ok(entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()))
}
