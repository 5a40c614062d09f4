import { Choice } from "../../components/Choice";
import { Field, Labelled } from "../../components/Field";
import { Switch } from "../../components/Switch";
import type { FlowDraft, NewFlow } from "../../contract/types";
import { useWords } from "../../words/words";
import { DefaultPick } from "./DefaultPick";
import styles from "./NewFlowScreen.module.css";

/** As many questions as Ribbon takes. */
const MOST_QUESTIONS = 20;

export interface FlowForm {
  flow: NewFlow;
  draft: FlowDraft;
  set: (part: Partial<NewFlow>) => void;
  problem: (field: keyof NewFlow) => string | null;
}

export function Basics({ flow, draft, set, problem }: FlowForm) {
  const { t } = useWords("flows");
  return (
    <section className={styles.section} aria-labelledby="basics-heading">
      <h2 id="basics-heading">{t("new.basics")}</h2>
      <Field
        label={t("new.name")}
        value={flow.title}
        onChange={(title) => set({ title })}
        error={problem("title")}
        placeholder={t("new.nameExample")}
        autoFocus
      />
      <Field
        label={t("new.organisation")}
        value={flow.org_name}
        onChange={(org_name) => set({ org_name })}
        error={problem("org_name")}
      />
      <div className={styles.pair}>
        <DefaultPick
          label={t("new.language")}
          value={flow.language}
          all={draft.languages}
          byDefault={t("new.languageDefault")}
          onChange={(language) => set({ language })}
        />
        <DefaultPick
          label={t("new.voice")}
          value={flow.voice_id}
          all={draft.voices}
          byDefault={t("new.voiceDefault")}
          onChange={(voice_id) => set({ voice_id })}
        />
        {draft.teams.length > 1 ? (
          <DefaultPick
            label={t("new.team")}
            value={flow.team_id}
            all={draft.teams}
            byDefault={t("new.teamDefault")}
            onChange={(team_id) => set({ team_id })}
          />
        ) : null}
      </div>
    </section>
  );
}

export function Questions({ flow, set, problem }: FlowForm) {
  const { t } = useWords("flows");
  const asked = flow.questions.filter((question) => question.trim() !== "").length;
  return (
    <section className={styles.section} aria-labelledby="questions-heading">
      <h2 id="questions-heading">{t("new.questions")}</h2>
      <Field
        label={t("new.oneALine")}
        rows={7}
        value={flow.questions.join("\n")}
        onChange={(text) => set({ questions: text === "" ? [] : text.split("\n") })}
        error={problem("questions")}
        details={t("new.questionsMean", { n: asked, most: MOST_QUESTIONS })}
      />
    </section>
  );
}

const TYPES = ["recruitment", "general"] as const;

export function Interviewer({ flow, set, problem }: FlowForm) {
  const { t } = useWords("flows");
  return (
    <section className={styles.section} aria-labelledby="interviewer-heading">
      <h2 id="interviewer-heading">{t("new.interviewer")}</h2>
      <Labelled label={t("new.kind")}>
        <Choice
          label={t("new.kind")}
          value={flow.interview_type}
          options={TYPES.map((id) => ({ id, label: t(`new.${id}`) }))}
          onChange={(interview_type) => set({ interview_type })}
        />
      </Labelled>
      <Field
        label={t("new.intro")}
        rows={2}
        value={flow.intro}
        onChange={(intro) => set({ intro })}
        error={problem("intro")}
      />
      <Field
        label={t("new.outro")}
        rows={2}
        value={flow.outro}
        onChange={(outro) => set({ outro })}
        error={problem("outro")}
      />
      <Field
        label={t("new.background")}
        rows={3}
        value={flow.additional_info}
        onChange={(additional_info) => set({ additional_info })}
      />
      <Field
        label={t("new.behaviour")}
        rows={3}
        value={flow.additional_instructions}
        onChange={(additional_instructions) => set({ additional_instructions })}
        details={t("new.behaviourMeans")}
      />
    </section>
  );
}

export function Media({ flow, set, problem }: FlowForm) {
  const { t } = useWords("flows");
  return (
    <section className={styles.section} aria-labelledby="media-heading">
      <h2 id="media-heading">{t("new.media")}</h2>
      <Switch
        isOn={flow.is_video_enabled}
        onChange={(is_video_enabled) => set({ is_video_enabled })}
        details={t("new.videoMeans")}
      >
        {t("new.video")}
      </Switch>
      <Switch
        isOn={flow.is_doc_upload_enabled}
        onChange={(is_doc_upload_enabled) => set({ is_doc_upload_enabled })}
        details={t("new.documentsMean")}
      >
        {t("new.documents")}
      </Switch>
      <Field
        label={t("new.logo")}
        type="url"
        value={flow.company_logo_url}
        onChange={(company_logo_url) => set({ company_logo_url })}
        error={problem("company_logo_url")}
        details={t("new.logoMeans")}
      />
      <Field
        label={t("new.introVideo")}
        type="url"
        value={flow.preamble_video_url}
        onChange={(preamble_video_url) => set({ preamble_video_url })}
        error={problem("preamble_video_url")}
        details={t("new.introVideoMeans")}
      />
      <Field
        label={t("new.afterwards")}
        type="url"
        value={flow.redirect_url}
        onChange={(redirect_url) => set({ redirect_url })}
        error={problem("redirect_url")}
      />
    </section>
  );
}
