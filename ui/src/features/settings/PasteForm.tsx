import type { UseMutationResult } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import type { FailureCode } from "../../platform/platform";
import { asFailure } from "../../platform/platform";
import formStyles from "../connect/ConnectForm.module.css";
import styles from "./SettingsScreen.module.css";

interface Props<T> {
  /** The field's id, for whoever leads here. */
  id: string;
  /** What the form is for. */
  name: string;
  label: string;
  placeholder: string;
  /** Said when nothing was pasted. */
  missing: string;
  button: { words: string; pending: string };
  call: UseMutationResult<T, Error, string>;
  errorWords: (code: FailureCode) => string;
  autoFocus: boolean;
  /** Called once it was taken. */
  onDone?: () => void;
  /** Whether what is pasted is not to be read over a shoulder. */
  isSecret?: boolean;
}

/** One line to paste and a button that acts on it. */
export function PasteForm<T>({ call, ...props }: Props<T>) {
  const [line, setLine] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const failure = call.error ? asFailure(call.error) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsMissing(line.trim() === "");
    if (line.trim() === "" || call.isPending) return;
    call.mutate(line, {
      onSuccess: () => {
        setLine("");
        props.onDone?.();
      },
    });
  }

  return (
    <form className={styles.form} onSubmit={submit} aria-label={props.name} noValidate>
      <TextField
        id={props.id}
        className={formStyles.field ?? ""}
        value={line}
        onChange={(value) => {
          setLine(value);
          setIsMissing(false);
        }}
        isInvalid={isMissing || failure?.code === "bad_request"}
        autoComplete="off"
        type={props.isSecret ? "password" : "text"}
        autoFocus={props.autoFocus}
      >
        <Label>{props.label}</Label>
        <Input
          className={formStyles.input ?? ""}
          spellCheck={false}
          placeholder={props.placeholder}
        />
        <FieldError className={formStyles.fieldError ?? ""}>
          {isMissing ? props.missing : null}
        </FieldError>
      </TextField>
      {failure ? <ErrorNote failure={failure} words={props.errorWords(failure.code)} /> : null}
      <Button type="submit" look="primary" isDisabled={call.isPending}>
        {call.isPending ? props.button.pending : props.button.words}
      </Button>
    </form>
  );
}
