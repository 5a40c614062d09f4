//! The closing lines of the test runners, repeated at the very end where people and programs look.

/// What the runners said, and the sum of it.
#[derive(Debug, Default)]
pub(crate) struct ClosingLines {
    lines: Vec<String>,
    passed: u64,
    failed: u64,
}

impl ClosingLines {
    /// Takes the closing lines from everything a runner printed: nextest, `cargo test` or vitest.
    pub(crate) fn take_from(&mut self, output: &str) {
        for line in output.lines() {
            let line = without_colours(line);
            let Some(counts) = counts_of(&line) else {
                continue;
            };
            let passed = count_before(counts, "passed");
            let failed = count_before(counts, "failed") + count_before(counts, "timed out");
            // Plain `cargo test` closes for every program, most of which have no tests.
            if passed + failed > 0 {
                self.lines.push(line.trim().to_owned());
            }
            self.passed += passed;
            self.failed += failed;
        }
    }

    /// The runners' lines, and one that sums them up.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(line);
            text.push('\n');
        }
        let (passed, failed) = (self.passed, self.failed);
        text + &format!("{passed} passed, {failed} failed\n")
    }
}

/// The part of a closing line that counts tests; `None` for every other line.
fn counts_of(line: &str) -> Option<&str> {
    // Indented, it is nextest's quotation from a failed test, which its summary counts already.
    if let Some(libtest) = line.strip_prefix("test result: ") {
        return libtest.split_once(". ").map(|(_, counts)| counts);
    }
    let line = line.trim();
    if let Some(nextest) = line.strip_prefix("Summary [") {
        return nextest.split_once("run: ").map(|(_, counts)| counts);
    }
    let vitest = line.strip_prefix("Tests ")?.trim_start();
    vitest
        .starts_with(|first: char| first.is_ascii_digit())
        .then_some(vitest)
}

fn count_before(counts: &str, word: &str) -> u64 {
    counts
        .split([',', ';', '|'])
        .filter_map(|part| part.trim().split_once(' '))
        .find(|(_, what)| what.starts_with(word))
        .and_then(|(number, _)| number.parse().ok())
        .unwrap_or(0)
}

/// The runners colour their output where a terminal or a CI system shows it.
fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, text)| text);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summed(output: &str) -> String {
        let mut lines = ClosingLines::default();
        lines.take_from(output);
        lines.text()
    }

    #[test]
    fn nextest_and_vitest_are_summed_up() {
        let output = "\
            PASS [   0.010s] domain status::is_open\n\
            Summary [  12.500s] 41 tests run: 40 passed (2 slow), 1 failed, 3 skipped\n\
            \u{1b}[2m      Tests \u{1b}[22m \u{1b}[32m9 passed\u{1b}[39m (9)\n";
        assert_eq!(
            summed(output),
            "Summary [  12.500s] 41 tests run: 40 passed (2 slow), 1 failed, 3 skipped\n\
             Tests  9 passed (9)\n\
             49 passed, 1 failed\n",
            "both closing lines, then the sum"
        );
    }

    #[test]
    fn a_test_that_timed_out_counts_as_failed() {
        let output = "Summary [ 9.0s] 3 tests run: 1 passed, 1 failed, 1 timed out, 0 skipped";
        assert!(
            summed(output).ends_with("1 passed, 2 failed\n"),
            "timed out is not passed"
        );
    }

    #[test]
    fn plain_cargo_test_is_summed_over_its_programs() {
        let output = "test result: ok. 5 passed; 0 failed; 0 ignored; finished in 0.1s\n\
            test result: FAILED. 2 passed; 1 failed; 0 ignored; finished in 0.1s\n";
        assert!(
            summed(output).ends_with("7 passed, 1 failed\n"),
            "every program counts"
        );
    }

    #[test]
    fn a_failed_test_that_nextest_quotes_is_not_counted_twice() {
        let output = "    test result: FAILED. 0 passed; 1 failed; 0 ignored; finished in 0.1s\n\
            Summary [ 9.0s] 2 tests run: 1 passed, 1 failed, 0 skipped\n";
        assert!(
            summed(output).ends_with("1 passed, 1 failed\n"),
            "only the summary counts"
        );
    }

    #[test]
    fn vitest_failures_stand_before_its_passes() {
        assert!(
            summed(" Tests  2 failed | 7 passed (9)").ends_with("7 passed, 2 failed\n"),
            "both are read"
        );
    }

    #[test]
    fn other_lines_that_begin_alike_are_not_counted() {
        assert_eq!(
            summed("Tests are named as sentences\nSummary of nothing\n"),
            "0 passed, 0 failed\n",
            "no numbers, no closing line"
        );
    }
}
