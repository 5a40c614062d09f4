import { useState } from "react";
import { useActions } from "../../app/actions";
import { useRemembered } from "../../app/remembered";
import { navigate } from "../../app/router";
import { Button } from "../../components/Button";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import { Toggle } from "../../components/Toggle";
import type { FlowDetail } from "../../contract/types";
import { counted } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useSync } from "../shell/shell-data";
import { ArchiveDialog } from "./ArchiveDialog";
import { BatchList } from "./BatchList";
import { FlowsGrid } from "./FlowsGrid";
import styles from "./FlowsScreen.module.css";
import { useFlowsPage } from "./flows-data";
import { useWhyOff } from "./flows-words";
import { InviteDialog } from "./InviteDialog";
import { UnclearFlows } from "./UnclearFlows";

type Open = { dialog: "invite" | "archive"; flow: FlowDetail };

/** All flows: whether their webhooks reach us, and what can be done with them. */
export function FlowsScreen() {
  const { data: page, error, refetch } = useFlowsPage();
  const off = useWhyOff();
  const [at, setAt] = useRemembered("flows-place", 0);
  const [showsArchived, setShowsArchived] = useRemembered("flows-archived", false);
  const [open, setOpen] = useState<Open | null>(null);
  const flows = (page?.flows ?? []).filter(({ is_archived }) => showsArchived || !is_archived);
  const archived = (page?.flows ?? []).filter(({ is_archived }) => is_archived).length;
  const current = Math.min(at, Math.max(0, flows.length - 1));
  const flow = flows[current];
  const usable = off === null && flow && !flow.is_archived ? flow : null;

  const invite = () => usable && setOpen({ dialog: "invite", flow: usable });
  const inviteMany = () => {
    if (off === null) navigate({ screen: "invite-many", flowId: usable?.flow.flow_id ?? null });
  };
  const make = () => {
    if (off === null) navigate({ screen: "new-flow" });
  };
  const group = "Flows";
  const move = (by: number) => setAt(Math.max(0, Math.min(flows.length - 1, current + by)));
  useActions([
    {
      id: "flow-next",
      label: "Next flow",
      group,
      keys: ["j", "arrowdown"],
      onlyKeys: true,
      run: () => move(1),
    },
    {
      id: "flow-before",
      label: "Previous flow",
      group,
      keys: ["k", "arrowup"],
      onlyKeys: true,
      run: () => move(-1),
    },
    {
      id: "flow-open",
      label: "Open the flow's board",
      group,
      keys: ["enter"],
      run: () => flow && navigate({ screen: "pipeline", flowId: flow.flow.flow_id }),
    },
    { id: "flow-invite", label: "Invite a candidate", group, keys: ["i"], run: invite },
    {
      id: "flow-invite-many",
      label: "Invite many from a file",
      group,
      keys: ["m"],
      run: inviteMany,
    },
    { id: "flow-new", label: "Make a flow", group, keys: ["n"], run: make },
    {
      id: "flow-archive",
      label: "Archive the flow",
      group,
      keys: ["a"],
      run: () => usable && setOpen({ dialog: "archive", flow: usable }),
    },
  ]);

  return (
    <main className={styles.screen} data-screen="flows" aria-labelledby="flows-heading">
      <header className={styles.header}>
        <h1 id="flows-heading">Flows</h1>
        <span className={styles.facts}>{page ? counted(flows.length, "flow", "flows") : ""}</span>
        {archived > 0 ? (
          <Toggle isOn={showsArchived} onChange={setShowsArchived}>
            Archived
          </Toggle>
        ) : null}
        <div className={styles.buttons}>
          <Button isDisabled={!usable} onPress={invite}>
            Invite a candidate
          </Button>
          <Button isDisabled={off !== null || flows.length === 0} onPress={inviteMany}>
            Invite many
          </Button>
          <Button look="primary" isDisabled={off !== null} onPress={make}>
            New flow
          </Button>
        </div>
      </header>
      {off ? (
        <p className={styles.off} role="note" data-why-off>
          {off}
        </p>
      ) : null}
      {error && !page ? (
        <div className={styles.note}>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {page ? (
        <div className={styles.body}>
          <UnclearFlows unclear={page.unclear} />
          {flows.length === 0 ? (
            <NoFlows />
          ) : (
            <FlowsGrid
              flows={flows}
              current={current}
              isOff={off !== null}
              onMoveTo={setAt}
              onInvite={(one) => setOpen({ dialog: "invite", flow: one })}
              onArchive={(one) => setOpen({ dialog: "archive", flow: one })}
            />
          )}
          <BatchList />
        </div>
      ) : null}
      {page || error ? null : <Pending>Reading the flows…</Pending>}
      {open?.dialog === "invite" ? (
        <InviteDialog flow={open.flow} flows={flows} onClose={() => setOpen(null)} />
      ) : null}
      {open?.dialog === "archive" ? (
        <ArchiveDialog flow={open.flow} onClose={() => setOpen(null)} />
      ) : null}
    </main>
  );
}

function NoFlows() {
  const { data: sync } = useSync();
  if (sync?.mode === "first_sync") {
    return (
      <EmptyState icon="polling" title="The flows are on their way">
        They come in with the first synchronisation.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="flows" title="No flows yet">
      A flow is what candidates are asked: its questions, language and voice. Make one here or in
      Ribbon.
    </EmptyState>
  );
}
