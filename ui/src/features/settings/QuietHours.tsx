import { Choice } from "../../components/Choice";
import { Labelled } from "../../components/Field";
import { Switch } from "../../components/Switch";
import type { QuietHours as Hours } from "../../contract/types";
import { timeOfDay } from "../../lib/format";
import { useWords } from "../../words/words";
import type { SettingProps } from "./NotificationsSection";
import { minutesToChoose, USUAL_QUIET } from "./notice-times";
import styles from "./SettingsScreen.module.css";

/** Hours of every day without notices. */
export function QuietHours({ settings, change }: SettingProps) {
  const { t } = useWords("settings");
  const hours = settings.quiet_hours;
  return (
    <div className={styles.part}>
      <h3>{t("notices.quiet")}</h3>
      <Switch
        isOn={hours !== null}
        onChange={(isOn) => change({ quiet_hours: isOn ? USUAL_QUIET : null })}
        details={t("notices.quietMeans")}
      >
        {t("notices.quiet")}
      </Switch>
      {hours ? <Span hours={hours} onChange={(quiet_hours) => change({ quiet_hours })} /> : null}
    </div>
  );
}

function Span({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const { t } = useWords("settings");
  const pick = (label: string, field: keyof Hours) => (
    <Labelled label={label}>
      <Choice
        label={label}
        value={String(hours[field])}
        options={minutesToChoose(hours[field]).map((minute) => ({
          id: String(minute),
          label: timeOfDay(minute),
        }))}
        onChange={(id) => onChange({ ...hours, [field]: Number(id) })}
      />
    </Labelled>
  );
  const from = timeOfDay(hours.from_minute);
  const to = timeOfDay(hours.to_minute);
  const crosses = hours.to_minute <= hours.from_minute;
  return (
    <>
      <div className={styles.choices}>
        {pick(t("notices.from"), "from_minute")}
        {pick(t("notices.to"), "to_minute")}
      </div>
      <p className={styles.soft} data-quiet>
        {t(crosses ? "notices.quietSpanNext" : "notices.quietSpan", { from, to })}
      </p>
    </>
  );
}
