import { useState } from "react";
import { useMemory } from "../../app/remembered";
import { ErrorNote } from "../../components/Notice";
import { Toggle } from "../../components/Toggle";
import { useUndo } from "../../components/Undo";
import { timecode } from "../../lib/format";
import { reportFailure } from "../../platform/failures";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { NoteField } from "./NoteField";
import styles from "./Notes.module.css";
import type { Playback } from "./playback";
import { usePutNote } from "./reading-data";

interface Props {
  candidateId: number;
  interviewId: string | null;
  /** The recording to pin it to, where there is one. */
  playback: Playback | null;
  onClose: () => void;
}

/** A new note, pinned to the second at which it was begun unless it should not be. */
export function NoteComposer({ candidateId, interviewId, playback, onClose }: Props) {
  const { t } = useWords("candidate");
  const platform = usePlatform();
  const put = usePutNote();
  const say = useUndo();
  const memory = useMemory();
  const draft = `note ${candidateId}`;
  const [second] = useState(() => (playback ? Math.floor(playback.exactTime) : null));
  const [isPinned, setIsPinned] = useState(true);
  const at = isPinned ? second : null;

  const save = (text: string) =>
    put.mutate(
      {
        note_id: null,
        candidate_id: candidateId,
        interview_id: at === null ? null : interviewId,
        at_seconds: at,
        text,
      },
      {
        onSuccess: ({ note_id }) => {
          memory.delete(draft);
          say(t("notes.saved"), () => {
            platform.call("remove_note", note_id).catch(reportFailure);
          });
          onClose();
        },
      },
    );

  return (
    <section className={styles.composer} aria-label={t("notes.add")}>
      <NoteField
        label={at === null ? t("notes.field") : t("notes.fieldAt", { time: timecode(at) })}
        initial={String(memory.get(draft) ?? "")}
        isSaving={put.isPending}
        onType={(text) => memory.set(draft, text)}
        onSave={save}
        onCancel={onClose}
      >
        {second === null ? null : (
          <Toggle isOn={isPinned} onChange={setIsPinned}>
            {t("notes.pin", { time: timecode(second) })}
          </Toggle>
        )}
      </NoteField>
      {put.error ? <ErrorNote failure={asFailure(put.error)} /> : null}
    </section>
  );
}
