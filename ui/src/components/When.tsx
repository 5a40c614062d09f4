import { useEffect, useState } from "react";
import { exactMoment, isoMoment, moment } from "../lib/format";

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
export function When({ at, now, prefix = "seen here", prefixHidden = false }: Props) {
  return (
    <span title={`${prefix} ${exactMoment(at)}`}>
      {prefix ? (
        <span className={prefixHidden ? "visually-hidden" : undefined}>{prefix} </span>
      ) : null}
      <time dateTime={isoMoment(at)}>{moment(at, now)}</time>
    </span>
  );
}
