import { fieldOf } from "../../app/router";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import type { RelayState } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useFeedCall } from "./feed-calls";
import { PasteForm } from "./PasteForm";
import { pairErrorWords, relayMeaning } from "./relay-words";
import styles from "./SettingsScreen.module.css";

interface Props {
  relay: RelayState | null;
  /** Somebody was led here to pair. */
  isWanted: boolean;
}

/** The relay that keeps webhooks while this computer sleeps: pair, see how it is, leave. */
export function RelaySection({ relay, isWanted }: Props) {
  const { t } = useWords("settings");
  const isUsable = relay && relay.mode !== "needs_pairing" && relay.mode !== "broken";
  return (
    <div className={styles.part}>
      <h3>{t("relay.title")}</h3>
      {isUsable ? (
        <Paired relay={relay} />
      ) : (
        <>
          <p className={styles.soft}>{relay ? relayMeaning(relay) : t("relay.what")}</p>
          <PairForm isWanted={isWanted} />
          {relay ? <Leave /> : null}
        </>
      )}
    </div>
  );
}

function Paired({ relay }: { relay: RelayState }) {
  const { t } = useWords("settings");
  return (
    <>
      <p data-relay-mode={relay.mode}>{relayMeaning(relay)}</p>
      <dl className={styles.facts}>
        <div>
          <dt>{t("relay.address")}</dt>
          <dd className="selectable">{relay.address}</dd>
        </div>
        <div>
          <dt>{t("relay.inbox")}</dt>
          <dd className="selectable">{relay.inbox}</dd>
        </div>
      </dl>
      <Leave />
    </>
  );
}

function Leave() {
  const platform = usePlatform();
  const { t } = useWords("settings");
  const unpair = useFeedCall(() => platform.call("unpair"));
  return (
    <>
      <Button isDisabled={unpair.isPending} onPress={() => unpair.mutate(undefined)}>
        {unpair.isPending ? t("relay.leaving") : t("relay.leave")}
      </Button>
      {unpair.error ? <ErrorNote failure={asFailure(unpair.error)} /> : null}
    </>
  );
}

function PairForm({ isWanted }: { isWanted: boolean }) {
  const platform = usePlatform();
  const { t } = useWords("settings");
  const pair = useFeedCall((line: string) => platform.call("pair", { line }));
  return (
    <PasteForm
      id={fieldOf("relay")}
      name={t("relay.pairForm")}
      label={t("relay.line")}
      placeholder="https://relay.example.com 7QK2-M4XRT-0PJ9A"
      missing={t("relay.missing")}
      button={{ words: t("relay.pair"), pending: t("relay.pairing") }}
      call={pair}
      errorWords={pairErrorWords}
      autoFocus={isWanted}
    />
  );
}
