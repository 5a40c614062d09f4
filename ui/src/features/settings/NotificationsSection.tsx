import { Choice } from "../../components/Choice";
import { Labelled } from "../../components/Field";
import { ErrorNote } from "../../components/Notice";
import { Switch } from "../../components/Switch";
import type { NoticeWay, Settings } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { MutedFlows } from "./MutedFlows";
import { PauseNotices } from "./PauseNotices";
import { QuietHours } from "./QuietHours";
import { Section } from "./Section";
import styles from "./SettingsScreen.module.css";
import { useSettings } from "./settings-data";
import { StartAtLogin, TestNotice } from "./WhileRunning";

export interface SettingProps {
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}

/** What is told on the desktop, how, and when not. */
export function NotificationsSection() {
  const { t } = useWords("settings");
  const { settings, unread, unsaved, change } = useSettings();
  const failure = unread ?? unsaved;
  return (
    <Section name="notifications">
      {failure ? <ErrorNote failure={asFailure(failure)} /> : null}
      {settings ? (
        <>
          <Switch
            isOn={settings.notifications}
            onChange={(notifications) => change({ notifications })}
            details={t("notices.allMeans")}
          >
            {t("notices.all")}
          </Switch>
          <StartAtLogin />
          {settings.notifications ? (
            <>
              <TestNotice />
              <Kinds settings={settings} change={change} />
              <PauseNotices settings={settings} change={change} />
              <QuietHours settings={settings} change={change} />
              <MutedFlows settings={settings} change={change} />
            </>
          ) : null}
        </>
      ) : null}
    </Section>
  );
}

const KINDS = ["processed", "video", "status"] as const;
const WAYS = ["on", "silent", "off"] as const satisfies readonly NoticeWay[];

function Kinds({ settings, change }: SettingProps) {
  const { t } = useWords("settings");
  const options = WAYS.map((id) => ({ id, label: t(`notices.way.${id}`) }));
  return (
    <div className={styles.part}>
      <h3>{t("notices.kinds")}</h3>
      <div className={styles.choices}>
        {KINDS.map((kind) => (
          <Labelled key={kind} label={t(`notices.kind.${kind}`)}>
            <Choice
              label={t(`notices.kind.${kind}`)}
              value={settings[kind]}
              options={options}
              onChange={(way) => change({ [kind]: WAYS.find((one) => one === way) ?? "on" })}
            />
          </Labelled>
        ))}
      </div>
      <p className={styles.soft}>{t("notices.wayMeans")}</p>
    </div>
  );
}
