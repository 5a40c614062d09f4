import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { Switch } from "../../components/Switch";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import styles from "./SettingsScreen.module.css";
import { useStartsAtLogin, useTestNotice } from "./settings-data";

/** A notice to see that they arrive. */
export function TestNotice() {
  const { t } = useWords("settings");
  const test = useTestNotice();
  return (
    <div className={styles.part}>
      <div className={styles.buttons}>
        <Button isDisabled={test.isPending} onPress={() => test.mutate()}>
          {t("notices.test")}
        </Button>
        <span role="status">{test.isSuccess ? t("notices.tested") : ""}</span>
      </div>
      {test.error ? <ErrorNote failure={asFailure(test.error)} /> : null}
    </div>
  );
}

/** Nothing is told while the program does not run. */
export function StartAtLogin() {
  const { t } = useWords("settings");
  const { starts, unsaved, change } = useStartsAtLogin();
  return (
    <>
      {starts === undefined ? null : (
        <Switch isOn={starts} onChange={(isOn) => change(isOn)} details={t("notices.atLoginMeans")}>
          {t("notices.atLogin")}
        </Switch>
      )}
      {unsaved ? <ErrorNote failure={asFailure(unsaved)} /> : null}
    </>
  );
}
