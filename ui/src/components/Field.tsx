import type { ReactNode } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import { TextField } from "react-aria-components/TextField";
import styles from "./Field.module.css";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it and what to do. */
  error?: string | null;
  /** What it is for. */
  details?: ReactNode;
  /** So many lines; one where it is not said. */
  rows?: number;
  mono?: boolean;
  autoFocus?: boolean;
  placeholder?: string;
  type?: "text" | "email" | "url";
}

/** A labelled field for text, with what is wrong with it below. */
export function Field(props: Props) {
  const { label, value, onChange, error = null, details, rows, mono = false } = props;
  const input = `${styles.input} ${mono ? styles.mono : ""}`;
  const placeholder = props.placeholder ?? "";
  return (
    <TextField
      className={styles.field ?? ""}
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      autoComplete="off"
      type={props.type ?? "text"}
      autoFocus={props.autoFocus ?? false}
    >
      <Label>{label}</Label>
      {rows ? (
        <TextArea className={`${input} ${styles.area}`} rows={rows} placeholder={placeholder} />
      ) : (
        <Input className={input} spellCheck={false} placeholder={placeholder} />
      )}
      {details ? (
        <Text slot="description" className={styles.details ?? ""}>
          {details}
        </Text>
      ) : null}
      <FieldError className={styles.error ?? ""}>{error}</FieldError>
    </TextField>
  );
}

/** A label above something that is not a text field. */
export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  );
}
