//! The same question in several interviews: which parts of a conversation belong to which question of
//! the flow, and how it was put.

use crate::{QuestionSpan, Segment};

/// The role under which the interviewer speaks. Whoever else speaks is the candidate.
const INTERVIEWER: &str = "agent";

/// What was asked and answered of one question in one interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// How the interviewer put it; `None` where it was put as in the script, or nothing tells.
    pub asked_as: Option<String>,
    /// What the candidate said, turn by turn.
    pub said: Vec<String>,
    /// Where the answer begins, in seconds.
    pub start: f64,
    /// Where it ends, in seconds.
    pub end: f64,
}

/// One question, and each interview's answer in the order of the interviews.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The question as it was given when the flow was made.
    pub text: String,
    /// `None` where an interview did not deal with it.
    pub answers: Vec<Option<Answered>>,
}

/// Puts the answers of several interviews beside each other, by the questions of the script and then by
/// those that only an interview's mapping names (the script may have been changed since). A mapping
/// names the question of the script whatever words the interviewer chose; it is recognised without
/// regard to case, white space and signs.
pub fn side_by_side(
    script: &[String],
    interviews: &[(&[QuestionSpan], &[Segment])],
) -> Vec<Compared> {
    let mut texts: Vec<&str> = Vec::new();
    let mapped = interviews.iter().flat_map(|(spans, _)| *spans);
    let mapped = mapped.map(|span| span.script_question.as_str());
    for text in script.iter().map(String::as_str).chain(mapped) {
        if !texts.iter().any(|known| is_same(known, text)) {
            texts.push(text);
        }
    }
    let compared = texts.into_iter().map(|text| Compared {
        text: text.to_owned(),
        answers: interviews
            .iter()
            .map(|(spans, segments)| answered(text, spans, segments))
            .collect(),
    });
    compared.collect()
}

/// What was asked and answered of a question; asked several times, all of it is one answer.
fn answered(text: &str, spans: &[QuestionSpan], segments: &[Segment]) -> Option<Answered> {
    let own = spans
        .iter()
        .filter(|span| is_same(&span.script_question, text));
    own.map(|span| in_span(span, segments))
        .reduce(|mut whole, more| {
            whole.said.extend(more.said);
            whole.start = whole.start.min(more.start);
            whole.end = whole.end.max(more.end);
            whole
        })
}

fn in_span(span: &QuestionSpan, segments: &[Segment]) -> Answered {
    let turns: Vec<&Segment> = span
        .items
        .iter()
        .filter_map(|item| segments.get(usize::try_from(*item).ok()?))
        .collect();
    let asked = turns.iter().take_while(|turn| is_interviewer(turn));
    let asked: Vec<&str> = asked.map(|turn| turn.content.trim()).collect();
    let asked = asked.join(" ");
    let answers = || turns.iter().filter(|turn| !is_interviewer(turn));
    let words = || answers().flat_map(|turn| &turn.words);
    Answered {
        asked_as: (!plain(&asked).is_empty() && !contains(&asked, &span.script_question))
            .then_some(asked),
        said: answers().map(|turn| turn.content.clone()).collect(),
        start: words().next().map_or(span.start, |word| word.start),
        end: words().last().map_or(span.end, |word| word.end),
    }
}

fn is_interviewer(turn: &Segment) -> bool {
    turn.role == INTERVIEWER
}

fn is_same(one: &str, other: &str) -> bool {
    one == other || plain(one) == plain(other)
}

/// Whether the question was put in these words, whatever was said before and after.
fn contains(asked: &str, question: &str) -> bool {
    let (asked, question) = (plain(asked), plain(question));
    !question.is_empty() && format!(" {asked} ").contains(&format!(" {question} "))
}

