import { useState } from "react";
import { useActions } from "../../app/actions";
import { useRemembered } from "../../app/remembered";
import { navigate } from "../../app/router";
import { Button } from "../../components/Button";
import frame from "../../components/Frame.module.css";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import { Toggle } from "../../components/Toggle";
import type { FlowDetail } from "../../contract/types";
import { count } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { takesInvitations } from "../shell/flow-words";
import { useSync } from "../shell/shell-data";
import { ArchiveDialog } from "./ArchiveDialog";
import { BatchList } from "./BatchList";
import { FlowsGrid } from "./FlowsGrid";
import { useFlowsPage } from "./flows-data";
import { useWhyOff } from "./flows-words";
import { InviteDialog } from "./InviteDialog";
import { UnclearFlows } from "./UnclearFlows";

type Open = { dialog: "invite" | "archive"; flow: FlowDetail };

/** All flows: whether their webhooks reach us, and what can be done with them. */
export function FlowsScreen() {
  const { data: page, error, refetch } = useFlowsPage();
  const off = useWhyOff();
  const { t } = useWords("flows");
  const [at, setAt] = useRemembered("flows-place", 0);
  const [showsArchived, setShowsArchived] = useRemembered("flows-archived", false);
  const [open, setOpen] = useState<Open | null>(null);
  const all = page?.flows ?? [];
  const flows = all.filter(({ flow }) => showsArchived || flow.status !== "archived");
  const archived = all.filter(({ flow }) => flow.status === "archived").length;
  const current = Math.min(at, Math.max(0, flows.length - 1));
  const flow = flows[current];
  const usable = off === null && flow && takesInvitations(flow.flow.status) ? flow : null;
  const archivable = off === null && flow && flow.flow.status !== "archived" ? flow : null;

  const invite = () => usable && setOpen({ dialog: "invite", flow: usable });
  const inviteMany = () => {
    if (off === null) navigate({ screen: "invite-many", flowId: usable?.flow.flow_id ?? null });
  };
  const make = () => {
    if (off === null) navigate({ screen: "new-flow" });
  };
  const group = t("group");
  const move = (by: number) => setAt(Math.max(0, Math.min(flows.length - 1, current + by)));
  useActions([
    {
      id: "flow-next",
      label: t("next"),
      group,
      keys: ["j", "arrowdown"],
      onlyKeys: true,
      run: () => move(1),
    },
    {
      id: "flow-before",
      label: t("previous"),
      group,
      keys: ["k", "arrowup"],
      onlyKeys: true,
      run: () => move(-1),
    },
    {
      id: "flow-open",
      label: t("openBoard"),
      group,
      keys: ["enter"],
      run: () => flow && navigate({ screen: "pipeline", flowId: flow.flow.flow_id }),
    },
    {
      id: "flow-show",
      label: t("showFlow"),
      group,
      keys: ["o"],
      run: () => flow && navigate({ screen: "flow", flowId: flow.flow.flow_id }),
    },
    { id: "flow-invite", label: t("invite"), group, keys: ["i"], run: invite },
    {
      id: "flow-invite-many",
      label: t("inviteManyFrom"),
      group,
      keys: ["m"],
      run: inviteMany,
    },
    { id: "flow-new", label: t("make"), group, keys: ["n"], run: make },
    {
      id: "flow-archive",
      label: t("archiveFlow"),
      group,
      keys: ["a"],
      run: () => archivable && setOpen({ dialog: "archive", flow: archivable }),
    },
  ]);

  return (
    <main className={frame.screen} data-screen="flows" aria-labelledby="flows-heading">
      <header className={frame.header}>
        <h1 id="flows-heading">{t("title")}</h1>
        <span className={frame.facts}>
          {page ? t("amount", { count: flows.length, n: count(flows.length) }) : ""}
        </span>
        {archived > 0 ? (
          <Toggle isOn={showsArchived} onChange={setShowsArchived}>
            {t("archived")}
          </Toggle>
        ) : null}
        <div className={frame.buttons}>
          <Button isDisabled={!usable} onPress={invite}>
            {t("invite")}
          </Button>
          <Button isDisabled={off !== null || flows.length === 0} onPress={inviteMany}>
            {t("inviteMany")}
          </Button>
          <Button look="primary" isDisabled={off !== null} onPress={make}>
            {t("newFlow")}
          </Button>
        </div>
      </header>
      {off ? (
        <p className={frame.off} role="note" data-why-off>
          {off}
        </p>
      ) : null}
      {error && !page ? (
        <div className={frame.note}>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {page ? (
        <div className={frame.body}>
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
      {page || error ? null : <Pending>{t("reading")}</Pending>}
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
  const { t } = useWords("flows");
  if (sync?.mode === "first_sync") {
    return (
      <EmptyState icon="polling" title={t("onTheirWay")}>
        {t("onTheirWayWords")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="flows" title={t("none")}>
      {t("noneWords")}
    </EmptyState>
  );
}
