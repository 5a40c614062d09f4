import { Button } from "../../components/Button";
import frame from "../../components/Frame.module.css";
import { ErrorNote } from "../../components/Notice";
import { useNow, When } from "../../components/When";
import type { Quarantine, Quarantined, RetriedQuarantine } from "../../contract/types";
import { count, list } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { eventWords } from "../flows/flows-words";
import styles from "./SettingsScreen.module.css";
import { useQuarantine, useRetryQuarantine } from "./settings-data";

/** Webhooks that could not be applied: what they are, why they wait, and another attempt. */
export function QuarantinePart({ waiting }: { waiting: number }) {
  const { t } = useWords("settings");
  const held = useQuarantine(waiting > 0);
  const retry = useRetryQuarantine();
  const failure = held.error ?? retry.error;
  if (waiting === 0 && !retry.data) return null;
  return (
    <div className={styles.part}>
      <h3>{t("diagnostics.quarantine")}</h3>
      <p className={styles.soft}>{t("quarantine.means")}</p>
      {waiting > 0 && held.data && held.data.total > 0 ? <Waiting held={held.data} /> : null}
      {waiting > 0 ? (
        <Button isDisabled={retry.isPending} onPress={() => retry.mutate()}>
          {retry.isPending ? t("quarantine.applying") : t("quarantine.apply")}
        </Button>
      ) : null}
      <p role="status">{retry.data ? <Outcome done={retry.data} /> : null}</p>
      {failure ? <ErrorNote failure={asFailure(failure)} /> : null}
    </div>
  );
}

function Waiting({ held }: { held: Quarantine }) {
  const { t } = useWords("settings");
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key. */}
      <section className={styles.scrolled} aria-label={t("quarantine.listed")} tabIndex={0}>
        <table className={`${frame.table} ${styles.table}`}>
          <thead>
            <tr>
              <th scope="col">{t("quarantine.received")}</th>
              <th scope="col">{t("quarantine.event")}</th>
              <th scope="col">{t("quarantine.why")}</th>
            </tr>
          </thead>
          <tbody>
            {held.newest.map((one) => (
              <Row key={one.id} one={one} />
            ))}
          </tbody>
        </table>
      </section>
      {held.newest.length < held.total ? (
        <p className={styles.soft}>
          {t("quarantine.notAll", { n: count(held.newest.length), total: count(held.total) })}
        </p>
      ) : null}
    </>
  );
}

function Row({ one }: { one: Quarantined }) {
  const { t } = useWords("settings");
  const now = useNow();
  return (
    <tr data-quarantined={one.id}>
      <td>
        <When at={one.received_at} now={now} prefix="" />
      </td>
      <td>{one.event_type === null ? t("quarantine.unknown") : eventWords(one.event_type)}</td>
      <td>
        {t(`quarantine.obstacle.${one.obstacle}`)}
        {/* The program's own words. */}
        <span className={styles.fine} lang="en">
          {one.reason}
        </span>
      </td>
    </tr>
  );
}

const OUTCOMES = ["applied", "repeats", "kept"] as const;

function Outcome({ done }: { done: RetriedQuarantine }) {
  const { t } = useWords("settings");
  if (done.tried === 0) return t("quarantine.nothing");
  const parts = OUTCOMES.filter((what) => done[what] > 0).map((what) =>
    t(`quarantine.${what}`, { count: done[what], n: count(done[what]) }),
  );
  const words = t("quarantine.done", { n: count(done.tried), what: list(parts) });
  return <>{done.applied > 0 ? `${words} ${t("quarantine.mayReturn")}` : words}</>;
}
