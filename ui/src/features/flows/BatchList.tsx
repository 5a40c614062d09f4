import { hashOf } from "../../app/router";
import frame from "../../components/Frame.module.css";
import { useNow, When } from "../../components/When";
import type { InviteBatch } from "../../contract/types";
import { useWords } from "../../words/words";
import styles from "./FlowsScreen.module.css";
import { useBatches } from "./flows-data";
import { batchTitle, countWords, stateWords } from "./flows-words";

/** What was invited from here, newest first. */
export function BatchList() {
  const { data: batches = [] } = useBatches();
  const { t } = useWords("flows");
  return (
    <section className={styles.section} aria-labelledby="batches-heading">
      <h2 id="batches-heading">{t("batches.title")}</h2>
      {batches.length === 0 ? (
        <p className={frame.soft}>{t("batches.none")}</p>
      ) : (
        <ul className={styles.batches}>
          {batches.map((batch) => (
            <li key={batch.id}>
              <Batch batch={batch} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Batch({ batch }: { batch: InviteBatch }) {
  const now = useNow();
  const { t } = useWords("flows");
  const asks = batch.state === "stopped" || batch.counts.unknown > 0;
  return (
    <a className={styles.batch} href={hashOf({ screen: "batch", batchId: batch.id })}>
      <strong>
        {batchTitle(batch)} → {batch.flow_title}
      </strong>
      <span className={asks ? styles.question : undefined}>{stateWords(batch)}</span>
      <span>{countWords(batch.counts)}</span>
      <span className={styles.end}>
        <When at={batch.made_at} now={now} prefix={t("batches.begun")} prefixHidden />
      </span>
    </a>
  );
}
