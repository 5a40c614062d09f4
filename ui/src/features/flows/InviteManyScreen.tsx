import { useState } from "react";
import { hashOf, navigate } from "../../app/router";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Choice";
import { Labelled } from "../../components/Field";
import frame from "../../components/Frame.module.css";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { FlowSummary, InviteFile, InviteFileQuery, InvitePlan } from "../../contract/types";
import { count } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { takesInvitations } from "../shell/flow-words";
import { ChooseFile } from "./ChooseFile";
import { useFlowsPage, usePlanInvites, useStartInvites } from "./flows-data";
import { closedWords, useWhyOff } from "./flows-words";
import styles from "./InviteManyScreen.module.css";
import { InvitePreview } from "./InvitePreview";
import { RecruiterChoice } from "./RecruiterChoice";

const NONE = "";

/** Invites everybody in a file: choose it, look at what would happen, begin. */
export function InviteManyScreen({ flowId }: { flowId: string | null }) {
  const { data: page, error, refetch } = useFlowsPage();
  const { t } = useWords("flows");
  const flows = (page?.flows ?? []).filter(({ flow }) => takesInvitations(flow.status));
  const named = page?.flows.find(({ flow }) => flow.flow_id === flowId)?.flow;
  // A flow that was asked for is never replaced by another one unnoticed.
  const chosen = flowId === null ? flows[0]?.flow : takesThem(named);
  const options = flows.map(({ flow }) => ({ id: flow.flow_id, label: flow.title }));
  const nothing = { id: NONE, label: t("many.chooseFlow") };
  return (
    <main className={frame.screen} data-screen="invite-many" aria-labelledby="many-heading">
      <div className={frame.body}>
        <div className={`${frame.column} ${frame.crumbs} ${styles.column}`}>
          <h1 id="many-heading">
            <a href={hashOf({ screen: "flows" })}>{t("title")}</a> / {t("inviteMany")}
          </h1>
          {named && !chosen ? (
            <p role="note" className={frame.off}>
              {closedWords(named)}
            </p>
          ) : null}
          {flows.length > 0 ? (
            <>
              <Labelled label={t("many.into")}>
                <Choice
                  label={t("many.into")}
                  value={chosen?.flow_id ?? NONE}
                  options={chosen ? options : [nothing, ...options]}
                  onChange={(id) =>
                    navigate({ screen: "invite-many", flowId: id }, { replace: true })
                  }
                />
              </Labelled>
              {chosen ? <Steps key={chosen.flow_id} flowId={chosen.flow_id} /> : null}
            </>
          ) : null}
          {page && flows.length === 0 ? <EmptyState icon="flows" title={t("many.noFlow")} /> : null}
          {error && !page ? (
            <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
          ) : null}
          {page || error ? null : <Pending>{t("reading")}</Pending>}
        </div>
      </div>
    </main>
  );
}

function takesThem(flow: FlowSummary | undefined): FlowSummary | undefined {
  return flow && takesInvitations(flow.status) ? flow : undefined;
}

function Steps({ flowId }: { flowId: string }) {
  const plan = usePlanInvites();
  const { t } = useWords("flows");
  const [query, setQuery] = useState<InviteFileQuery | null>(null);
  // The last one stays on screen until the next is there.
  const [shown, setShown] = useState<InvitePlan | null>(null);

  function look(next: InviteFileQuery) {
    setQuery(next);
    plan.mutate(next, { onSuccess: setShown });
  }
  const choose = (file: InviteFile) =>
    look({ flow_id: flowId, file, mapping: null, skip_repeats: true, recruiter_id: null });
  const forget = () => {
    setQuery(null);
    setShown(null);
    plan.reset();
  };
  const failure = plan.error ? asFailure(plan.error) : null;

  return (
    <>
      {query && shown ? (
        <>
          <InvitePreview
            plan={shown}
            name={query.file.name}
            skipsRepeats={query.skip_repeats}
            onMap={(mapping) => look({ ...query, mapping })}
            onSkipRepeats={(skip_repeats) =>
              look({ ...query, mapping: shown.mapping, skip_repeats })
            }
          />
          <Begin query={query} plan={shown} isStale={plan.isPending} onOther={forget} />
        </>
      ) : (
        <ChooseFile onChosen={choose} />
      )}
      {plan.isPending && !shown ? <Pending>{t("many.readingList")}</Pending> : null}
      {failure ? <ErrorNote failure={failure} /> : null}
    </>
  );
}

interface BeginProps {
  query: InviteFileQuery;
  plan: InvitePlan;
  isStale: boolean;
  onOther: () => void;
}

function Begin({ query, plan, isStale, onOther }: BeginProps) {
  const start = useStartInvites();
  const { t } = useWords("flows");
  const off = useWhyOff();
  const [recruiter, setRecruiter] = useState<string | null>(null);
  const begin = () =>
    start.mutate(
      // As it was shown: the columns are not guessed once more.
      { ...query, mapping: plan.mapping, recruiter_id: recruiter },
      { onSuccess: ({ id }) => navigate({ screen: "batch", batchId: id }, { replace: true }) },
    );
  return (
    <>
      <RecruiterChoice value={recruiter} onChange={setRecruiter} />
      {off ? <p role="note">{off}</p> : null}
      {start.error ? <ErrorNote failure={asFailure(start.error)} /> : null}
      <div className={frame.actions}>
        <Button
          look="primary"
          large
          isDisabled={off !== null || plan.people === 0 || isStale || start.isPending}
          onPress={begin}
        >
          {start.isPending
            ? t("many.beginning")
            : t("many.begin", { count: plan.people, n: count(plan.people) })}
        </Button>
        <Button large onPress={onOther}>
          {t("many.otherFile")}
        </Button>
      </div>
      <p className={frame.soft}>{t("many.means")}</p>
    </>
  );
}
