import { useEffect } from "react";
import { useAnnounce } from "../../components/Announcer";
import { ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { InviteRow } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { Copyable } from "../settings/Copyable";
import { Decisions } from "./Decisions";
import { useRows } from "./flows-data";

/** What came of one invitation. */
export function InviteResult({ batchId }: { batchId: number }) {
  const { data, error, refetch } = useRows(batchId, null);
  const announce = useAnnounce();
  const row = data?.pages[0]?.rows[0];
  const isMade = row?.outcome === "made";
  useEffect(() => {
    if (isMade) announce("The link is made");
  }, [isMade, announce]);
  if (error) return <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />;
  if (!row) return <Pending>Asking Ribbon…</Pending>;
  return <Result row={row} why={data.pages[0]?.batch.why ?? null} batchId={batchId} />;
}

function Result({ row, why, batchId }: { row: InviteRow; why: string | null; batchId: number }) {
  const who = row.name ?? row.email ?? "a candidate without a name";
  if (row.outcome === "made" && row.link) {
    return (
      <>
        <p>
          The link for <strong>{who}</strong>. It works once, and Ribbon tells it once: it is kept
          here under “Invitations from here”. Nothing is mailed from here: send the link yourself.
        </p>
        <Copyable text={row.link} what="Copy link" />
        {row.message ? <p>{row.message}</p> : null}
      </>
    );
  }
  if (row.outcome === "waiting" || row.outcome === "asked") {
    return (
      <>
        <Pending>Asking Ribbon…</Pending>
        {row.message ? <p role="note">Not yet: {row.message}. It is tried again.</p> : null}
        {why ? <p role="alert">{why}</p> : null}
      </>
    );
  }
  return (
    <>
      <p role="alert" data-outcome={row.outcome}>
        <strong>{who}:</strong> {row.message ?? "no link"}
      </p>
      <Decisions row={row} batchId={batchId} />
    </>
  );
}
