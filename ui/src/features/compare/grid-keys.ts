import { type KeyboardEvent, type RefObject, useState } from "react";
import { navigate } from "../../app/router";
import { useAnnounce } from "../../components/Announcer";
import type { Comparison } from "../../contract/types";
import { useWords } from "../../words/words";
import { compareInstead, moved, type Part } from "./compare-data";
import { canPlay, type PartPlayer } from "./part-player";

interface Grid {
  comparison: Comparison;
  flowId: string | null;
  player: PartPlayer;
  table: RefObject<HTMLTableElement | null>;
}

/** What makes a cell one that the arrows reach. */
export interface CellProps {
  role: "gridcell";
  tabIndex: number;
  "data-row": number;
  "data-column": number;
  onFocus: () => void;
}

/** The arrows go from cell to cell; Space plays the answer there, Enter opens it. */
export function useGridKeys({ comparison, flowId, player, table }: Grid) {
  const { t } = useWords("compare");
  const announce = useAnnounce();
  const { candidates, questions, medians, flow } = comparison;
  const ids = candidates.map(({ candidate_id }) => candidate_id);
  const answers = flow ? medians.length : 0;
  const rows = answers + (flow ? questions.length : 0) + 1;
  const [at, setAt] = useState({ row: answers, column: 0 });
  const row = Math.min(at.row, rows - 1);
  const column = Math.min(at.column, candidates.length - 1);

  const focus = (to = { row, column }) => {
    const next = {
      row: Math.max(0, Math.min(rows - 1, to.row)),
      column: Math.max(0, Math.min(candidates.length - 1, to.column)),
    };
    setAt(next);
    table.current
      ?.querySelector<HTMLElement>(`[data-row="${next.row}"][data-column="${next.column}"]`)
      ?.focus();
  };

  function swap(by: 1 | -1) {
    const name = candidates[column]?.name ?? "";
    const to = column + by;
    if (to < 0 || to >= candidates.length) return;
    compareInstead(moved(ids, column, by), flowId);
    announce(t("moved", { name, place: to + 1 }));
    focus({ row, column: to });
  }

  function partHere(): Part | null {
    const question = questions[row - answers];
    const candidate = candidates[column];
    const answer = question?.answers[column];
    return question && candidate && answer ? { candidate, question, answer } : null;
  }

  function open() {
    const candidate = candidates[column];
    if (!candidate) return;
    const { candidate_id: candidateId, interview_id: interviewId } = candidate;
    const start = partHere()?.answer.start;
    const at = start === undefined ? null : Math.floor(start);
    navigate({ screen: "candidate", candidateId, interviewId, at });
  }

  function play() {
    const part = partHere();
    if (part && canPlay(part)) player.toggle(part);
  }

  const steps = new Map([
    ["ArrowDown", () => focus({ row: row + 1, column })],
    ["ArrowUp", () => focus({ row: row - 1, column })],
    ["ArrowLeft", () => focus({ row, column: column - 1 })],
    ["ArrowRight", () => focus({ row, column: column + 1 })],
    ["Home", () => focus({ row, column: 0 })],
    ["End", () => focus({ row, column: candidates.length - 1 })],
    [" ", play],
    ["Enter", open],
    ["Shift+ArrowLeft", () => swap(-1)],
    ["Shift+ArrowRight", () => swap(1)],
  ]);

  return {
    focus: () => focus(),
    cell: (ofRow: number, ofColumn: number): CellProps => ({
      role: "gridcell",
      tabIndex: ofRow === row && ofColumn === column ? 0 : -1,
      "data-row": ofRow,
      "data-column": ofColumn,
      onFocus: () => setAt({ row: ofRow, column: ofColumn }),
    }),
    onKeyDown(event: KeyboardEvent) {
      // Buttons in the table keep their keys.
      const target = event.target;
      if (!(target instanceof HTMLElement) || !target.hasAttribute("data-row")) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = steps.get(`${event.shiftKey ? "Shift+" : ""}${event.key}`);
      if (!step) return;
      step();
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
