import { IconButton } from "../../components/Button";
import { Icon, type IconName } from "../../components/Icon";
import { useUndo } from "../../components/Undo";
import type { InviteBatch, InviteOutcome, InviteRow } from "../../contract/types";
import { copyText } from "../../lib/clipboard";
import styles from "./BatchScreen.module.css";
import { Decisions } from "./Decisions";
import { OUTCOME_WORDS } from "./flows-words";

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
  const fromFile = batch.file_name !== "";
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {fromFile ? <th scope="col">Line</th> : null}
          <th scope="col">Who</th>
          <th scope="col">Outcome</th>
          <th scope="col">Link or reason</th>
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
                {OUTCOME_WORDS[row.outcome]}
              </span>
            </td>
            <td>
              {row.link ? <LinkCell link={row.link} /> : null}
              {row.message ? <span className={styles.message}>{row.message}</span> : null}
              <Decisions row={row} batchId={batch.id} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LinkCell({ link }: { link: string }) {
  const say = useUndo();
  return (
    <span className={styles.link}>
      <code className="selectable">{link}</code>
      <IconButton
        icon="copy"
        label="Copy link"
        onPress={() =>
          void copyText(link).then((copied) => say(copied ? "Link copied" : "Copying did not work"))
        }
      />
    </span>
  );
}
