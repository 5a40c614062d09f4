import { useRef } from "react";
import { useActions } from "../../app/actions";
import type { Comparison } from "../../contract/types";
import { useWords } from "../../words/words";
import { WrittenByAi } from "../candidate/Summary";
import { AnswerCell } from "./AnswerCell";
import styles from "./CompareTable.module.css";
import { useGridKeys } from "./grid-keys";
import { HeadCell } from "./HeadCell";
import { NotesCell } from "./NotesCell";
import type { PartPlayer } from "./part-player";
import { ScoreCell, ScoreName } from "./ScoreCell";

interface Props {
  comparison: Comparison;
  /** The flow that was asked for, to be asked for again. */
  flowId: string | null;
  player: PartPlayer;
}

/** The candidates as columns: each row is something that all of them have. */
export function CompareTable({ comparison, flowId, player }: Props) {
  const { t } = useWords("compare");
  const { candidates, medians, questions, flow } = comparison;
  const ids = candidates.map(({ candidate_id }) => candidate_id);
  const table = useRef<HTMLTableElement>(null);
  const grid = useGridKeys({ comparison, flowId, player, table });
  useActions([
    {
      id: "compare-into",
      label: t("keys.into"),
      group: t("keys.group"),
      keys: ["arrowdown", "j"],
      onlyKeys: true,
      run: () => grid.focus(),
    },
  ]);
  const firstAnswer = medians.length;
  const notesRow = firstAnswer + questions.length;

  return (
    <div className={styles.scroller} data-scroller>
      <table
        ref={table}
        className={styles.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the arrows go through it.
        role="grid"
        aria-label={t("table")}
        data-columns={candidates.length}
        onKeyDown={grid.onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              <span className="visually-hidden">{t("what")}</span>
            </th>
            {candidates.map((candidate, column) => (
              <HeadCell
                key={candidate.candidate_id}
                candidate={candidate}
                column={column}
                ids={ids}
                flowId={flowId}
                isInFlow={flow !== null}
              />
            ))}
          </tr>
        </thead>
        {flow ? (
          <tbody>
            <Heading columns={candidates.length} words={t("scores")} isByAi />
            {medians.map((median, row) => (
              <tr key={median.criterion?.key ?? "average"}>
                <ScoreName median={median} />
                {candidates.map((candidate, column) => (
                  <ScoreCell
                    key={candidate.candidate_id}
                    candidate={candidate}
                    median={median}
                    cell={grid.cell(row, column)}
                  />
                ))}
              </tr>
            ))}
            <Heading columns={candidates.length} words={t("questions")} />
            {questions.length === 0 ? (
              <tr>
                <td colSpan={candidates.length + 1} className={styles.none}>
                  {t("noQuestions")}
                </td>
              </tr>
            ) : null}
            {questions.map((question, index) => (
              <tr key={question.text}>
                <th scope="row" className={styles.question}>
                  {question.text}
                </th>
                {candidates.map((candidate, column) => (
                  <AnswerCell
                    key={candidate.candidate_id}
                    candidate={candidate}
                    question={question}
                    answer={question.answers[column] ?? null}
                    player={player}
                    cell={grid.cell(firstAnswer + index, column)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        ) : null}
        <tbody>
          <tr>
            <th scope="row" className={styles.question}>
              {t("notes")}
            </th>
            {candidates.map((candidate, column) => (
              <NotesCell
                key={candidate.candidate_id}
                candidate={candidate}
                cell={grid.cell(notesRow, column)}
              />
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

interface HeadingProps {
  columns: number;
  words: string;
  isByAi?: boolean;
}

function Heading({ columns, words, isByAi = false }: HeadingProps) {
  return (
    <tr>
      <th scope="colgroup" colSpan={columns + 1} className={styles.heading}>
        <span>
          {words} {isByAi ? <WrittenByAi /> : null}
        </span>
      </th>
    </tr>
  );
}
