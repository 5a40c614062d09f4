import { fieldOf } from "../../app/router";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import type { ChannelState } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure } from "../../platform/platform";
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
  return (
    <section aria-labelledby="channel-heading">
      <h2 id="channel-heading">Channel</h2>
      {channel ? <Joined channel={channel} /> : null}
      {channel === null || channel.mode === "broken" ? (
        <>
          {channel ? null : (
            <p className={styles.soft}>
              A channel of smee.io or of a gosmee server passes Ribbon's webhooks on while this
              computer is awake. Only for those who have one already: a relay loses nothing.
            </p>
          )}
          <JoinForm isWanted={isWanted} />
        </>
      ) : null}
    </section>
  );
}

function Joined({ channel }: { channel: ChannelState }) {
  const platform = usePlatform();
  const leave = useFeedCall(() => platform.call("leave_channel"));
  return (
    <>
      <p data-channel-mode={channel.mode}>{channelMeaning(channel)}</p>
      <dl className={styles.facts}>
        <div>
          <dt>Kind</dt>
          <dd data-channel-kind={channel.kind}>
            {channel.kind} at <span className="selectable">{channel.server}</span>
          </dd>
        </div>
        <div>
          <dt>Trust</dt>
          <dd>{channelTrust(channel)}</dd>
        </div>
        <div>
          <dt>While away</dt>
          <dd>{channelKeeps(channel)}</dd>
        </div>
        <div>
          <dt>Its address</dt>
          <dd>
            Kept encrypted and not shown again: whoever knows it can read along and post, and so can
            whoever runs the server.
          </dd>
        </div>
      </dl>
      <Button isDisabled={leave.isPending} onPress={() => leave.mutate(undefined)}>
        {leave.isPending ? "Leaving…" : "Leave this channel"}
      </Button>
      {leave.error ? <ErrorNote failure={asFailure(leave.error)} /> : null}
    </>
  );
}

function JoinForm({ isWanted }: { isWanted: boolean }) {
  const platform = usePlatform();
  const join = useFeedCall((address: string) => platform.call("join_channel", { address }));
  return (
    <PasteForm
      id={fieldOf("channel")}
      name="Listen to a channel"
      label="Channel address"
      placeholder="https://smee.io/AbCdEf123456"
      missing="Paste the channel's address first: the one that Ribbon posts to."
      button={{ words: "Listen", pending: "Looking…" }}
      call={join}
      errorWords={joinErrorWords}
      autoFocus={isWanted}
    />
  );
}
