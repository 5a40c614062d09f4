import { IconButton } from "../../components/Button";
import frame from "../../components/Frame.module.css";
import { Icon, type IconName } from "../../components/Icon";
import { saidWords } from "../../components/said-words";
import { useUndo } from "../../components/Undo";
import type { InviteBatch, InviteOutcome, InviteRow } from "../../contract/types";
import { copyText } from "../../lib/clipboard";
import { useWords } from "../../words/words";
import styles from "./BatchScreen.module.css";
import { Decisions } from "./Decisions";
import { outcomeWords } from "./flows-words";

const ICONS: Record<InviteOutcome, IconName> = {
  waiting: "stale",
  asked: "polling",
  made: "check",
  refused: "close",
  unknown: "alert",
  found: "check",
  left: "close",
  bad: "close",
};

/** Each line of a batch with what came of it. */
export function BatchRows({ batch, rows }: { batch: InviteBatch; rows: readonly InviteRow[] }) {
  const { t } = useWords("flows");
  const fromFile = batch.file_name !== "";
  return (
    <table className={`${frame.table} ${styles.table}`}>
      <thead>
        <tr>
          {fromFile ? <th scope="col">{t("batch.line")}</th> : null}
          <th scope="col">{t("batch.who")}</th>
          <th scope="col">{t("batch.outcome")}</th>
          <th scope="col">{t("batch.linkOrReason")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-invitation={row.id} data-outcome={row.outcome}>
            {fromFile ? <td className={styles.line}>{row.line}</td> : null}
            <td>
              <span className={styles.who}>{row.name ?? row.email ?? "—"}</span>
              {row.name && row.email ? <span className={styles.soft}>{row.email}</span> : null}
            </td>
            <td>
              <span className={styles.outcome}>
                <Icon name={ICONS[row.outcome]} size={12} />
                {outcomeWords(row.outcome)}
              </span>
            </td>
            <td>
              {row.link ? <LinkCell link={row.link} /> : null}
              <Remark row={row} />
              <Decisions row={row} batchId={batch.id} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Why, in the program's own words or in Ribbon's. */
function Remark({ row: { reason, message } }: { row: InviteRow }) {
  const words = reason ? saidWords(reason) : message;
  return words ? <span className={styles.message}>{words}</span> : null;
}

function LinkCell({ link }: { link: string }) {
  const say = useUndo();
  const { t } = useWords("flows");
  return (
    <span className={styles.link}>
      <code className="selectable">{link}</code>
      <IconButton
        icon="copy"
        label={t("batch.copyLink")}
        onPress={() =>
          void copyText(link).then((copied) =>
            say(t(copied ? "batch.linkCopied" : "batch.copyFailed")),
          )
        }
      />
    </span>
  );
}
