import { Choice } from "../../components/Choice";
import { Field, Labelled } from "../../components/Field";
import { Switch } from "../../components/Switch";
import type { FlowDraft, NamedId, NewFlow } from "../../contract/types";
import styles from "./NewFlowScreen.module.css";

/** As many questions as Ribbon takes. */
const MOST_QUESTIONS = 20;
const DEFAULT = "default";

export interface FlowForm {
  flow: NewFlow;
  draft: FlowDraft;
  set: (part: Partial<NewFlow>) => void;
  problem: (field: keyof NewFlow) => string | null;
}

/** Ribbon's own choice first: an empty id leaves it to Ribbon. */
function options(all: readonly NamedId[], byDefault: string) {
  return [{ id: DEFAULT, label: byDefault }, ...all.map(({ id, name }) => ({ id, label: name }))];
}

interface PickProps {
  label: string;
  value: string;
  all: readonly NamedId[];
  byDefault: string;
  onChange: (id: string) => void;
}

function Pick({ label, value, all, byDefault, onChange }: PickProps) {
  return (
    <Labelled label={label}>
      <Choice
        label={label}
        value={value === "" ? DEFAULT : value}
        options={options(all, byDefault)}
        onChange={(id) => onChange(id === DEFAULT ? "" : id)}
      />
    </Labelled>
  );
}

export function Basics({ flow, draft, set, problem }: FlowForm) {
  return (
    <section className={styles.section} aria-labelledby="basics-heading">
      <h2 id="basics-heading">What candidates see</h2>
      <Field
        label="Title"
        value={flow.title}
        onChange={(title) => set({ title })}
        error={problem("title")}
        placeholder="Backend Engineer"
        autoFocus
      />
      <Field
        label="Organisation"
        value={flow.org_name}
        onChange={(org_name) => set({ org_name })}
        error={problem("org_name")}
      />
      <div className={styles.pair}>
        <Pick
          label="Language"
          value={flow.language}
          all={draft.languages}
          byDefault="Ribbon’s default (English)"
          onChange={(language) => set({ language })}
        />
        <Pick
          label="Voice"
          value={flow.voice_id}
          all={draft.voices}
          byDefault="Ribbon’s default (Kate)"
          onChange={(voice_id) => set({ voice_id })}
        />
        {draft.teams.length > 1 ? (
          <Pick
            label="Team"
            value={flow.team_id}
            all={draft.teams}
            byDefault="The oldest team"
            onChange={(team_id) => set({ team_id })}
          />
        ) : null}
      </div>
    </section>
  );
}

export function Questions({ flow, set, problem }: FlowForm) {
  const asked = flow.questions.filter((question) => question.trim() !== "").length;
  return (
    <section className={styles.section} aria-labelledby="questions-heading">
      <h2 id="questions-heading">Questions</h2>
      <Field
        label="One question a line"
        rows={7}
        value={flow.questions.join("\n")}
        onChange={(text) => set({ questions: text === "" ? [] : text.split("\n") })}
        error={problem("questions")}
        details={`${asked} of at most ${MOST_QUESTIONS}. They are asked in this order.`}
      />
    </section>
  );
}

const TYPES = [
  { id: "recruitment", label: "Recruitment" },
  { id: "general", label: "General" },
];

export function Interviewer({ flow, set, problem }: FlowForm) {
  return (
    <section className={styles.section} aria-labelledby="interviewer-heading">
      <h2 id="interviewer-heading">The interviewer</h2>
      <Labelled label="Kind of interview">
        <Choice
          label="Kind of interview"
          value={flow.interview_type}
          options={TYPES}
          onChange={(interview_type) => set({ interview_type })}
        />
      </Labelled>
      <Field
        label="Says first"
        rows={2}
        value={flow.intro}
        onChange={(intro) => set({ intro })}
        error={problem("intro")}
      />
      <Field
        label="Says last"
        rows={2}
        value={flow.outro}
        onChange={(outro) => set({ outro })}
        error={problem("outro")}
      />
      <Field
        label="May use this background"
        rows={3}
        value={flow.additional_info}
        onChange={(additional_info) => set({ additional_info })}
      />
      <Field
        label="Should behave like this"
        rows={3}
        value={flow.additional_instructions}
        onChange={(additional_instructions) => set({ additional_instructions })}
        details="Tone, topics to avoid, rules to follow."
      />
    </section>
  );
}

export function Media({ flow, set, problem }: FlowForm) {
  return (
    <section className={styles.section} aria-labelledby="media-heading">
      <h2 id="media-heading">Recording and pages</h2>
      <Switch
        isOn={flow.is_video_enabled}
        onChange={(is_video_enabled) => set({ is_video_enabled })}
        details="Without it, sound alone is recorded."
      >
        Record video
      </Switch>
      <Switch
        isOn={flow.is_doc_upload_enabled}
        onChange={(is_doc_upload_enabled) => set({ is_doc_upload_enabled })}
        details="A résumé, for instance."
      >
        Candidates can add documents
      </Switch>
      <Field
        label="Logo’s address"
        type="url"
        value={flow.company_logo_url}
        onChange={(company_logo_url) => set({ company_logo_url })}
        error={problem("company_logo_url")}
        details="Ribbon’s own logo is shown where it is empty."
      />
      <Field
        label="Intro video’s address"
        type="url"
        value={flow.preamble_video_url}
        onChange={(preamble_video_url) => set({ preamble_video_url })}
        error={problem("preamble_video_url")}
        details="MP4, QuickTime or WebM of at most 100 MB that anybody can fetch. Shown before the interview."
      />
      <Field
        label="Page afterwards"
        type="url"
        value={flow.redirect_url}
        onChange={(redirect_url) => set({ redirect_url })}
        error={problem("redirect_url")}
      />
    </section>
  );
}
