import { Icon } from "../../components/Icon";
import { useNow, When } from "../../components/When";
import type { SyncState } from "../../contract/types";
import { count, counted } from "../../lib/format";
import { feedLines, lossWords } from "./feed-words";
import styles from "./SyncDetails.module.css";

/** What exactly was synchronised, and when. */
export function SyncDetails({ sync }: { sync: SyncState }) {
  const now = useNow();
  return (
    <dl className={styles.details}>
      {sync.details.map((detail) => (
        <div key={detail.label}>
          <dt>
            <Icon name={detail.ok ? "check" : "alert"} />
            {detail.label}
          </dt>
          <dd>
            {detail.ok ? null : <span className="visually-hidden">Not as it should be: </span>}
            {detail.text}
            {detail.at === null ? (
              <span className={styles.when}>, never yet</span>
            ) : (
              <span className={styles.when}>
                , <When at={detail.at} now={now} prefix="" />
              </span>
            )}
          </dd>
        </div>
      ))}
      {feedLines(sync, now).map(({ label, words, ok }) => (
        <div key={label}>
          <dt>
            <Icon name={ok ? "check" : "alert"} />
            {label}
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
      {sync.gaps.map((gap) => (
        <div key={gap.id} data-gap={gap.id}>
          <dt>
            <Icon name="gap" />
            Lost
          </dt>
          <dd>{lossWords(gap, now)}</dd>
        </div>
      ))}
      <div>
        <dt>
          <Icon name="inbox" />
          In the cache
        </dt>
        <dd className="tabular">{counted(sync.interviews, "interview", "interviews")}</dd>
      </div>
      {sync.quarantined > 0 ? (
        <div>
          <dt>
            <Icon name="alert" />
            Quarantine
          </dt>
          <dd>
            {count(sync.quarantined)} {sync.quarantined === 1 ? "delivery" : "deliveries"} could not
            be applied and {sync.quarantined === 1 ? "is" : "are"} kept
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
