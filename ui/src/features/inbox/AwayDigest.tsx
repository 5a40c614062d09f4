import { useQuery } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import { IconButton } from "../../components/Button";
import type { Digest } from "../../contract/types";
import { count, daysInWords } from "../../lib/format";
import { usePlatform } from "../../platform/PlatformContext";
import { useWords, wordsOf } from "../../words/words";
import { useSync } from "../shell/shell-data";
import { unreadableWords } from "../shell/sync-words";
import styles from "./AwayDigest.module.css";
import { type Away, dismissAway, useAway } from "./away";

/** What came in while nobody was here, on top of the inbox until it is dismissed. */
export function AwayDigest() {
  const away = useAway();
  return away ? <Since key={away.since} away={away} /> : null;
}

function Since({ away }: { away: Away }) {
  const { t } = useWords("inbox");
  const platform = usePlatform();
  const { data: digest } = useQuery({
    queryKey: keys.digest(away.since),
    queryFn: () => platform.call("digest", away.since),
  });
  const { data: sync } = useSync();
  const what = digest ? digestInWords(digest) : [];
  if (what.length === 0) return null;
  const unreadable = sync && sync.unreadable > 0 ? ` ${unreadableWords(sync.unreadable)}` : "";
  const words = t("digest.away", { time: timeInWords(away), what: what.join(", ") });
  return (
    <section className={styles.digest} aria-label={t("digest.title")} data-digest>
      <p role="status">
        {words}
        {unreadable}
      </p>
      <IconButton icon="close" label={t("digest.dismiss")} onPress={dismissAway} />
    </section>
  );
}

const t = wordsOf("inbox");
const HOUR = 3_600_000;
/** From so many hours on they are counted in days. */
const IN_DAYS = 36;
/** So many statuses are named; the rest is a number. */
const NAMED = 3;

function timeInWords({ since, until }: Away): string {
  const hours = Math.round((until - since) / HOUR);
  if (hours >= IN_DAYS) return daysInWords(Math.round(hours / 24));
  return t("digest.hours", { count: hours, n: count(hours) });
}

/** Each kind of thing that came in, with its number. */
export function digestInWords({ processed, videos, moved, changes }: Digest): string[] {
  const named = moved.slice(0, NAMED);
  const others = changes - named.reduce((sum, { candidates }) => sum + candidates, 0);
  const parts = [
    processed > 0 ? t("digest.processed", { count: processed, n: count(processed) }) : null,
    videos > 0 ? t("digest.videos", { count: videos, n: count(videos) }) : null,
    ...named.map(({ status, candidates }) =>
      t("digest.moved", { count: candidates, n: count(candidates), status }),
    ),
    others > 0 ? t("digest.others", { count: others, n: count(others) }) : null,
  ];
  return parts.filter((part) => part !== null);
}
