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
import { useWords } from "../../words/words";
import styles from "./ConnectForm.module.css";
import { connectErrorWords } from "./connect-words";

interface Props {
  connect: ReturnType<typeof useConnect>;
  isDisabled?: boolean;
  autoFocus?: boolean;
}

/** Takes an API key and has it tried at once. */
export function ConnectForm({ connect, isDisabled = false, autoFocus = false }: Props) {
  const { t } = useWords("connect");
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
    <form className={styles.form} onSubmit={submit} aria-label={t("form")} noValidate>
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
        <Label>{t("key")}</Label>
        <Input className={styles.input ?? ""} spellCheck={false} />
        <FieldError className={styles.fieldError ?? ""}>{missing ? t("missing") : null}</FieldError>
      </TextField>
      <div className={styles.fieldActions}>
        <Button onPress={() => setVisible(!visible)}>{t(visible ? "hide" : "show")}</Button>
        <AskAdmin />
      </div>
      <div className={styles.spacer} />
      {failure ? <ErrorNote failure={failure} words={connectErrorWords(failure.code)} /> : null}
      <Button large look="primary" type="submit" isDisabled={busy}>
        {connect.isPending ? t("asking") : t("connect")}
      </Button>
    </form>
  );
}

function AskAdmin() {
  const announce = useAnnounce();
  const { t } = useWords("connect");
  const [copied, setCopied] = useState<boolean | null>(null);

  async function copy() {
    const worked = await copyText(t("adminRequest"));
    setCopied(worked);
    announce(t(worked ? "copiedForAdmin" : "copyFailed"));
  }

  return (
    <>
      <Button onPress={() => void copy()}>{t("askAdmin")}</Button>
      {copied === null ? null : (
        <span className={styles.copied}>{t(copied ? "copied" : "noClipboard")}</span>
      )}
    </>
  );
}
