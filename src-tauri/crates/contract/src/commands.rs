//! The list of commands: declared once, here. The program's handlers and the window's calls are
//! both checked against it.

/// Calls `$callback!` with every command as `name(Argument) -> Answer`.
#[macro_export]
macro_rules! for_each_command {
    ($callback:ident) => {
        $callback! {
            app_state() -> AppState;
            connect(Connect) -> AppState;
            explore_sample() -> AppState;
            leave_sample() -> AppState;
            sync_state() -> SyncState;
            sync_now() -> ();
            sweep_now() -> ();
            changes_since(i64) -> Changes;
            flows() -> Vec<FlowSummary>;
            board(String) -> Board;
            board_cards(CardsQuery) -> Vec<Card>;
            inbox(InboxQuery) -> InboxPage;
            inbox_mark(InboxMark) -> ();
            digest(i64) -> Digest;
            candidate(i64) -> CandidateDetail;
            interview(String) -> InterviewDetail;
            media(MediaQuery) -> Media;
            waveform(String) -> Option<Waveform>;
            open_in_ribbon(String) -> ();
            take_target() -> Option<Target>;
            settings() -> Settings;
            set_settings(Settings) -> Settings;
            speak(Language) -> bool;
            show_test_notice(TestNotice) -> ();
            starts_at_login() -> bool;
            set_starts_at_login(bool) -> bool;
            pair(Pair) -> SyncState;
            unpair() -> SyncState;
            join_channel(JoinChannel) -> SyncState;
            leave_channel() -> SyncState;
            dismiss_gap(i64) -> SyncState;
            organisation_secret() -> bool;
            set_organisation_secret(OrganisationSecret) -> bool;
            quarantine() -> Quarantine;
            retry_quarantine() -> RetriedQuarantine;
            unreadable_items() -> Vec<UnreadableItem>;
            flows_page() -> FlowsPage;
            flow_page(String) -> FlowPage;
            flow_draft() -> FlowDraft;
            make_flow(NewFlow) -> MadeFlow;
            archive_flow(String) -> ();
            dismiss_unclear_flow(i64) -> ();
            revoke_recordings(String) -> ();
            erase_interview(String) -> ();
            erase_recordings(String) -> ();
            team_members() -> Vec<NamedId>;
            invite_one(InviteOne) -> InviteBatch;
            plan_invites(InviteFileQuery) -> InvitePlan;
            start_invites(InviteFileQuery) -> InviteBatch;
            stop_invites(i64) -> InviteBatch;
            resume_invites(i64) -> InviteBatch;
            invite_batches() -> Vec<InviteBatch>;
            invite_rows(InviteRowsQuery) -> InviteRows;
            decide_invite(InviteDecision) -> ();
            save_invites(i64) -> SavedFile;
            people(PeopleQuery) -> PeoplePage;
            people_ids(PeopleFilter) -> Vec<i64>;
            people_facets() -> PeopleFacets;
            export_people(PeopleExport) -> SavedFile;
            mark_candidates(CandidateMark) -> ();
            tags() -> Vec<Tag>;
            notes(i64) -> Vec<Note>;
            put_note(PutNote) -> Note;
            remove_note(String) -> ();
            saved_views() -> Vec<SavedView>;
            put_view(SavedView) -> SavedView;
            remove_view(String) -> ();
            export_marks() -> SavedFile;
            import_marks(String) -> ImportedMarks;
            set_columns(ColumnOrder) -> Board;
            search(SearchQuery) -> SearchAnswer;
            compare(CompareQuery) -> Comparison;
            insights(InsightsQuery) -> Insights;
            save_text(SaveText) -> SavedFile;
        }
    };
}

macro_rules! names {
    ($($name:ident($($argument:ty)?) -> $answer:ty;)*) => {
        /// The names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}
crate::for_each_command!(names);
