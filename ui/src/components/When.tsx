import { useEffect, useState } from "react";
import { exactMoment, isoMoment, moment } from "../lib/format";
import { wordsOf } from "../words/words";

const t = wordsOf("common");

/** The time now, renewed every minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

interface Props {
  at: number;
  now: number;
  /** Said before the time; hidden where the column's heading says it already. */
  prefix?: string;
  prefixHidden?: boolean;
}

/** A moment in the reader's words, exact on hover. */
export function When({ at, now, prefix, prefixHidden = false }: Props) {
  const said = prefix ?? t("seenHere");
  return (
    <span title={`${said} ${exactMoment(at)}`.trim()}>
      {said ? <span className={prefixHidden ? "visually-hidden" : undefined}>{said} </span> : null}
      <time dateTime={isoMoment(at)}>{moment(at, now)}</time>
    </span>
  );
}
