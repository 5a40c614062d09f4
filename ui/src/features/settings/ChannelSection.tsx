import { fieldOf } from "../../app/router";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import type { ChannelState } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { channelKeeps, channelMeaning, channelTrust, joinErrorWords } from "./channel-words";
import { useFeedCall } from "./feed-calls";
import { PasteForm } from "./PasteForm";
import styles from "./SettingsScreen.module.css";

interface Props {
  channel: ChannelState | null;
  /** Somebody was led here to join again. */
  isWanted: boolean;
}

/** A channel of smee.io or gosmee: join, see how it is and what it is good for, leave. */
export function ChannelSection({ channel, isWanted }: Props) {
  const { t } = useWords("settings");
  return (
    <div className={styles.part}>
      <h3>{t("channel.title")}</h3>
      {channel ? <Joined channel={channel} /> : null}
      {channel === null || channel.mode === "broken" ? (
        <>
          {channel ? null : <p className={styles.soft}>{t("channel.what")}</p>}
          <JoinForm isWanted={isWanted} />
        </>
      ) : null}
    </div>
  );
}

function Joined({ channel }: { channel: ChannelState }) {
  const platform = usePlatform();
  const { t } = useWords("settings");
  const leave = useFeedCall(() => platform.call("leave_channel"));
  return (
    <>
      <p data-channel-mode={channel.mode}>{channelMeaning(channel)}</p>
      <dl className={styles.facts}>
        <div>
          <dt>{t("channel.kind")}</dt>
          <dd data-channel-kind={channel.kind}>
            {t("channel.kindAt", { kind: channel.kind })}{" "}
            <span className="selectable">{channel.server}</span>
          </dd>
        </div>
        <div>
          <dt>{t("channel.trust")}</dt>
          <dd>{channelTrust(channel)}</dd>
        </div>
        <div>
          <dt>{t("channel.away")}</dt>
          <dd>{channelKeeps(channel)}</dd>
        </div>
        <div>
          <dt>{t("channel.itsAddress")}</dt>
          <dd>{t("channel.addressKept")}</dd>
        </div>
      </dl>
      <Button isDisabled={leave.isPending} onPress={() => leave.mutate(undefined)}>
        {leave.isPending ? t("channel.leaving") : t("channel.leave")}
      </Button>
      {leave.error ? <ErrorNote failure={asFailure(leave.error)} /> : null}
    </>
  );
}

function JoinForm({ isWanted }: { isWanted: boolean }) {
  const platform = usePlatform();
  const { t } = useWords("settings");
  const join = useFeedCall((address: string) => platform.call("join_channel", { address }));
  return (
    <PasteForm
      id={fieldOf("channel")}
      name={t("channel.joinForm")}
      label={t("channel.address")}
      placeholder="https://smee.io/AbCdEf123456"
      missing={t("channel.missing")}
      button={{ words: t("channel.listen"), pending: t("channel.looking") }}
      call={join}
      errorWords={joinErrorWords}
      autoFocus={isWanted}
    />
  );
}
