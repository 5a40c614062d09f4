import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import { keys } from "../../app/query-keys";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import type { RelayState, SyncState } from "../../contract/types";
import { moment } from "../../lib/format";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure } from "../../platform/platform";
import formStyles from "../connect/ConnectForm.module.css";
import { pairErrorWords, relayMeaning } from "./relay-words";
import styles from "./SettingsScreen.module.css";

/** The relay that keeps webhooks while this computer sleeps: pair, see how it is, leave. */
export function RelaySection({ relay }: { relay: RelayState | null }) {
  return (
    <section aria-labelledby="relay-heading">
      <h2 id="relay-heading">Relay</h2>
      {relay && relay.mode !== "needs_pairing" ? (
        <Paired relay={relay} />
      ) : (
        <>
          <p className={styles.soft}>
            {relay
              ? relayMeaning(relay)
              : "A relay keeps Ribbon's webhooks while this computer sleeps. Without one, a status change that is posted meanwhile is lost."}
          </p>
          <PairForm />
        </>
      )}
    </section>
  );
}

function useRelayCall<T>(call: (argument: T) => Promise<SyncState>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: (sync) => queryClient.setQueryData(keys.sync, sync),
  });
}

function Paired({ relay }: { relay: RelayState }) {
  const platform = usePlatform();
  const unpair = useRelayCall(() => platform.call("unpair"));
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
        {relay.lost_at === null ? null : (
          <div>
            <dt>History lost</dt>
            <dd>
              {moment(relay.lost_at, Date.now())}: the relay no longer had a part of what this
              computer had not read. Interviews were asked for again; status changes of that time
              show as gaps.
            </dd>
          </div>
        )}
      </dl>
      <Button isDisabled={unpair.isPending} onPress={() => unpair.mutate(undefined)}>
        {unpair.isPending ? "Leaving…" : "Leave this relay"}
      </Button>
      {unpair.error ? <ErrorNote failure={asFailure(unpair.error)} /> : null}
    </>
  );
}

function PairForm() {
  const platform = usePlatform();
  const pair = useRelayCall((line: string) => platform.call("pair", { line }));
  const [line, setLine] = useState("");
  const [missing, setMissing] = useState(false);
  const failure = pair.error ? asFailure(pair.error) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setMissing(line.trim() === "");
    if (line.trim() !== "" && !pair.isPending) pair.mutate(line);
  }

  return (
    <form className={styles.form} onSubmit={submit} aria-label="Pair with a relay" noValidate>
      <TextField
        className={formStyles.field ?? ""}
        value={line}
        onChange={(value) => {
          setLine(value);
          setMissing(false);
        }}
        isInvalid={missing || failure?.code === "bad_request"}
        autoComplete="off"
      >
        <Label>Pairing line</Label>
        <Input
          className={formStyles.input ?? ""}
          spellCheck={false}
          placeholder="https://relay.example.com 7QK2-M4XRT-0PJ9A"
        />
        <FieldError className={formStyles.fieldError ?? ""}>
          {missing ? "Paste the line that the relay's operator sent you first." : null}
        </FieldError>
      </TextField>
      {failure ? <ErrorNote failure={failure} words={pairErrorWords(failure.code)} /> : null}
      <Button type="submit" look="primary" isDisabled={pair.isPending}>
        {pair.isPending ? "Pairing…" : "Pair"}
      </Button>
    </form>
  );
}
