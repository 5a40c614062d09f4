import { useActions } from "../../app/actions";
import { useWords } from "../../words/words";

/** `N` begins a note. */
export function useNoteAction(write: () => void): void {
  const { t } = useWords("candidate");
  const group = t("groups.candidate");
  useActions([{ id: "note", label: t("notes.add"), group, keys: ["n"], run: write }]);
}
