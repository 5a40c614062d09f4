//! What was measured, and whether that is good enough.

use std::fmt::Write as _;

use serde::Serialize;

/// What a row promises.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Budget {
    /// The figure is this or more.
    AtLeast(f64),
    /// The figure is this or less.
    AtMost(f64),
}

impl Budget {
    fn is_met(self, figure: f64) -> bool {
        match self {
            Self::AtLeast(least) => figure >= least,
            Self::AtMost(most) => figure <= most,
        }
    }
}

/// One measured thing.
#[derive(Debug, Serialize)]
pub struct Row {
    /// What.
    pub what: String,
    /// The unit of both sides.
    pub unit: &'static str,
    /// Against what; none where the figure stands for itself.
    pub against: Option<String>,
    /// Our side, run by run.
    pub ours: Vec<f64>,
    /// The other side, run by run.
    pub floor: Vec<f64>,
    /// The median of the ratios of runs next to each other, ours by theirs; without another side the
    /// median of ours.
    pub figure: f64,
    /// What it should be.
    pub budget: Budget,
    /// Whether it is.
    pub is_met: bool,
}

impl Row {
    /// A ratio of two sides that ran in turn.
    #[must_use]
    pub fn ratio(
        what: &str,
        against: &str,
        unit: &'static str,
        runs: &[(f64, f64)],
        budget: Budget,
    ) -> Self {
        let ratios = runs.iter().map(|(ours, floor)| ours / floor).collect();
        let figure = median(ratios);
        Self {
            what: what.to_owned(),
            unit,
            against: Some(against.to_owned()),
            ours: runs.iter().map(|run| run.0).collect(),
            floor: runs.iter().map(|run| run.1).collect(),
            figure,
            budget,
            is_met: budget.is_met(figure),
        }
    }

    /// A figure that stands for itself.
    #[must_use]
    pub fn plain(what: &str, unit: &'static str, runs: Vec<f64>, budget: Budget) -> Self {
        let figure = median(runs.clone());
        Self {
            what: what.to_owned(),
            unit,
            against: None,
            ours: runs,
            floor: Vec::new(),
            figure,
            budget,
            is_met: budget.is_met(figure),
        }
    }
}

/// All rows, and on what they were measured.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The operating system and the processor's kind.
    pub system: String,
    /// How many processors there were.
    pub processors: usize,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Report {
    /// A report of this machine.
    #[must_use]
    pub fn of(rows: Vec<Row>) -> Self {
        let (system, kind) = (std::env::consts::OS, std::env::consts::ARCH);
        Self {
            system: format!("{system} {kind}"),
            processors: std::thread::available_parallelism().map_or(1, Into::into),
            rows,
        }
    }

    /// For people.
    #[must_use]
    pub fn table(&self) -> String {
        let mut table = format!("{}, {} processors\n", self.system, self.processors);
        for row in &self.rows {
            let outcome = if row.is_met { "ok" } else { "MISSED" };
            let (sign, bound) = match row.budget {
                Budget::AtLeast(least) => ("≥", least),
                Budget::AtMost(most) => ("≤", most),
            };
            // Shares of a few per cent need more digits than ratios about one.
            let places = if row.figure < 0.1 { 4 } else { 2 };
            let figure = format!("{:.places$}", row.figure);
            let unit = row.unit;
            let ours = short(&row.ours);
            // Writing into a string cannot fail.
            match &row.against {
                Some(against) => writeln!(
                    table,
                    "{outcome:>6}  {figure:>6} × ({sign} {bound} ×)  {}: {ours} {unit}\n{:>28}against {against}: {} {unit}",
                    row.what,
                    "",
                    short(&row.floor),
                ),
                None => writeln!(
                    table,
                    "{outcome:>6}  {figure:>6} {unit} ({sign} {bound} {unit})  {}: {ours} {unit}",
                    row.what,
                ),
            }
            .ok();
        }
        table
    }
}

/// The median and the range of several runs.
fn short(runs: &[f64]) -> String {
    let least = runs.iter().copied().fold(f64::INFINITY, f64::min);
    let most = runs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    format!(
        "{} ({}–{})",
        digits(median(runs.to_vec())),
        digits(least),
        digits(most)
    )
}

fn digits(number: f64) -> String {
    if number >= 100.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.2}")
    }
}

/// The one in the middle; of an even number the lower one.
#[must_use]
pub fn median(values: Vec<f64>) -> f64 {
    percentile(values, 0.5)
}

/// The value below or at which this share of all values lies.
#[must_use]
pub fn percentile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    let index = (last as f64 * share).floor() as usize;
    values.get(index).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_is_the_median_of_the_ratios_of_neighbouring_runs() {
        let runs = [(8.0, 10.0), (10.0, 10.0), (1.0, 2.0)];
        let row = Row::ratio("ours", "theirs", "a second", &runs, Budget::AtLeast(0.8));
        assert!(
            (row.figure - 0.8).abs() < 1e-9,
            "of 0.8, 1 and 0.5: {row:?}"
        );
        assert!(row.is_met, "just enough");
    }

    #[test]
    fn a_budget_that_is_missed_stands_out() {
        let late = Row::plain(
            "waiting",
            "ms",
            vec![30.0, 40.0, 20.0],
            Budget::AtMost(25.0),
        );
        let table = Report::of(vec![late]).table();
        assert!(
            table.contains("MISSED") && table.contains("30.00 ms (≤ 25 ms)"),
            "{table}"
        );
    }

    #[test]
    fn a_small_share_is_told_in_more_digits() {
        let share = Row::ratio(
            "file",
            "JSON",
            "MB",
            &[(67.0, 1_000.0)],
            Budget::AtMost(0.08),
        );
        let table = Report::of(vec![share]).table();
        assert!(table.contains("0.0670 × (≤ 0.08 ×)"), "{table}");
    }

    #[test]
    fn a_high_percentile_leaves_out_the_worst() {
        let values = (1..=1000).map(f64::from).collect();
        assert!(
            (percentile(values, 0.99) - 990.0).abs() < 1e-9,
            "of 1 to 1000"
        );
    }
}
