import { Button } from "../../components/Button";
import { useNow } from "../../components/When";
import { moment, timeOfDay } from "../../lib/format";
import { useWords } from "../../words/words";
import type { SettingProps } from "./NotificationsSection";
import { MORNING, nextMorning } from "./notice-times";
import styles from "./SettingsScreen.module.css";

const HOUR = 3_600_000;

/** No notices for a while. */
export function PauseNotices({ settings, change }: SettingProps) {
  const { t } = useWords("settings");
  const now = useNow();
  const until = settings.paused_until;
  const isPaused = until !== null && until > now;
  return (
    <div className={styles.part}>
      <h3>{t("notices.pause")}</h3>
      <p role="status" data-paused={isPaused}>
        {isPaused ? t("notices.paused", { until: moment(until, now) }) : ""}
      </p>
      <div className={styles.buttons}>
        {isPaused ? (
          <Button onPress={() => change({ paused_until: null })}>{t("notices.resume")}</Button>
        ) : (
          <>
            <Button onPress={() => change({ paused_until: Date.now() + HOUR })}>
              {t("notices.pauseHour")}
            </Button>
            <Button onPress={() => change({ paused_until: nextMorning(Date.now()) })}>
              {t("notices.pauseTomorrow", { time: timeOfDay(MORNING) })}
            </Button>
          </>
        )}
      </div>
      <p className={styles.soft}>{t("notices.pauseMeans")}</p>
    </div>
  );
}
