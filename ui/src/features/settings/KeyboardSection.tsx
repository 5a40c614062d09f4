import { useAllActions } from "../../app/actions";
import { setSingleKeys, useSingleKeys } from "../../app/single-keys";
import frame from "../../components/Frame.module.css";
import { Keys } from "../../components/Keys";
import { Switch } from "../../components/Switch";
import { useWords } from "../../words/words";
import { Section } from "./Section";
import styles from "./SettingsScreen.module.css";

/** Whether single keys act, and the keys themselves. */
export function KeyboardSection() {
  const { t } = useWords("settings");
  const isOn = useSingleKeys();
  const actions = useAllActions().filter(({ keys }) => keys.length > 0);
  return (
    <Section name="keyboard">
      <Switch isOn={isOn} onChange={setSingleKeys} details={t("keyboard.singleMeans")}>
        {t("keyboard.single")}
      </Switch>
      <table className={`${frame.table} ${styles.table}`}>
        <caption>{t("keyboard.everywhere")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("keyboard.action")}</th>
            <th scope="col">{t("keyboard.keys")}</th>
          </tr>
        </thead>
        <tbody>
          {actions.map(({ id, label, keys }) => (
            <tr key={id}>
              <td>{label}</td>
              <td className={styles.keys}>
                {keys.map((key) => (
                  <Keys key={key} keys={key} />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.soft}>{t("keyboard.here")}</p>
    </Section>
  );
}
