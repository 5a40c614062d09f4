import { useState } from "react";
import { hashOf, navigate } from "../../app/router";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Choice";
import { Labelled } from "../../components/Field";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { InviteFile, InviteFileQuery, InvitePlan } from "../../contract/types";
import { counted } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { ChooseFile } from "./ChooseFile";
import flowStyles from "./FlowsScreen.module.css";
import { useFlowsPage, usePlanInvites, useStartInvites } from "./flows-data";
import { useWhyOff } from "./flows-words";
import styles from "./InviteManyScreen.module.css";
import { InvitePreview } from "./InvitePreview";

/** Invites everybody in a file: choose it, look at what would happen, begin. */
export function InviteManyScreen({ flowId }: { flowId: string | null }) {
  const { data: page } = useFlowsPage();
  const flows = (page?.flows ?? []).filter(({ is_archived }) => !is_archived);
  const chosen = flows.find(({ flow }) => flow.flow_id === flowId) ?? flows[0];
  return (
    <main className={flowStyles.screen} data-screen="invite-many" aria-labelledby="many-heading">
      <div className={flowStyles.body}>
        <div className={styles.column}>
          <h1 id="many-heading">
            <a href={hashOf({ screen: "flows" })}>Flows</a> / Invite many
          </h1>
          {chosen ? (
            <>
              <Labelled label="Into which flow">
                <Choice
                  label="Into which flow"
                  value={chosen.flow.flow_id}
                  options={flows.map(({ flow }) => ({ id: flow.flow_id, label: flow.title }))}
                  onChange={(id) =>
                    navigate({ screen: "invite-many", flowId: id }, { replace: true })
                  }
                />
              </Labelled>
              <Steps key={chosen.flow.flow_id} flowId={chosen.flow.flow_id} />
            </>
          ) : null}
          {page && !chosen ? (
            <EmptyState icon="flows" title="There is no flow to invite into" />
          ) : null}
          {page ? null : <Pending>Reading the flows…</Pending>}
        </div>
      </div>
    </main>
  );
}

function Steps({ flowId }: { flowId: string }) {
  const plan = usePlanInvites();
  const [query, setQuery] = useState<InviteFileQuery | null>(null);
  // The last one stays on screen until the next is there.
  const [shown, setShown] = useState<InvitePlan | null>(null);

  function look(next: InviteFileQuery) {
    setQuery(next);
    plan.mutate(next, { onSuccess: setShown });
  }
  const choose = (file: InviteFile) =>
    look({ flow_id: flowId, file, mapping: null, skip_repeats: true });
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
      {plan.isPending && !shown ? <Pending>Reading the list…</Pending> : null}
      {failure ? <ErrorNote failure={failure} words={failure.message} /> : null}
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
  const off = useWhyOff();
  const begin = () =>
    start.mutate(
      // As it was shown: the columns are not guessed once more.
      { ...query, mapping: plan.mapping },
      { onSuccess: ({ id }) => navigate({ screen: "batch", batchId: id }, { replace: true }) },
    );
  return (
    <>
      {off ? <p role="note">{off}</p> : null}
      {start.error ? <ErrorNote failure={asFailure(start.error)} /> : null}
      <div className={styles.actions}>
        <Button
          look="primary"
          large
          isDisabled={off !== null || plan.people === 0 || isStale || start.isPending}
          onPress={begin}
        >
          {start.isPending ? "Beginning…" : `Make ${counted(plan.people, "link", "links")}`}
        </Button>
        <Button large onPress={onOther}>
          Another file
        </Button>
      </div>
      <p className={styles.soft}>
        Ribbon is asked for one link after the other; you can stop at any time and go on later.
        Nothing is mailed from here: the links are kept and can be saved as CSV.
      </p>
    </>
  );
}
