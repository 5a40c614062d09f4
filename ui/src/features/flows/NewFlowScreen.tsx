import { type FormEvent, useState } from "react";
import { useRemembered } from "../../app/remembered";
import { hashOf, navigate } from "../../app/router";
import { useAnnounce } from "../../components/Announcer";
import { Button } from "../../components/Button";
import frame from "../../components/Frame.module.css";
import { ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import { saidWords } from "../../components/said-words";
import { useUndo } from "../../components/Undo";
import type { FieldProblem, FlowDraft, NewFlow } from "../../contract/types";
import { count } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useFlowDraft, useMakeFlow } from "./flows-data";
import { useWhyOff } from "./flows-words";
import styles from "./NewFlowScreen.module.css";
import { Webhooks } from "./NewFlowWebhooks";
import { Basics, Interviewer, Media, Questions } from "./new-flow-sections";

/** A flow to be made: all that Ribbon's documentation names. */
export function NewFlowScreen() {
  const { data: draft, error, refetch } = useFlowDraft();
  const { t } = useWords("flows");
  return (
    <main className={frame.screen} data-screen="new-flow" aria-labelledby="new-flow-heading">
      <div className={frame.body}>
        <div className={`${frame.column} ${frame.crumbs}`}>
          <h1 id="new-flow-heading">
            <a href={hashOf({ screen: "flows" })}>{t("title")}</a> / {t("new.title")}
          </h1>
          <p className={frame.soft}>{t("new.noEdit")}</p>
          {error ? <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} /> : null}
          {draft ? <Form draft={draft} /> : null}
          {draft || error ? null : <Pending>{t("new.preparing")}</Pending>}
        </div>
      </div>
    </main>
  );
}

function beginning(draft: FlowDraft): NewFlow {
  return {
    org_name: draft.org_name,
    title: "",
    questions: [],
    team_id: "",
    voice_id: "",
    language: "",
    interview_type: "recruitment",
    is_video_enabled: false,
    is_doc_upload_enabled: false,
    intro: "",
    outro: "",
    additional_info: "",
    additional_instructions: "",
    company_logo_url: "",
    preamble_video_url: "",
    redirect_url: "",
    webhook_url: draft.webhook_url ?? "",
    webhook_secret_key: draft.webhook_secret_key,
  };
}

function Form({ draft }: { draft: FlowDraft }) {
  const make = useMakeFlow();
  const { t } = useWords("flows");
  const off = useWhyOff();
  const say = useUndo();
  const announce = useAnnounce();
  // What was typed is there again after a look elsewhere.
  const [kept, keep] = useRemembered<NewFlow | null>("new-flow", null);
  const flow = kept ?? beginning(draft);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const failure = make.error ? asFailure(make.error) : null;
  const attention = (amount: number) => t("new.attention", { count: amount, n: count(amount) });
  const busy = make.isPending || off !== null;

  const form = {
    flow,
    draft,
    set: (part: Partial<NewFlow>) => {
      keep({ ...flow, ...part });
      setProblems(problems.filter(({ field }) => !(field in part)));
    },
    problem: (field: keyof NewFlow) => {
      const found = problems.find((problem) => problem.field === field);
      return found ? saidWords(found.said) : null;
    },
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    make.mutate(flow, {
      onSuccess: (made) => {
        setProblems(made.problems);
        if (made.problems.length > 0) {
          announce(attention(made.problems.length));
          return;
        }
        keep(null);
        say(t("new.isMade", { flow: flow.title.trim() }));
        navigate({ screen: "flows" });
      },
    });
  }

  return (
    <form className={styles.form} onSubmit={submit} aria-label={t("new.title")} noValidate>
      <Basics {...form} />
      <Questions {...form} />
      <Interviewer {...form} />
      <Media {...form} />
      <Webhooks {...form} />
      {problems.length > 0 ? (
        <p className={styles.problems} role="alert">
          {t("new.nothingSent", { why: attention(problems.length) })}
        </p>
      ) : null}
      {failure ? <ErrorNote failure={failure} /> : null}
      {off ? <p className={frame.off}>{off}</p> : null}
      <div className={frame.actions}>
        <Button type="submit" large look="primary" isDisabled={busy}>
          {make.isPending ? t("new.asking") : t("new.submit")}
        </Button>
        <Button large onPress={() => navigate({ screen: "flows" })}>
          {t("new.notNow")}
        </Button>
      </div>
    </form>
  );
}
