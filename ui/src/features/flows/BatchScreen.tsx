import { useState } from "react";
import { useActions } from "../../app/actions";
import { hashOf, navigate } from "../../app/router";
import { useAnnounce } from "../../components/Announcer";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Choice";
import frame from "../../components/Frame.module.css";
import { ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import { useUndo } from "../../components/Undo";
import type { InviteBatch, InviteOutcome } from "../../contract/types";
import { copyText } from "../../lib/clipboard";
import { count } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { BatchRows } from "./BatchRows";
import styles from "./BatchScreen.module.css";
import { useBatchActions, useRows } from "./flows-data";
import {
  batchTitle,
  closedWords,
  countWords,
  outcomeWords,
  settled,
  stateWords,
  total,
  useWhyOff,
} from "./flows-words";

const EVERYTHING = "all";

/** One batch of invitations: how far it is, and what came of each line. */
export function BatchScreen({ batchId }: { batchId: number }) {
  const { t } = useWords("flows");
  const [only, setOnly] = useState<InviteOutcome | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(batchId, only);
  const batch = data?.pages[0]?.batch;
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <main className={frame.screen} data-screen="batch" aria-labelledby="batch-heading">
      {batch ? <Head batch={batch} /> : null}
      {error ? (
        <div className={frame.note}>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {batch ? (
        <div className={frame.body}>
          <div className={styles.bar}>
            <Choice
              label={t("batch.show")}
              value={only ?? EVERYTHING}
              options={[
                { id: EVERYTHING, label: t("batch.all", { n: count(total(batch.counts)) }) },
                ...Object.entries(batch.counts)
                  .filter(([, amount]) => amount > 0)
                  .map(([outcome, amount]) => ({
                    id: outcome,
                    label: t("batch.only", {
                      outcome: outcomeWords(outcome as InviteOutcome),
                      n: count(amount),
                    }),
                  })),
              ]}
              onChange={(id) => setOnly(id === EVERYTHING ? null : (id as InviteOutcome))}
            />
          </div>
          <BatchRows batch={batch} rows={rows} />
          {hasNextPage ? (
            <div className={styles.more}>
              <Button onPress={() => void fetchNextPage()}>{t("batch.more")}</Button>
            </div>
          ) : null}
        </div>
      ) : error ? null : (
        <Pending>{t("batch.reading")}</Pending>
      )}
    </main>
  );
}

function Head({ batch }: { batch: InviteBatch }) {
  const { stop, resume, save, links } = useBatchActions(batch.id);
  const off = useWhyOff();
  const say = useUndo();
  const announce = useAnnounce();
  const { t } = useWords("flows");
  const closed =
    batch.state === "stopped"
      ? closedWords({ title: batch.flow_title, status: batch.flow_status })
      : null;
  const canGoOn = batch.state === "stopped" && off === null && closed === null;
  const all = total(batch.counts) - batch.counts.bad;

  const copyLinks = () =>
    links.mutate(undefined, {
      onSuccess: async (made) => {
        const lines = made.map(({ name, email, link }) =>
          [name ?? "", email ?? "", link].join("\t"),
        );
        const copied = await copyText(lines.join("\n"));
        say(
          copied
            ? t("batch.copied", { count: lines.length, n: count(lines.length) })
            : t("batch.copyFailed"),
        );
      },
    });
  const write = () =>
    save.mutate(undefined, {
      onSuccess: ({ path }) => announce(t("batch.written", { path })),
    });
  const group = t("invitations");
  useActions([
    {
      id: "batch-stop",
      label: t("batch.stopAction"),
      group,
      keys: ["s"],
      run: () => batch.state === "running" && stop.mutate(),
    },
    {
      id: "batch-resume",
      label: t("batch.resumeAction"),
      group,
      keys: ["r"],
      run: () => canGoOn && resume.mutate(),
    },
    { id: "batch-copy", label: t("batch.copyAction"), group, keys: ["c"], run: copyLinks },
    { id: "batch-save", label: t("batch.save"), group, keys: ["d"], run: write },
    {
      id: "batch-back",
      label: t("batch.back"),
      group,
      keys: ["escape"],
      run: () => navigate({ screen: "flows" }),
    },
  ]);
  const failure = stop.error ?? resume.error ?? save.error ?? links.error;

  return (
    <header className={styles.head}>
      <div className={`${styles.titleLine} ${frame.crumbs}`}>
        <h1 id="batch-heading">
          <a href={hashOf({ screen: "flows" })}>{t("title")}</a> / {batchTitle(batch)} →{" "}
          {batch.flow_title}
        </h1>
        <div className={frame.buttons}>
          {batch.state === "running" ? (
            <Button onPress={() => stop.mutate()}>{t("batch.stop")}</Button>
          ) : null}
          {batch.state === "stopped" ? (
            <Button look="primary" isDisabled={!canGoOn} onPress={() => resume.mutate()}>
              {t("batch.resume")}
            </Button>
          ) : null}
          <Button isDisabled={batch.counts.made === 0} onPress={copyLinks}>
            {t("batch.copy")}
          </Button>
          <Button isDisabled={save.isPending} onPress={write}>
            {t("batch.save")}
          </Button>
        </div>
      </div>
      <progress
        className={styles.progress}
        max={Math.max(1, all)}
        value={settled(batch.counts) - batch.counts.bad}
        aria-label={t("batch.progress")}
      />
      <p role="status" data-batch-state={batch.state}>
        {stateWords(batch)}: {countWords(batch.counts)}
      </p>
      {batch.recruiter ? <p>{t("batch.recruiter", { name: batch.recruiter })}</p> : null}
      {closed || batch.why ? <p className={styles.why}>{closed ?? batch.why}</p> : null}
      {off && batch.state !== "done" ? <p className={styles.why}>{off}</p> : null}
      {save.data ? (
        <p data-saved={save.data.path}>
          {t("batch.writtenTo")} <span className="selectable">{save.data.path}</span>.{" "}
          {t("batch.notEncrypted")}
        </p>
      ) : null}
      {failure ? <ErrorNote failure={asFailure(failure)} /> : null}
    </header>
  );
}
