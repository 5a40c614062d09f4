import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Label } from "react-aria-components/Label";
import { TextArea } from "react-aria-components/TextArea";
import { TextField } from "react-aria-components/TextField";
import { Button } from "../../components/Button";
import { Keys } from "../../components/Keys";
import { useWords } from "../../words/words";
import styles from "./Notes.module.css";

interface Props {
  label: string;
  initial: string;
  isSaving: boolean;
  /** What stands between the text and its buttons. */
  children?: ReactNode;
  /** Told of every change, so that nothing that was typed is lost. */
  onType?: (text: string) => void;
  onSave: (text: string) => void;
  onCancel: () => void;
}

/** A note as it is written: Enter keeps it, Escape leaves, and the sound goes on. */
export function NoteField(props: Props) {
  const { label, initial, isSaving, children, onType, onSave, onCancel } = props;
  const { t } = useWords("candidate");
  const { t: common } = useWords("common");
  const [text, setText] = useState(initial);
  useFocusGivenBack();
  const save = () => {
    if (text.trim() !== "" && !isSaving) onSave(text.trim());
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onCancel();
    else if (event.key === "Enter" && !event.shiftKey) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.field}>
      <TextField
        value={text}
        autoFocus
        onChange={(next) => {
          setText(next);
          onType?.(next);
        }}
      >
        <Label className={styles.label ?? ""}>{label}</Label>
        <TextArea
          className={styles.area ?? ""}
          rows={2}
          maxLength={20_000}
          placeholder={t("notes.placeholder")}
          onKeyDown={onKeyDown}
        />
      </TextField>
      <div className={styles.fieldBar}>
        {children}
        <span className={styles.space} />
        <Button look="quiet" onPress={onCancel}>
          {common("cancel")}
        </Button>
        <Button look="primary" isDisabled={text.trim() === "" || isSaving} onPress={save}>
          {t("notes.save")} <Keys keys="enter" />
        </Button>
      </div>
    </div>
  );
}

/** Who wrote a note goes on where they were. */
function useFocusGivenBack() {
  const before = useRef(document.activeElement);
  useEffect(() => {
    const element = before.current;
    return () => {
      if (element instanceof HTMLElement && element.isConnected) element.focus();
    };
  }, []);
}
