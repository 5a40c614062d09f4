import type { ReactNode } from "react";
import { useState } from "react";
import { hashOf, navigate } from "../../app/router";
import { Button } from "../../components/Button";
import frame from "../../components/Frame.module.css";
import { ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { FlowContent, FlowPage } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { flowMark, takesInvitations } from "../shell/flow-words";
import { teamName } from "../shell/teams";
import styles from "./FlowScreen.module.css";
import { useFlowPage } from "./flows-data";
import { useWhyOff, webhookWords } from "./flows-words";
import { InviteDialog } from "./InviteDialog";

/** One flow: what candidates are asked, by whom and how. */
export function FlowScreen({ flowId }: { flowId: string }) {
  const { data: page, error, refetch } = useFlowPage(flowId);
  const { t } = useWords("flows");
  return (
    <main className={frame.screen} data-screen="flow" aria-labelledby="flow-heading">
      <div className={frame.body}>
        <div className={`${frame.column} ${frame.crumbs}`}>
          <h1 id="flow-heading">
            <a href={hashOf({ screen: "flows" })}>{t("title")}</a>
            {page ? ` / ${page.detail.flow.title}` : ""}
          </h1>
          {page ? <Shown page={page} /> : null}
          {error && !page ? (
            <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
          ) : null}
          {page || error ? null : <Pending>{t("reading")}</Pending>}
        </div>
      </div>
    </main>
  );
}

function Shown({ page: { detail, content } }: { page: FlowPage }) {
  const { t } = useWords("flows");
  const off = useWhyOff();
  const [isInviting, setIsInviting] = useState(false);
  const { flow } = detail;
  const webhooks = webhookWords(detail);
  return (
    <>
      <div className={frame.actions}>
        <Button onPress={() => navigate({ screen: "pipeline", flowId: flow.flow_id })}>
          {t("openBoard")}
        </Button>
        <Button
          isDisabled={off !== null || !takesInvitations(flow.status)}
          onPress={() => setIsInviting(true)}
        >
          {t("invite")}
        </Button>
      </div>
      <dl className={styles.facts}>
        <Fact name={t("page.status")}>{flowMark(flow) ?? t("page.open")}</Fact>
        <Fact name={t("new.organisation")}>{flow.org_name}</Fact>
        <Fact name={t("new.team")}>{teamName(flow)}</Fact>
        <Fact name={t("new.language")}>{flow.language}</Fact>
        <Fact name={t("grid.webhooks")}>
          {webhooks.detail ? `${webhooks.words}: ${webhooks.detail}` : webhooks.words}
        </Fact>
        <Fact name={t("new.video")}>{flow.is_video_enabled ? t("page.yes") : t("page.no")}</Fact>
        {content ? <Content content={content} /> : null}
      </dl>
      {content ? <Questions questions={content.questions} /> : <p>{t("page.notDescribed")}</p>}
      {isInviting ? (
        <InviteDialog flow={detail} flows={[detail]} onClose={() => setIsInviting(false)} />
      ) : null}
    </>
  );
}

function Content({ content }: { content: FlowContent }) {
  const { t } = useWords("flows");
  return (
    <>
      <Fact name={t("new.documents")}>
        {content.is_doc_upload_enabled ? t("page.yes") : t("page.no")}
      </Fact>
      <Fact name={t("new.kind")}>{kindWords(content.interview_type, t)}</Fact>
      <Fact name={t("new.voice")}>
        {content.is_default_voice ? t("new.voiceDefault") : content.voice?.name}
      </Fact>
      <Fact name={t("new.intro")}>{content.intro}</Fact>
      <Fact name={t("new.outro")}>{content.outro}</Fact>
      <Fact name={t("new.background")}>{content.additional_info}</Fact>
      <Fact name={t("new.behaviour")}>{content.additional_instructions}</Fact>
      <Fact name={t("new.afterwards")}>{content.redirect_url}</Fact>
      <Fact name={t("new.logo")}>{content.company_logo_url}</Fact>
    </>
  );
}

function kindWords(
  kind: string | null,
  t: (key: "new.recruitment" | "new.general") => string,
): string | null {
  if (kind === "recruitment" || kind === "general") return t(`new.${kind}`);
  return kind;
}

/** One line of the list; a dash where Ribbon says nothing. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="selectable">{children || "—"}</dd>
    </div>
  );
}

function Questions({ questions }: { questions: readonly string[] }) {
  const { t } = useWords("flows");
  return (
    <section aria-labelledby="flow-questions">
      <h2 id="flow-questions">{t("new.questions")}</h2>
      <ol className={styles.questions}>
        {questions.map((question, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a question may be asked twice.
          <li key={index} className="selectable">
            {question}
          </li>
        ))}
      </ol>
    </section>
  );
}
