import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { KeptMemory } from "./kept-memory";

const Memory = createContext(new Map<string, unknown>());

interface ProviderProps {
  /** The program's version, for what shall outlive the window; null for what shall not. */
  keptBy?: string | null;
  children: ReactNode;
}

/** Holds what screens remember while they are away: filters, the row one was at. */
export function MemoryProvider({ keptBy = null, children }: ProviderProps) {
  const [memory] = useState(() =>
    keptBy === null ? new Map<string, unknown>() : new KeptMemory(keptBy),
  );
  useEffect(() => {
    if (!(memory instanceof KeptMemory)) return;
    const write = () => memory.write();
    window.addEventListener("pagehide", write);
    return () => {
      window.removeEventListener("pagehide", write);
      write();
    };
  }, [memory]);
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
