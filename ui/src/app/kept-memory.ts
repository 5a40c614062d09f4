const NAME = "memory";

/** Written so long after the last change: walking down a list is not a write a row. */
const CALM_MS = 400;

/**
 * Places in lists and the inbox's filters outlive the window. What somebody is writing does not: a
 * flow's draft holds a secret. Nor does the place in the table of everyone, which names its filter:
 * that may hold somebody's name, and this is not encrypted.
 */
const OUTLIVES =
  /^(?:inbox-place|inbox-filters|board-place-.+|pipeline-flow|flows-place|flows-archived)$/u;

/** What screens remember, written down for the next start of the same version. */
export class KeptMemory extends Map<string, unknown> {
  readonly #version: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(version: string) {
    super();
    this.#version = version;
    for (const [name, value] of read(version)) super.set(name, value);
  }

  override set(name: string, value: unknown): this {
    super.set(name, value);
    clearTimeout(this.#timer);
    if (OUTLIVES.test(name)) this.#timer = setTimeout(() => this.write(), CALM_MS);
    return this;
  }

  write(): void {
    clearTimeout(this.#timer);
    const entries = [...this].filter(([name]) => OUTLIVES.test(name));
    localStorage.setItem(NAME, JSON.stringify({ version: this.#version, entries }));
  }
}

/** Forgets what was remembered of another life of the program. */
export function forgetMemory(): void {
  localStorage.removeItem(NAME);
}

/** Another version may mean something else by the same name. */
function read(version: string): [string, unknown][] {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    return kept.version === version && Array.isArray(kept.entries) ? kept.entries : [];
  } catch {
    return [];
  }
}
