import { Icon } from "../../components/Icon";
import { useNow, When } from "../../components/When";
import type { SyncState } from "../../contract/types";
import { count } from "../../lib/format";
import { useWords } from "../../words/words";
import { feedLines, lossWords, standingWords } from "./feed-words";
import styles from "./SyncDetails.module.css";
import { unreadableWords } from "./sync-words";

/** What exactly was synchronised, and when. */
export function SyncDetails({ sync }: { sync: SyncState }) {
  const now = useNow();
  const { t } = useWords(["shell", "common"]);
  return (
    <dl className={styles.details}>
      {sync.details.map((detail) => (
        <div key={detail.part}>
          <dt>
            <Icon name={detail.ok ? "check" : "alert"} />
            {t(`details.part.${detail.part}`)}
          </dt>
          <dd>
            {detail.ok ? null : (
              <span className="visually-hidden">{t("details.notAsItShould")}</span>
            )}
            {standingWords(detail)}
            <p className={styles.when}>
              {detail.at === null ? (
                t("details.neverYet")
              ) : (
                <When at={detail.at} now={now} prefix="" />
              )}
            </p>
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
            {t("details.lost")}
          </dt>
          <dd>{lossWords(gap, now)}</dd>
        </div>
      ))}
      <div>
        <dt>
          <Icon name="inbox" />
          {t("details.inCache")}
        </dt>
        <dd className="tabular">
          {t("common:interviews", { count: sync.interviews, n: count(sync.interviews) })}
        </dd>
      </div>
      {sync.unreadable > 0 ? (
        <div data-unreadable={sync.unreadable}>
          <dt>
            <Icon name="alert" />
            {t("unreadable.part")}
          </dt>
          <dd>
            <span className="visually-hidden">{t("details.notAsItShould")}</span>
            {unreadableWords(sync.unreadable)}
          </dd>
        </div>
      ) : null}
      {sync.quarantined > 0 ? (
        <div>
          <dt>
            <Icon name="alert" />
            {t("details.quarantine")}
          </dt>
          <dd>{t("details.kept", { count: sync.quarantined, n: count(sync.quarantined) })}</dd>
        </div>
      ) : null}
    </dl>
  );
}
