import { fieldOf } from "../../app/router";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import type { RelayState } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure } from "../../platform/platform";
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
  const isUsable = relay && relay.mode !== "needs_pairing" && relay.mode !== "broken";
  return (
    <section aria-labelledby="relay-heading">
      <h2 id="relay-heading">Relay</h2>
      {isUsable ? (
        <Paired relay={relay} />
      ) : (
        <>
          <p className={styles.soft}>
            {relay
              ? relayMeaning(relay)
              : "A relay keeps Ribbon's webhooks while this computer sleeps. Without one, a status change that is posted meanwhile is lost."}
          </p>
          <PairForm isWanted={isWanted} />
          {relay ? <Leave /> : null}
        </>
      )}
    </section>
  );
}

function Paired({ relay }: { relay: RelayState }) {
  return (
    <>
      <p data-relay-mode={relay.mode}>{relayMeaning(relay)}</p>
      <dl className={styles.facts}>
        <div>
          <dt>Address</dt>
          <dd className="selectable">{relay.address}</dd>
        </div>
        <div>
          <dt>Inbox</dt>
          <dd className="selectable">{relay.inbox}</dd>
        </div>
      </dl>
      <Leave />
    </>
  );
}

function Leave() {
  const platform = usePlatform();
  const unpair = useFeedCall(() => platform.call("unpair"));
  return (
    <>
      <Button isDisabled={unpair.isPending} onPress={() => unpair.mutate(undefined)}>
        {unpair.isPending ? "Leaving…" : "Leave this relay"}
      </Button>
      {unpair.error ? <ErrorNote failure={asFailure(unpair.error)} /> : null}
    </>
  );
}

function PairForm({ isWanted }: { isWanted: boolean }) {
  const platform = usePlatform();
  const pair = useFeedCall((line: string) => platform.call("pair", { line }));
  return (
    <PasteForm
      id={fieldOf("relay")}
      name="Pair with a relay"
      label="Pairing line"
      placeholder="https://relay.example.com 7QK2-M4XRT-0PJ9A"
      missing="Paste the line that the relay's operator sent you first."
      button={{ words: "Pair", pending: "Pairing…" }}
      call={pair}
      errorWords={pairErrorWords}
      autoFocus={isWanted}
    />
  );
}
