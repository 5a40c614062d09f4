import type { Compared } from "../../contract/types";
import { timecode } from "../../lib/format";
import { useWords } from "../../words/words";
import { useNotes } from "../candidate/reading-data";
import styles from "./CompareTable.module.css";
import type { CellProps } from "./grid-keys";

/** What the recruiter noted about one of them. */
export function NotesCell({ candidate, cell }: { candidate: Compared; cell: CellProps }) {
  const { t } = useWords("compare");
  const { data: notes = [] } = useNotes(candidate.candidate_id);
  return (
    <td {...cell} className={styles.cell} data-notes>
      {notes.length === 0 ? <span className={styles.none}>{t("noNotes")}</span> : null}
      {notes.map(({ note_id, at_seconds, text }) => (
        <p key={note_id} className={`${styles.noted} selectable`}>
          {at_seconds === null ? null : (
            <span className={styles.time}>{timecode(at_seconds)} </span>
          )}
          {text}
        </p>
      ))}
    </td>
  );
}
