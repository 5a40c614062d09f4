import { useState } from "react";
import { hashOf } from "../../app/router";
import { IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ErrorNote } from "../../components/Notice";
import { useUndo } from "../../components/Undo";
import { useNow, When } from "../../components/When";
import type { Note } from "../../contract/types";
import { timecode } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { NoteField } from "./NoteField";
import styles from "./Notes.module.css";
import type { Playback } from "./playback";
import { useNotes, usePutNote, useRemoveNote } from "./reading-data";

interface Props {
  candidateId: number;
  interviewId: string | null;
  playback: Playback | null;
  onAdd: () => void;
}

/** What the recruiter wrote about somebody, by the second it is pinned to. */
export function Notes({ candidateId, interviewId, playback, onAdd }: Props) {
  const { t } = useWords("candidate");
  const { data: notes, error, refetch } = useNotes(candidateId);
  const remove = useRemoveNote(candidateId);
  const failed = error ?? remove.error;
  return (
    <section aria-labelledby="notes-heading" data-notes>
      <h2 id="notes-heading">
        {t("notes.title")}
        <IconButton icon="note" label={t("notes.add")} keys="n" onPress={onAdd} />
      </h2>
      {failed ? <ErrorNote failure={asFailure(failed)} onRetry={() => void refetch()} /> : null}
      {notes?.length === 0 ? (
        <p className={styles.none}>{t(playback ? "notes.none" : "notes.noneUnpinned")}</p>
      ) : null}
      {notes && notes.length > 0 ? (
        <ul className={styles.notes} aria-label={t("notes.list")}>
          {notes.map((note) => (
            <Item
              key={note.note_id}
              note={note}
              candidateId={candidateId}
              playback={note.interview_id === interviewId ? playback : null}
              onRemove={() => remove.mutate(note)}
            />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

interface ItemProps {
  note: Note;
  candidateId: number;
  /** The recording it is pinned to, where that is the one that is shown. */
  playback: Playback | null;
  onRemove: () => void;
}

function Item({ note, candidateId, playback, onRemove }: ItemProps) {
  const { t } = useWords("candidate");
  const put = usePutNote();
  const say = useUndo();
  const now = useNow();
  const [isEdited, setIsEdited] = useState(false);
  const { note_id, interview_id, at_seconds, text } = note;

  function save(next: string) {
    const kept = { note_id, candidate_id: candidateId, interview_id, at_seconds };
    const onSuccess = () => {
      setIsEdited(false);
      say(t("notes.changed"), () => put.mutate({ ...kept, text }));
    };
    if (next === text) setIsEdited(false);
    else put.mutate({ ...kept, text: next }, { onSuccess });
  }

  return (
    <li className={styles.note} data-note-id={note_id}>
      <div className={styles.noteBar}>
        <Place note={note} candidateId={candidateId} playback={playback} />
        <span className={styles.space} />
        <span className={styles.when}>
          <When at={note.edited_at ?? note.created_at} now={now} prefix="" />
          {note.edited_at === null ? "" : `, ${t("notes.edited")}`}
        </span>
        <IconButton icon="edit" label={t("notes.edit")} onPress={() => setIsEdited(true)} />
        <IconButton icon="trash" label={t("notes.remove")} onPress={onRemove} />
      </div>
      {isEdited ? (
        <NoteField
          label={t("notes.edit")}
          initial={text}
          isSaving={put.isPending}
          onSave={save}
          onCancel={() => setIsEdited(false)}
        />
      ) : (
        <p className={`${styles.text} selectable`}>{text}</p>
      )}
      {put.error ? <ErrorNote failure={asFailure(put.error)} /> : null}
    </li>
  );
}

/** Where it is pinned to, which is also the way there. */
function Place({ note, candidateId, playback }: Omit<ItemProps, "onRemove">) {
  const { t } = useWords("candidate");
  const { interview_id: interviewId, at_seconds: at } = note;
  if (at === null || interviewId === null) {
    return <span className={styles.when}>{t("notes.unpinned")}</span>;
  }
  const time = timecode(at);
  if (!playback) {
    const to = { screen: "candidate", candidateId, interviewId, at } as const;
    return (
      <a className={styles.place} href={hashOf(to)}>
        <Icon name="pin" size={12} /> {time} {t("notes.otherInterview")}
      </a>
    );
  }
  return (
    <button
      type="button"
      className={styles.place}
      aria-label={t("notes.goTo", { time })}
      onClick={() => {
        playback.seek(at);
        playback.play();
      }}
    >
      <Icon name="pin" size={12} /> {time}
    </button>
  );
}
