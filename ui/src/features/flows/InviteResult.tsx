import { useEffect } from "react";
import { useAnnounce } from "../../components/Announcer";
import { ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { InviteRow } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { Copyable } from "../settings/Copyable";
import { Decisions } from "./Decisions";
import { useRows } from "./flows-data";

/** What came of one invitation. */
export function InviteResult({ batchId }: { batchId: number }) {
  const { data, error, refetch } = useRows(batchId, null);
  const announce = useAnnounce();
  const { t } = useWords("flows");
  const row = data?.pages[0]?.rows[0];
  const isMade = row?.outcome === "made";
  useEffect(() => {
    if (isMade) announce(t("result.made"));
  }, [isMade, announce, t]);
  if (error) return <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />;
  if (!row) return <Pending>{t("result.asking")}</Pending>;
  return <Result row={row} why={data.pages[0]?.batch.why ?? null} batchId={batchId} />;
}

function Result({ row, why, batchId }: { row: InviteRow; why: string | null; batchId: number }) {
  const { t } = useWords("flows");
  const who = row.name ?? row.email ?? t("result.nameless");
  if (row.outcome === "made" && row.link) {
    return (
      <>
        <p>
          <strong>{t("result.linkFor", { who })}</strong>. {t("result.once")}
        </p>
        <Copyable text={row.link} what={t("result.copy")} />
        {row.message ? <p>{row.message}</p> : null}
      </>
    );
  }
  if (row.outcome === "waiting" || row.outcome === "asked") {
    return (
      <>
        <Pending>{t("result.asking")}</Pending>
        {row.message ? <p role="note">{t("result.notYet", { why: row.message })}</p> : null}
        {why ? <p role="alert">{why}</p> : null}
      </>
    );
  }
  return (
    <>
      <p role="alert" data-outcome={row.outcome}>
        <strong>{who}:</strong> {row.message ?? t("result.noLink")}
      </p>
      <Decisions row={row} batchId={batchId} />
    </>
  );
}
