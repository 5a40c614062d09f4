import { useState } from "react";
import { useActions } from "../../app/actions";
import type { Card } from "../../contract/types";
import { useWords } from "../../words/words";
import type { Marked } from "../marks/mark-change";
import { TagPicker } from "../marks/TagPicker";
import { useMarks } from "../marks/use-marks";

/** The recruiter's own marks by key, for the card that has the tab stop. */
export function CardMarks({ card }: { card: Card }) {
  const { t } = useWords("marks");
  const { t: pipeline } = useWords("pipeline");
  const marks = useMarks();
  const [tagged, setTagged] = useState<readonly Marked[] | null>(null);
  const people: readonly Marked[] = [
    { candidateId: card.candidate_id, name: card.name, marks: card.marks },
  ];
  const group = pipeline("pipeline");
  useActions([
    {
      id: "card-star",
      label: t("star"),
      group,
      keys: ["s"],
      run: () => void marks.toggle(people, "star"),
    },
    {
      id: "card-review",
      label: t("review"),
      group,
      keys: ["r"],
      run: () => void marks.toggle(people, "review"),
    },
    { id: "card-tag", label: t("tagKey"), group, keys: ["t"], run: () => setTagged(people) },
  ]);
  return tagged ? <TagPicker people={tagged} onClose={() => setTagged(null)} /> : null;
}
