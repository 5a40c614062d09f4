import { asFailure, type CommandFailure, type Platform } from "./platform";

// Which failed commands the window still has to show. Every failure is reported here and shown in
// the window's failure banner, except while a part of a screen shows it itself.

/** So long a screen has to show a failure itself before the banner does. */
const GRACE_MS = 100;

let reported: readonly CommandFailure[] = [];
const coming = new Map<string, ReturnType<typeof setTimeout>>();
const drawnBy = new Map<string, number>();
const listeners = new Set<() => void>();

/** Reports a failure, to be shown until it is dismissed. The same problem is shown once. */
export function reportFailure(thrown: unknown): void {
  const failure = asFailure(thrown);
  const key = problem(failure);
  if (drawnBy.has(key) || coming.has(key)) return;
  const show = () => {
    coming.delete(key);
    put([...reported.filter((other) => problem(other) !== key), failure]);
  };
  coming.set(key, setTimeout(show, GRACE_MS));
}

/** Says that a part of a screen shows this failure; returns what says that it no longer does. */
export function drawFailure(failure: CommandFailure): () => void {
  const key = problem(failure);
  drawnBy.set(key, (drawnBy.get(key) ?? 0) + 1);
  clearTimeout(coming.get(key));
  coming.delete(key);
  if (reported.some((other) => problem(other) === key)) {
    put(reported.filter((other) => problem(other) !== key));
  }
  return () => {
    const left = (drawnBy.get(key) ?? 1) - 1;
    if (left > 0) drawnBy.set(key, left);
    else drawnBy.delete(key);
  };
}

/** Takes off what the banner shows. */
export function dismissFailures(): void {
  if (reported.length > 0) put([]);
}

/** Takes off what the banner shows or is about to show, for tests. */
export function forgetFailures(): void {
  for (const timer of coming.values()) clearTimeout(timer);
  coming.clear();
  dismissFailures();
}

/** What has been reported and not dismissed, oldest first. */
export function reportedFailures(): readonly CommandFailure[] {
  return reported;
}

export function watchFailures(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The platform, reporting every command that the program refused or that failed inside it: such a
 * failure is a fault of the program, which no caller can be expected to handle.
 */
export function reporting(platform: Platform): Platform {
  return {
    async call(name, ...argument) {
      try {
        return await platform.call(name, ...argument);
      } catch (thrown) {
        const failure = asFailure(thrown);
        failure.command = name;
        if (failure.code === "not_allowed" || failure.code === "internal") reportFailure(failure);
        throw failure;
      }
    },
    on: (event, handler) => platform.on(event, handler),
  };
}

function put(next: readonly CommandFailure[]): void {
  reported = next;
  for (const listener of listeners) listener();
}

function problem({ code, message }: CommandFailure): string {
  return `${code} ${message}`;
}
