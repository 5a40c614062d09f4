import { type FormEvent, useState } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import type { useConnect } from "../../app/phases";
import { useAnnounce } from "../../components/Announcer";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { copyText } from "../../lib/clipboard";
import { asFailure } from "../../platform/platform";
import styles from "./ConnectForm.module.css";
import { ADMIN_REQUEST, connectErrorWords } from "./connect-words";

interface Props {
  connect: ReturnType<typeof useConnect>;
  isDisabled?: boolean;
  autoFocus?: boolean;
}

/** Takes an API key and has it tried at once. */
export function ConnectForm({ connect, isDisabled = false, autoFocus = false }: Props) {
  const [apiKey, setApiKey] = useState("");
  const [missing, setMissing] = useState(false);
  const [visible, setVisible] = useState(false);
  const failure = connect.error ? asFailure(connect.error) : null;
  const busy = connect.isPending || isDisabled;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setMissing(apiKey.trim() === "");
    if (apiKey.trim() !== "") connect.mutate(apiKey);
  }

  return (
    <form className={styles.form} onSubmit={submit} aria-label="Connect to Ribbon" noValidate>
      <TextField
        className={styles.field ?? ""}
        value={apiKey}
        onChange={(value) => {
          setApiKey(value);
          setMissing(false);
        }}
        isInvalid={missing || failure?.code === "wrong_key"}
        type={visible ? "text" : "password"}
        autoComplete="off"
        autoFocus={autoFocus}
      >
        <Label>API key</Label>
        <Input className={styles.input ?? ""} spellCheck={false} />
        <FieldError className={styles.fieldError ?? ""}>
          {missing ? "Paste the API key first." : null}
        </FieldError>
      </TextField>
      <div className={styles.fieldActions}>
        <Button onPress={() => setVisible(!visible)}>{visible ? "Hide key" : "Show key"}</Button>
        <AskAdmin />
      </div>
      <div className={styles.spacer} />
      {failure ? <ErrorNote failure={failure} words={connectErrorWords(failure.code)} /> : null}
      <Button large look="primary" type="submit" isDisabled={busy}>
        {connect.isPending ? "Asking Ribbon…" : "Connect"}
      </Button>
    </form>
  );
}

function AskAdmin() {
  const announce = useAnnounce();
  const [copied, setCopied] = useState<boolean | null>(null);

  async function copy() {
    const worked = await copyText(ADMIN_REQUEST);
    setCopied(worked);
    announce(worked ? "Copied a message for your admin" : "Copying did not work");
  }

  return (
    <>
      <Button onPress={() => void copy()}>Ask my admin</Button>
      {copied === null ? null : (
        <span className={styles.copied}>
          {copied ? "Message copied: paste it to your admin." : "The clipboard is not available."}
        </span>
      )}
    </>
  );
}
