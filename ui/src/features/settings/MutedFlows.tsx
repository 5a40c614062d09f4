import { Checkbox } from "react-aria-components/Checkbox";
import { CheckboxGroup } from "react-aria-components/CheckboxGroup";
import { Icon } from "../../components/Icon";
import { useWords } from "../../words/words";
import { useFlows } from "../shell/shell-data";
import type { SettingProps } from "./NotificationsSection";
import styles from "./SettingsScreen.module.css";

/** Flows of which nothing is told. */
export function MutedFlows({ settings, change }: SettingProps) {
  const { t } = useWords("settings");
  const { data: flows = [] } = useFlows();
  const muted = settings.muted_flows;
  // A flow that is muted but not here (any more) stays muted.
  const elsewhere = muted.filter((id) => !flows.some(({ flow_id }) => flow_id === id));
  return (
    <div className={styles.part}>
      <h3>{t("notices.muted")}</h3>
      <p className={styles.soft}>
        {flows.length === 0 ? t("notices.noFlows") : t("notices.mutedMeans")}
      </p>
      <CheckboxGroup
        className={styles.checks ?? ""}
        aria-label={t("notices.muted")}
        value={muted.filter((id) => !elsewhere.includes(id))}
        onChange={(chosen) => change({ muted_flows: [...elsewhere, ...chosen] })}
      >
        {flows.map(({ flow_id, title }) => (
          <Checkbox key={flow_id} className={styles.check ?? ""} value={flow_id}>
            {({ isSelected }) => (
              <>
                <span className={styles.box}>
                  {isSelected ? <Icon name="check" size={12} /> : null}
                </span>
                {title}
              </>
            )}
          </Checkbox>
        ))}
      </CheckboxGroup>
    </div>
  );
}
