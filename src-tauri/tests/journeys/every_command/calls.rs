//! Every command with an argument and what it answers, in the order in which they are called.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// What a call answers in the end.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expected {
    /// No content.
    Nothing,
    /// Any content.
    Something,
    /// A list with something in it, at this JSON pointer.
    Filled(&'static str),
    /// Either: the program may have nothing to answer.
    Either,
    /// Content with this text at this JSON pointer.
    Text(&'static str, &'static str),
    /// An error of the contract, with this code.
    Error(&'static str),
}

/// One call: the command, its argument (null for none) and the answer.
pub(super) type Call = (&'static str, fn(&Facts) -> Value, Expected);

/// What the arguments are made of.
pub(super) struct Facts {
    pub(super) flow: String,
    pub(super) interview: String,
    pub(super) api_key: String,
    /// What the commands before have answered.
    pub(super) answers: BTreeMap<&'static str, Value>,
}

impl Facts {
    /// A part of an earlier answer, by its JSON pointer.
    fn from(&self, command: &str, pointer: &str) -> Value {
        let part = self.answers[command].pointer(pointer);
        let part = part.unwrap_or_else(|| panic!("no {pointer} in the answer of {command}"));
        part.clone()
    }

    fn candidate(&self, row: usize) -> Value {
        self.from("people", &format!("/rows/{row}/candidate_id"))
    }

    fn list(&self) -> Value {
        let file = json!({"name": "list.csv", "base64": LIST});
        json!({"flow_id": self.flow, "file": file, "mapping": null, "skip_repeats": true})
    }
}

/// `E-mail`, then `nora.berg@example.com`.
const LIST: &str = "RS1tYWlsCm5vcmEuYmVyZ0BleGFtcGxlLmNvbQo=";

fn none(_: &Facts) -> Value {
    Value::Null
}

/// The calls that change nothing come first, those that end a life of the program last.
pub(super) const CALLS: &[&[Call]] = &[READING, MARKING, SETTING, SOURCES, WRITING, BEGINNING];

const READING: &[Call] = &[
    ("app_state", none, Expected::Text("/phase", "connected")),
    ("sync_state", none, Expected::Something),
    ("sync_now", none, Expected::Nothing),
    ("sweep_now", none, Expected::Nothing),
    ("changes_since", |_| json!(0), Expected::Filled("/changes")),
    ("take_target", none, Expected::Nothing),
    ("flows", none, Expected::Filled("")),
    ("board", |it| json!(it.flow), Expected::Filled("/columns")),
    (
        "board_cards",
        |it| json!({"flow_id": it.flow, "column": "none", "offset": 0, "limit": 10}),
        Expected::Filled(""),
    ),
    (
        "inbox",
        |_| json!({"limit": 10}),
        Expected::Filled("/items"),
    ),
    ("digest", |_| json!(0), Expected::Something),
    (
        "people",
        |_| json!({"limit": 10}),
        Expected::Filled("/rows"),
    ),
    ("people_ids", |_| json!({}), Expected::Filled("")),
    ("people_facets", none, Expected::Filled("/languages")),
    (
        "candidate",
        |it| it.candidate(0),
        Expected::Filled("/interviews"),
    ),
    (
        "interview",
        |it| json!(it.interview),
        Expected::Text("/interview/status", "completed"),
    ),
    (
        "media",
        |it| json!({"interview_id": it.interview, "kind": "audio"}),
        Expected::Something,
    ),
    // There is a waveform once the recording is kept here.
    ("waveform", |it| json!(it.interview), Expected::Either),
    (
        "compare",
        |it| json!({"candidate_ids": [it.candidate(0), it.candidate(1)], "flow_id": null}),
        Expected::Filled("/candidates"),
    ),
    (
        "search",
        |_| json!({"text": "interview", "limit": 10}),
        Expected::Filled("/found"),
    ),
    (
        "insights",
        |_| json!({"from": 0, "before": 86_400_000, "days": [0]}),
        Expected::Filled("/daily"),
    ),
    // A link that can be followed would open a browser.
    (
        "open_in_ribbon",
        |_| json!("no such interview"),
        Expected::Error("not_found"),
    ),
    ("flows_page", none, Expected::Filled("/flows")),
    (
        "flow_page",
        |it| json!(it.flow),
        Expected::Filled("/content/questions"),
    ),
    ("flow_draft", none, Expected::Filled("/teams")),
    ("team_members", none, Expected::Filled("")),
    ("quarantine", none, Expected::Something),
    ("retry_quarantine", none, Expected::Something),
    ("unreadable_items", none, Expected::Something),
];

const MARKING: &[Call] = &[
    (
        "inbox_mark",
        |it| json!({"ids": [it.from("inbox", "/items/0/id")], "starred": true}),
        Expected::Nothing,
    ),
    (
        "mark_candidates",
        |it| json!({"candidate_ids": [it.candidate(0)], "add_tags": ["journey"]}),
        Expected::Nothing,
    ),
    ("tags", none, Expected::Text("/0/name", "journey")),
    (
        "put_note",
        |it| {
            json!({
                "note_id": null,
                "candidate_id": it.candidate(0),
                "interview_id": null,
                "at_seconds": null,
                "text": "Calm",
            })
        },
        Expected::Text("/text", "Calm"),
    ),
    (
        "notes",
        |it| it.candidate(0),
        Expected::Text("/0/text", "Calm"),
    ),
    (
        "put_view",
        |_| json!({"view_id": "", "name": "Mine", "filter": {"tag": "journey"}, "columns": []}),
        Expected::Text("/name", "Mine"),
    ),
    ("saved_views", none, Expected::Text("/0/name", "Mine")),
    (
        "set_columns",
        |it| json!({"flow_id": it.flow, "keys": []}),
        Expected::Filled("/columns"),
    ),
    ("export_marks", none, Expected::Something),
    (
        "import_marks",
        |it| {
            let path = it.from("export_marks", "/path");
            json!(std::fs::read_to_string(path.as_str().unwrap()).unwrap())
        },
        Expected::Something,
    ),
    (
        "remove_note",
        |it| it.from("put_note", "/note_id"),
        Expected::Nothing,
    ),
    (
        "remove_view",
        |it| it.from("put_view", "/view_id"),
        Expected::Nothing,
    ),
    (
        "export_people",
        |it| json!({"candidate_ids": [it.candidate(0)]}),
        Expected::Something,
    ),
    (
        "save_text",
        |_| json!({"file_name": "journey.csv", "content": "a,b\r\n", "is_base64": false}),
        Expected::Something,
    ),
];

const SETTING: &[Call] = &[
    ("settings", none, Expected::Something),
    (
        "set_settings",
        |it| it.answers["settings"].clone(),
        Expected::Something,
    ),
    ("speak", |_| json!("en"), Expected::Something),
    (
        "show_test_notice",
        |_| json!({"title": "A journey", "body": "Every command is called."}),
        Expected::Nothing,
    ),
    ("starts_at_login", none, Expected::Something),
    ("set_starts_at_login", |_| json!(true), Expected::Something),
];

const SOURCES: &[Call] = &[
    (
        "pair",
        |_| json!({"line": "no address"}),
        Expected::Error("bad_request"),
    ),
    ("unpair", none, Expected::Something),
    (
        "join_channel",
        |_| json!({"address": "no address"}),
        Expected::Error("bad_request"),
    ),
    ("leave_channel", none, Expected::Something),
    (
        "set_organisation_secret",
        |_| json!({"secret": "the organisation's secret"}),
        Expected::Something,
    ),
    ("organisation_secret", none, Expected::Something),
    ("dismiss_gap", |_| json!(0), Expected::Error("not_found")),
];

/// What Ribbon is asked to do.
const WRITING: &[Call] = &[
    (
        "invite_one",
        |it| {
            json!({
                "flow_id": it.flow,
                "email": "ida.holm@example.com",
                "first_name": "Ida",
                "last_name": "Holm",
                "recruiter_id": it.from("team_members", "/0/id"),
            })
        },
        Expected::Something,
    ),
    ("plan_invites", Facts::list, Expected::Filled("/preview")),
    ("start_invites", Facts::list, Expected::Something),
    (
        "stop_invites",
        |it| it.from("start_invites", "/id"),
        Expected::Something,
    ),
    (
        "resume_invites",
        |it| it.from("start_invites", "/id"),
        Expected::Something,
    ),
    ("invite_batches", none, Expected::Filled("")),
    (
        "invite_rows",
        |it| json!({"batch_id": it.from("start_invites", "/id"), "only": null, "offset": 0, "limit": 10}),
        Expected::Text("/rows/0/email", "nora.berg@example.com"),
    ),
    (
        "decide_invite",
        |_| json!({"decision": "leave", "id": 0}),
        Expected::Nothing,
    ),
    (
        "save_invites",
        |it| it.from("start_invites", "/id"),
        Expected::Something,
    ),
    ("make_flow", new_flow, Expected::Something),
    (
        "archive_flow",
        |it| it.from("make_flow", "/flow_id"),
        Expected::Nothing,
    ),
    ("dismiss_unclear_flow", |_| json!(0), Expected::Nothing),
    (
        "revoke_recordings",
        |it| json!(it.interview),
        Expected::Nothing,
    ),
    (
        "erase_interview",
        |it| json!(it.interview),
        Expected::Error("bad_request"),
    ),
    (
        "erase_recordings",
        |_| json!("unheard-of"),
        Expected::Error("not_found"),
    ),
];

/// A flow with what Ribbon needs, and everything else left to Ribbon.
fn new_flow(it: &Facts) -> Value {
    json!({
        "org_name": it.from("flow_draft", "/org_name"),
        "title": "Made by a journey",
        "questions": ["What do you like about maps?"],
        "team_id": it.from("flow_draft", "/teams/0/id"),
        "voice_id": "",
        "language": "",
        "interview_type": "recruitment",
        "is_video_enabled": false,
        "is_doc_upload_enabled": false,
        "intro": "",
        "outro": "",
        "additional_info": "",
        "additional_instructions": "",
        "company_logo_url": "",
        "preamble_video_url": "",
        "redirect_url": "",
        "webhook_url": "",
        "webhook_secret_key": "",
    })
}

const BEGINNING: &[Call] = &[
    ("explore_sample", none, Expected::Text("/phase", "sample")),
    ("leave_sample", none, Expected::Text("/phase", "first_run")),
    (
        "connect",
        |it| json!({"api_key": it.api_key}),
        Expected::Text("/phase", "connected"),
    ),
];
