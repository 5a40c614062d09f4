import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

const Memory = createContext(new Map<string, unknown>());

/** Holds what screens remember while they are away: filters, the row one was at. */
export function MemoryProvider({ children }: { children: ReactNode }) {
  const [memory] = useState(() => new Map<string, unknown>());
  return <Memory value={memory}>{children}</Memory>;
}

/** Like `useState`, but a screen that comes back finds its value again. */
export function useRemembered<T>(name: string, initial: T): [T, (next: T) => void] {
  const memory = useContext(Memory);
  const [value, setValue] = useState<T>(() =>
    memory.has(name) ? (memory.get(name) as T) : initial,
  );
  const remember = useCallback(
    (next: T) => {
      memory.set(name, next);
      setValue(next);
    },
    [memory, name],
  );
  return [value, remember];
}

/** A place to keep something between visits that nothing on screen depends on. */
export function useMemory(): Map<string, unknown> {
  return useContext(Memory);
}
