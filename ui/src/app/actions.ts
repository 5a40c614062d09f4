import { useLayoutEffect, useRef, useSyncExternalStore } from "react";

/** Something that can be done: by key, from the command palette, and listed among the keys. */
export interface Action {
  id: string;
  label: string;
  group: string;
  /** Alternatives, each a key or a sequence: `"j"`, `"g i"`, `"shift+j"`, `"mod+k"`. */
  keys: readonly string[];
  /** Left out of the palette: moving about makes no sense from there. */
  onlyKeys?: boolean;
  run: () => void;
}

const registered = new Map<symbol, readonly Action[]>();
const listeners = new Set<() => void>();
let snapshot: readonly Action[] = [];

function publish() {
  const byId = new Map<string, Action>();
  for (const action of [...registered.values()].flat()) byId.set(action.id, action);
  snapshot = [...byId.values()];
  for (const listener of listeners) listener();
}

/** Hears whenever what can be done has changed, until the answer is called. */
export function watchActions(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Everything that can be done right now. */
export function useAllActions(): readonly Action[] {
  return useSyncExternalStore(watchActions, () => snapshot);
}

/** Everything that can be done right now, for code outside of components. */
export function currentActions(): readonly Action[] {
  return snapshot;
}

/**
 * Offers actions while the component lives. They always run as the latest render meant them, and
 * they are there with what is drawn: a key pressed as soon as a screen is seen is not lost.
 */
export function useActions(actions: readonly Action[]): void {
  const latest = useRef(actions);
  latest.current = actions;
  const signature = actions.map(({ id, label, group }) => `${id}:${label}:${group}`).join("|");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature says when they differ.
  useLayoutEffect(() => {
    const token = Symbol("actions");
    registered.set(
      token,
      latest.current.map((action) => ({
        ...action,
        run: () => latest.current.find(({ id }) => id === action.id)?.run(),
      })),
    );
    publish();
    return () => {
      registered.delete(token);
      publish();
    };
  }, [signature]);
}
