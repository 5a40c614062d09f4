//! How many status changes the user was told of, read from the notifications as the user reads them.

use testkit::desktop::notifications::Notification;

/// Those told alone, and those that a notice of several counts.
pub(crate) fn status_changes(shown: &[Notification]) -> usize {
    shown.iter().map(in_one).sum()
}

fn in_one(shown: &Notification) -> usize {
    match shown.summary.as_str() {
        "Status changed" => 1,
        "New from Ribbon" => counted(&shown.body).unwrap_or_default(),
        _ => 0,
    }
}

/// The 4 of `2 interviews processed, 4 status changes in 3 flows`.
fn counted(body: &str) -> Option<usize> {
    let (parts, _) = body.rsplit_once(" in ")?;
    let part = parts
        .split(", ")
        .find(|part| part.contains("status change"))?;
    part.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::UnixMs;
    use domain::notification::policy::{LocalTime, Policy};
    use domain::notification::{NoticeKind, Pending, plan};

    use super::*;

    /// The app's own words for so many status changes and videos at a time.
    fn words(changes: usize, videos: usize) -> Vec<Notification> {
        let kinds = [
            vec![NoticeKind::Status; changes],
            vec![NoticeKind::Video; videos],
        ];
        let ready: Vec<Pending> = (1..)
            .zip(kinds.concat())
            .map(|(id, kind)| Pending {
                id,
                kind,
                candidate: Some("Jane Doe".to_owned()),
                flow: Some("Backend in Berlin".to_owned()),
                average: None,
                statuses: (None, Some("shortlisted".to_owned())),
                flow_id: "f1".to_owned(),
                due_at: UnixMs(0),
                is_read: false,
            })
            .collect();
        let notices = plan(&ready, &[], LocalTime::default(), &Policy::default()).show;
        notices
            .into_iter()
            .map(|notice| Notification {
                id: 1,
                app_name: String::new(),
                summary: notice.title,
                body: notice.body,
                actions: Vec::new(),
                hints: BTreeMap::new(),
                replaces_id: 0,
                closed: false,
            })
            .collect()
    }

    #[test]
    fn status_changes_are_counted_alone_and_in_company() {
        for (changes, videos) in [(0, 1), (1, 0), (2, 1), (1, 4), (5, 2), (0, 6), (4, 0)] {
            let told = status_changes(&words(changes, videos));
            assert_eq!(told, changes, "{changes} among {videos} videos");
        }
    }
}
