import { useState } from "react";
import { fieldOf } from "../../app/router";
import { Button } from "../../components/Button";
import { errorWords } from "../../components/error-words";
import { ErrorNote } from "../../components/Notice";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { PasteForm } from "./PasteForm";
import styles from "./SettingsScreen.module.css";
import { useOrganisationSecret } from "./settings-data";

/** The secret of the organisation's default webhook: entered here, and never shown again. */
export function OrganisationSection({ isWanted }: { isWanted: boolean }) {
  const { t } = useWords("settings");
  const { isSet, unread, save } = useOrganisationSecret();
  const [isReplacing, setIsReplacing] = useState(false);
  const close = { onSuccess: () => setIsReplacing(false) };
  return (
    <div className={styles.part}>
      <h3>{t("organisation.title")}</h3>
      <p className={styles.soft}>{t("organisation.what")}</p>
      {unread ? <ErrorNote failure={asFailure(unread)} /> : null}
      {isSet === undefined ? null : (
        <p role="status" data-organisation-secret={isSet ? "set" : "none"}>
          {t(isSet ? "organisation.set" : "organisation.notSet")}
        </p>
      )}
      {isSet === false || isReplacing ? (
        <PasteForm
          id={fieldOf("organisation")}
          name={t("organisation.form")}
          label={t("organisation.secret")}
          placeholder=""
          missing={t("organisation.missing")}
          button={{ words: t("organisation.keep"), pending: t("organisation.checking") }}
          call={save}
          onDone={close.onSuccess}
          errorWords={errorWords}
          autoFocus={isWanted || isReplacing}
          isSecret
        />
      ) : null}
      {isSet ? (
        <div className={styles.buttons}>
          {isReplacing ? null : (
            <Button onPress={() => setIsReplacing(true)}>{t("organisation.replace")}</Button>
          )}
          <Button isDisabled={save.isPending} onPress={() => save.mutate("", close)}>
            {t("organisation.remove")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
