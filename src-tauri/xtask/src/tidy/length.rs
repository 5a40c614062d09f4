//! Files and functions that a reader can take in.

use super::Finding;
use super::sources::Source;

const LONGEST_FILE: usize = 600;
const LONGEST_MEDIAN: usize = 150;
const LONGEST_FUNCTION: usize = 80;
const LONGEST_COMPONENT: usize = 199;

/// The length of one file and of the functions in it.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    if !source.is_code() {
        return Vec::new();
    }
    let lines = source.text.lines().count();
    let mut findings = Vec::new();
    let longest = if is_component(source) {
        LONGEST_COMPONENT
    } else {
        LONGEST_FILE
    };
    if lines > longest {
        let message = format!("{lines} lines, at most {longest} are allowed: split by meaning");
        findings.push(Finding::in_file(source, message));
    }
    if source.extension() == "rs" {
        findings.extend(long_functions(source));
    }
    findings
}

/// The length that half of all files stay below.
pub(super) fn median(sources: &[Source]) -> Option<Finding> {
    let code = sources.iter().filter(|source| source.is_code());
    let mut lengths: Vec<usize> = code.map(|source| source.text.lines().count()).collect();
    lengths.sort_unstable();
    let median = *lengths.get(lengths.len() / 2)?;
    (median > LONGEST_MEDIAN).then(|| Finding {
        path: "the whole project".to_owned(),
        line: 0,
        message: format!(
            "the median file has {median} lines, at most {LONGEST_MEDIAN} are allowed"
        ),
    })
}

fn is_component(source: &Source) -> bool {
    let is_test = source.path.contains(".test.") || source.path.contains(".spec.");
    source.path.starts_with("ui/src/") && source.extension() == "tsx" && !is_test
}

/// The formatter puts a function's closing brace under the first letter of its signature, so that
/// counting needs no parser.
fn long_functions(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (number, line) in source.numbered_lines() {
        let indentation = line.len() - line.trim_start().len();
        match open {
            Some((begun, depth)) if indentation == depth && line.trim_start().starts_with('}') => {
                let lines = number - begun + 1;
                if lines > LONGEST_FUNCTION {
                    let message =
                        format!("a function of {lines} lines, at most {LONGEST_FUNCTION}");
                    findings.push(Finding::at(source, begun, message));
                }
                open = None;
            }
            None if begins_function(line) => open = Some((number, indentation)),
            _ => {}
        }
    }
    findings
}

fn begins_function(line: &str) -> bool {
    let mut words = line.split_whitespace().skip_while(|word| {
        word.starts_with("pub") || matches!(*word, "async" | "const" | "crate)" | "super)")
    });
    let is_function = words.next() == Some("fn");
    // A declaration in a trait has no body, one on a single line has nothing to count.
    is_function && !line.trim_end().ends_with([';', '}'])
}

#[cfg(test)]
mod tests {
    use super::super::sources::source;
    use super::*;

    fn function(lines: usize) -> String {
        format!(
            "    pub(crate) async fn long() {{\n{}    }}\n",
            "        x();\n".repeat(lines - 2)
        )
    }

    #[test]
    fn a_function_of_eighty_lines_passes_and_one_more_does_not() {
        let passes = source("a.rs", &function(80));
        assert_eq!(check(&passes), [], "exactly the longest allowed");
        let breaks = source("a.rs", &function(81));
        let findings = check(&breaks);
        assert_eq!(findings.len(), 1, "one line too many: {findings:?}");
    }

    #[test]
    fn a_declaration_without_a_body_does_not_swallow_what_follows() {
        let text = format!("    fn declared(&self);\n{}", function(81));
        let findings = check(&source("a.rs", &text));
        assert_eq!(
            findings.first().map(|finding| finding.line),
            Some(2),
            "the second one"
        );
    }

    #[test]
    fn a_long_file_is_found_and_a_long_text_is_none_of_its_business() {
        let text = "x\n".repeat(601);
        assert_eq!(check(&source("a.ts", &text)).len(), 1, "code is counted");
        assert_eq!(
            check(&source("Cargo.lock", &text)),
            [],
            "a lock file is not code"
        );
        assert_eq!(
            check(&source("ui/src/contract/a.ts", &text)),
            [],
            "nor what is generated"
        );
    }

    #[test]
    fn components_are_shorter_than_other_files() {
        let text = "x\n".repeat(200);
        assert_eq!(
            check(&source("ui/src/features/a.tsx", &text)).len(),
            1,
            "a component"
        );
        assert_eq!(
            check(&source("ui/src/features/a.test.tsx", &text)),
            [],
            "its test"
        );
    }

    #[test]
    fn the_median_is_over_all_code() {
        let long = || source("a.rs", &"x\n".repeat(151));
        let short = || source("b.rs", "x\n");
        assert!(
            median(&[long(), long(), short()]).is_some(),
            "most are long"
        );
        assert!(
            median(&[long(), short(), short()]).is_none(),
            "most are short"
        );
        assert!(median(&[]).is_none(), "nothing to measure");
    }
}
