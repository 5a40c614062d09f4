import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** One of a few values that this window keeps between starts, on this computer only. */
export interface Kept<Value extends string> {
  now: () => Value;
  keep: (value: Value) => void;
  use: () => Value;
}

/** The first of the values holds where nothing was kept, or something that means nothing. */
export function kept<Value extends string>(
  name: string,
  values: readonly [Value, ...Value[]],
): Kept<Value> {
  const now = () => values.find((value) => value === localStorage.getItem(name)) ?? values[0];
  return {
    now,
    keep: (value) => {
      localStorage.setItem(name, value);
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, now),
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