/// Words in small letters with one space between.
fn plain(text: &str) -> String {
    let words = text.split(|sign: char| !sign.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Word;

    fn turn(role: &str, content: &str, start: f64) -> Segment {
        let word = Word {
            start,
            end: start + 2.0,
            word: content.into(),
        };
        Segment {
            role: role.into(),
            content: content.into(),
            words: vec![word],
        }
    }

    fn span(question: &str, items: &[u32]) -> QuestionSpan {
        QuestionSpan {
            script_question: question.into(),
            items: items.to_vec(),
            start: 1.0,
            end: 99.0,
        }
    }

    fn one(spans: &[QuestionSpan], segments: &[Segment]) -> Answered {
        let script = ["Why us?".to_owned()];
        let mut compared = side_by_side(&script, &[(spans, segments)]);
        compared
            .remove(0)
            .answers
            .remove(0)
            .expect("it was dealt with")
    }

    #[test]
    fn the_same_question_stands_beside_itself_however_the_mapping_writes_it() {
        let segments = [turn("agent", "Why us?", 5.0), turn("user", "Because", 8.0)];
        let (first, second) = ([span("why  us", &[0, 1])], [span("WHY US?!", &[1])]);
        let script = ["Why us?".to_owned(), "Why now?".to_owned()];
        let all: [(&[QuestionSpan], &[Segment]); 3] =
            [(&first, &segments), (&second, &segments), (&[], &segments)];
        let compared = side_by_side(&script, &all);
        let texts: Vec<&str> = compared.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["Why us?", "Why now?"], "the script's own words");
        let dealt: Vec<bool> = compared[0].answers.iter().map(Option::is_some).collect();
        assert_eq!(dealt, [true, true, false], "the third was not asked");
        assert_eq!(compared[1].answers, [None, None, None]);
    }

    #[test]
    fn questions_that_only_a_mapping_names_come_last() {
        let segments = [turn("user", "Berlin", 1.0)];
        let spans = [span("Where from?", &[0]), span("Why us?", &[])];
        let compared = side_by_side(&["Why us?".to_owned()], &[(&spans[..], &segments[..])]);
        let texts: Vec<&str> = compared.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["Why us?", "Where from?"]);
    }

    #[test]
    fn other_words_of_the_interviewer_are_told_and_the_script_s_are_not() {
        let other = [
            turn("agent", "Thanks!", 1.0),
            turn("agent", "What drew you to us?", 3.0),
            turn("user", "The team", 6.0),
            turn("agent", "Anything else?", 9.0),
            turn("user", "The pay", 12.0),
        ];
        let answer = one(&[span("Why us?", &[0, 1, 2, 3, 4])], &other);
        assert_eq!(
            answer.asked_as.as_deref(),
            Some("Thanks! What drew you to us?")
        );
        assert_eq!(
            answer.said,
            ["The team", "The pay"],
            "the candidate's turns alone"
        );
        assert_eq!(
            (answer.start, answer.end),
            (6.0, 14.0),
            "where the candidate speaks"
        );
        let same = [
            turn("agent", "Great. So, why us?", 1.0),
            turn("user", "Pay", 3.0),
        ];
        assert_eq!(
            one(&[span("Why us?", &[0, 1])], &same).asked_as,
            None,
            "as in the script"
        );
        assert_eq!(
            one(&[span("Why us?", &[1])], &same).asked_as,
            None,
            "nothing tells"
        );
    }

    #[test]
    fn a_question_that_was_asked_twice_is_one_answer() {
        let segments = [turn("user", "A", 5.0), turn("user", "B", 50.0)];
        let answer = one(&[span("Why us?", &[0]), span("Why us?", &[1])], &segments);
        assert_eq!(answer.said, ["A", "B"]);
        assert_eq!(
            (answer.start, answer.end),
            (5.0, 52.0),
            "from the first to the last"
        );
    }

    #[test]
    fn items_that_name_no_turn_leave_the_span_s_own_times() {
        let answer = one(&[span("Why us?", &[7])], &[]);
        assert_eq!((answer.start, answer.end), (1.0, 99.0));
        assert!(
            answer.said.is_empty() && answer.asked_as.is_none(),
            "{answer:?}"
        );
    }
}
