//! How scores are columns of a CSV: a column for each criterion, written in the criterion's own system.

use domain::{CriterionKey, Score, Scores, ScoringSystem};

/// One criterion.
#[derive(Debug)]
pub(crate) struct ScoreColumn {
    pub(crate) heading: String,
    key: CriterionKey,
}

/// The columns of these criteria. Their headings differ from each other and from those `taken`.
///
/// A criterion that every flow has is headed by its key, which is the field's name in the API of
/// April 2026; any other by its name as Ribbon writes it.
pub(crate) fn score_columns<'a>(
    criteria: &Scores,
    taken: impl Iterator<Item = &'a str>,
) -> Vec<ScoreColumn> {
    let mut taken: Vec<String> = taken.map(str::to_owned).collect();
    let mut columns = Vec::new();
    for criterion in criteria.iter() {
        let heading = free(criterion, &taken);
        taken.push(heading.clone());
        columns.push(ScoreColumn {
            heading,
            key: criterion.key.clone(),
        });
    }
    columns
}

/// The criterion's heading, with its system where the plain one is taken, then with a number.
fn free(criterion: &Score, taken: &[String]) -> String {
    let is_free = |heading: &String| !taken.contains(heading);
    let name = criterion.name.trim();
    let with_system = match &criterion.system {
        ScoringSystem::OutOf5 => format!("{name} (out of 5)"),
        ScoringSystem::Percentage => format!("{name} (%)"),
        ScoringSystem::Binary => format!("{name} (yes/no)"),
        ScoringSystem::Other(system) => format!("{name} ({system})"),
    };
    let plain = match &criterion.system {
        _ if criterion.key.is_default() => criterion.key.as_str().to_owned(),
        ScoringSystem::Percentage => with_system.clone(),
        _ => name.to_owned(),
    };
    let numbered = (2_u32..).map(|number| format!("{with_system} {number}"));
    let mut headings = [plain, with_system.clone()].into_iter().chain(numbered);
    headings.find(is_free).unwrap_or(with_system)
}

impl ScoreColumn {
    /// What the criterion was given: out of 5, in percent, or yes or no; empty where it was not
    /// scored.
    pub(crate) fn text(&self, scores: &Scores) -> String {
        let score = scores.iter().find(|score| score.key == self.key);
        let given = score.and_then(|score| Some((&score.system, score.value?)));
        match given {
            None => String::new(),
            Some((ScoringSystem::Percentage, value)) => rounded(value * 20.0),
            Some((ScoringSystem::Binary, 5.0)) => "yes".to_owned(),
            Some((ScoringSystem::Binary, 0.0)) => "no".to_owned(),
            // Neither yes nor no: as Ribbon sent it.
            Some((_, value)) => value.to_string(),
        }
    }
}

/// Without the noise that multiplying leaves: 3.3 is 66 percent.
fn rounded(percent: f64) -> String {
    ((percent * 1e6).round() / 1e6).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(list: &[(&str, &str, Option<f64>)]) -> Scores {
        Scores::new(list.iter().map(|(name, system, value)| {
            ((*name).to_owned(), ScoringSystem::parse(system), *value)
        }))
    }

    fn headings(criteria: &Scores, taken: &[&str]) -> Vec<String> {
        let columns = score_columns(criteria, taken.iter().copied());
        columns.into_iter().map(|it| it.heading).collect()
    }

    #[test]
    fn no_two_columns_have_one_heading() {
        let criteria = scores(&[
            ("Communication", "out_of_5", None),
            ("Skills", "out_of_5", None),
            ("Skills", "percentage", None),
            ("Skills", "binary", None),
            ("Empathy", "out_of_5", None),
            ("Empathy", "binary", None),
            ("Empathy", "binary", None),
            ("Empathy", "colours", None),
            ("status", "out_of_5", None),
        ]);
        assert_eq!(
            headings(&criteria, &["status"]),
            [
                "communication",
                "skills",
                "Skills (%)",
                "Skills",
                "Empathy",
                "Empathy (yes/no)",
                "Empathy (yes/no) 2",
                "Empathy (colours)",
                "status (out of 5)",
            ]
        );
    }

    #[test]
    fn each_value_is_written_in_its_own_system() {
        let given = scores(&[
            ("A", "out_of_5", Some(4.0)),
            ("B", "out_of_5", Some(3.5)),
            ("C", "percentage", Some(3.3)),
            ("D", "binary", Some(5.0)),
            ("E", "binary", Some(0.0)),
            ("F", "binary", Some(2.0)),
            ("G", "colours", Some(1.0)),
            ("H", "percentage", None),
        ]);
        let columns = score_columns(&given, std::iter::empty());
        let texts: Vec<_> = columns.iter().map(|column| column.text(&given)).collect();
        assert_eq!(texts, ["4", "3.5", "66", "yes", "no", "2", "1", ""]);
        let none = Scores::default();
        assert!(columns.iter().all(|column| column.text(&none).is_empty()));
    }
}
