import { useState } from "react";
import { hashOf } from "../../app/router";
import { Button } from "../../components/Button";
import frame from "../../components/Frame.module.css";
import { ErrorNote } from "../../components/Notice";
import { useNow, When } from "../../components/When";
import type { AppState, UnreadableField, UnreadableItem } from "../../contract/types";
import { copyText } from "../../lib/clipboard";
import { count } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import styles from "./SettingsScreen.module.css";
import { useSweepNow, useUnreadable } from "./settings-data";
import { unreadableReport } from "./unreadable-report";

interface Props {
  total: number;
  app: AppState;
  /** Whether there is a Ribbon to ask. */
  canRead: boolean;
}

/** What Ribbon sent and could not be read: what it is, what is wrong, and another attempt. */
export function UnreadablePart({ total, app, canRead }: Props) {
  const { t } = useWords("settings");
  const held = useUnreadable(total > 0);
  const sweep = useSweepNow();
  const failure = held.error ?? sweep.error;
  if (total === 0) return null;
  return (
    <div className={styles.part} data-unreadable-part>
      <h3>{t("unreadable.title")}</h3>
      <p className={styles.soft}>{t("unreadable.means")}</p>
      {held.data ? <Items items={held.data} total={total} /> : null}
      <div className={styles.buttons}>
        {canRead ? (
          <Button isDisabled={sweep.isPending} onPress={() => sweep.mutate()}>
            {sweep.isPending ? t("unreadable.reading") : t("unreadable.readAgain")}
          </Button>
        ) : null}
        {held.data ? <CopyReport items={held.data} total={total} app={app} /> : null}
      </div>
      <p role="status">{sweep.isSuccess ? t("unreadable.asked") : null}</p>
      <p className={styles.soft}>{t("unreadable.reportMeans")}</p>
      {failure ? <ErrorNote failure={asFailure(failure)} /> : null}
    </div>
  );
}

function Items({ items, total }: { items: readonly UnreadableItem[]; total: number }) {
  const { t } = useWords("settings");
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key. */}
      <section className={styles.scrolled} aria-label={t("unreadable.listed")} tabIndex={0}>
        <table className={`${frame.table} ${styles.table}`}>
          <thead>
            <tr>
              <th scope="col">{t("unreadable.first")}</th>
              <th scope="col">{t("unreadable.item")}</th>
              <th scope="col">{t("unreadable.wrong")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={`${item.kind} ${item.id}`} item={item} />
            ))}
          </tbody>
        </table>
      </section>
      {items.length < total ? (
        <p className={styles.soft}>
          {t("quarantine.notAll", { n: count(items.length), total: count(total) })}
        </p>
      ) : null}
    </>
  );
}

function Row({ item }: { item: UnreadableItem }) {
  const { t } = useWords("settings");
  const now = useNow();
  return (
    <tr data-unreadable-id={item.id}>
      <td>
        <When at={item.first_seen_at} now={now} prefix="" />
      </td>
      <td>
        {t(`unreadable.kind.${item.kind}`)} <Name item={item} />
        <span className={`${styles.fine} selectable`}>{item.id}</span>
      </td>
      <td>
        {t(item.is_whole ? "unreadable.whole" : "unreadable.inPart")}
        {item.problems.map((problem) => (
          <Problem key={`${problem.field} ${problem.reason}`} problem={problem} />
        ))}
      </td>
    </tr>
  );
}

/** What the item is called, leading to it where there is a place. */
function Name({ item }: { item: UnreadableItem }) {
  const { name, candidate_id, flow_id, kind, id } = item;
  if (name === null) return null;
  if (kind === "interview" && candidate_id !== null) {
    const place = { screen: "candidate", candidateId: candidate_id, interviewId: id } as const;
    return <a href={hashOf(place)}>{name}</a>;
  }
  if (kind === "flow" && flow_id !== null) {
    return <a href={hashOf({ screen: "pipeline", flowId: flow_id })}>{name}</a>;
  }
  return <span>{name}</span>;
}

function Problem({ problem: { field, reason } }: { problem: UnreadableField }) {
  const { t } = useWords("settings");
  return (
    <span className={styles.fine}>
      {field === "" ? null : (
        <>
          <code>{field}</code>:{" "}
        </>
      )}
      {t(`unreadable.reason.${reason}`)}
    </span>
  );
}

interface ReportProps {
  items: readonly UnreadableItem[];
  total: number;
  app: AppState;
}

function CopyReport({ items, total, app }: ReportProps) {
  const { t } = useWords(["settings", "common"]);
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <>
      <Button
        onPress={() => {
          void copyText(unreadableReport(app.version, items, total)).then(setCopied);
        }}
      >
        {copied ? t("common:copied") : t("unreadable.copy")}
      </Button>
      {copied === false ? <span role="alert">{t("diagnostics.copyFailed")}</span> : null}
    </>
  );
}
