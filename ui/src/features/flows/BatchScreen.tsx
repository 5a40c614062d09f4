import { useState } from "react";
import { useActions } from "../../app/actions";
import { hashOf, navigate } from "../../app/router";
import { useAnnounce } from "../../components/Announcer";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Choice";
import { ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import { useUndo } from "../../components/Undo";
import type { InviteBatch, InviteOutcome } from "../../contract/types";
import { copyText } from "../../lib/clipboard";
import { counted } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { BatchRows } from "./BatchRows";
import styles from "./BatchScreen.module.css";
import flowStyles from "./FlowsScreen.module.css";
import { useBatchActions, useRows } from "./flows-data";
import {
  batchTitle,
  countWords,
  OUTCOME_WORDS,
  settled,
  stateWords,
  total,
  useWhyOff,
} from "./flows-words";

const EVERYTHING = "all";

/** One batch of invitations: how far it is, and what came of each line. */
export function BatchScreen({ batchId }: { batchId: number }) {
  const [only, setOnly] = useState<InviteOutcome | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(batchId, only);
  const batch = data?.pages[0]?.batch;
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <main className={flowStyles.screen} data-screen="batch" aria-labelledby="batch-heading">
      {batch ? <Head batch={batch} /> : null}
      {error ? (
        <div className={flowStyles.note}>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {batch ? (
        <div className={flowStyles.body}>
          <div className={styles.bar}>
            <Choice
              label="Show"
              value={only ?? EVERYTHING}
              options={[
                { id: EVERYTHING, label: `All ${total(batch.counts)}` },
                ...Object.entries(batch.counts)
                  .filter(([, count]) => count > 0)
                  .map(([outcome, count]) => ({
                    id: outcome,
                    label: `${OUTCOME_WORDS[outcome as InviteOutcome]}: ${count}`,
                  })),
              ]}
              onChange={(id) => setOnly(id === EVERYTHING ? null : (id as InviteOutcome))}
            />
          </div>
          <BatchRows batch={batch} rows={rows} />
          {hasNextPage ? (
            <div className={styles.more}>
              <Button onPress={() => void fetchNextPage()}>Show more</Button>
            </div>
          ) : null}
        </div>
      ) : error ? null : (
        <Pending>Reading the invitations…</Pending>
      )}
    </main>
  );
}

function Head({ batch }: { batch: InviteBatch }) {
  const { stop, resume, save, links } = useBatchActions(batch.id);
  const off = useWhyOff();
  const say = useUndo();
  const announce = useAnnounce();
  const canGoOn = batch.state === "stopped" && off === null;
  const all = total(batch.counts) - batch.counts.bad;

  const copyLinks = () =>
    links.mutate(undefined, {
      onSuccess: async (made) => {
        const lines = made.map(({ name, email, link }) =>
          [name ?? "", email ?? "", link].join("\t"),
        );
        const copied = await copyText(lines.join("\n"));
        say(copied ? `${counted(lines.length, "link", "links")} copied` : "Copying did not work");
      },
    });
  const write = () =>
    save.mutate(undefined, {
      onSuccess: ({ path }) => announce(`Written to ${path}`),
    });
  const group = "Invitations";
  useActions([
    {
      id: "batch-stop",
      label: "Stop inviting",
      group,
      keys: ["s"],
      run: () => batch.state === "running" && stop.mutate(),
    },
    {
      id: "batch-resume",
      label: "Go on inviting",
      group,
      keys: ["r"],
      run: () => canGoOn && resume.mutate(),
    },
    { id: "batch-copy", label: "Copy the links", group, keys: ["c"], run: copyLinks },
    { id: "batch-save", label: "Save as CSV", group, keys: ["d"], run: write },
    {
      id: "batch-back",
      label: "Back to flows",
      group,
      keys: ["escape"],
      run: () => navigate({ screen: "flows" }),
    },
  ]);
  const failure = stop.error ?? resume.error ?? save.error ?? links.error;

  return (
    <header className={styles.head}>
      <div className={styles.titleLine}>
        <h1 id="batch-heading">
          <a href={hashOf({ screen: "flows" })}>Flows</a> / {batchTitle(batch)} → {batch.flow_title}
        </h1>
        <div className={flowStyles.buttons}>
          {batch.state === "running" ? <Button onPress={() => stop.mutate()}>Stop</Button> : null}
          {batch.state === "stopped" ? (
            <Button look="primary" isDisabled={!canGoOn} onPress={() => resume.mutate()}>
              Go on
            </Button>
          ) : null}
          <Button isDisabled={batch.counts.made === 0} onPress={copyLinks}>
            Copy links
          </Button>
          <Button isDisabled={save.isPending} onPress={write}>
            Save as CSV
          </Button>
        </div>
      </div>
      <progress
        className={styles.progress}
        max={Math.max(1, all)}
        value={settled(batch.counts) - batch.counts.bad}
        aria-label="Invitations that came to an end"
      />
      <p role="status" data-batch-state={batch.state}>
        {stateWords(batch)}: {countWords(batch.counts)}
      </p>
      {batch.why ? <p className={styles.why}>{batch.why}</p> : null}
      {off && batch.state !== "done" ? <p className={styles.why}>{off}</p> : null}
      {save.data ? (
        <p data-saved={save.data.path}>
          Written to <span className="selectable">{save.data.path}</span>. The file is not encrypted
          and holds names and links: delete it when it has done its work.
        </p>
      ) : null}
      {failure ? <ErrorNote failure={asFailure(failure)} /> : null}
    </header>
  );
}
