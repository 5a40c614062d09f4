import type { Commands, Events } from "../contract/commands";
import type { CommandError, ErrorCode, Said } from "../contract/types";

/** What a command is called with: nothing where the contract's argument is null. */
export type ArgumentOf<C extends keyof Commands> = Commands[C]["argument"] extends null
  ? []
  : [argument: Commands[C]["argument"]];

/** The seam to the program. The window reaches nothing outside itself but through this. */
export interface Platform {
  /** Asks the program. Rejects with a {@link CommandFailure}. */
  call<C extends keyof Commands>(
    name: C,
    ...argument: ArgumentOf<C>
  ): Promise<Commands[C]["answer"]>;
  /** Listens until the returned function is called. */
  on<E extends keyof Events>(event: E, handler: (payload: Events[E]) => void): () => void;
}

/** Why a command failed: what the program answered, or that the window may not call it. */
export type FailureCode = ErrorCode | "not_allowed";

/** A command that failed, with the code to branch on. */
export class CommandFailure extends Error {
  readonly code: FailureCode;
  /** The message by its name, where it is the program's own. */
  readonly said: Said | null;
  /** Which command failed, where that is known. */
  command: keyof Commands | null = null;

  constructor({ code, message, said }: Omit<CommandError, "code"> & { code: FailureCode }) {
    super(message);
    this.name = "CommandFailure";
    this.code = code;
    this.said = said ?? null;
  }
}

/**
 * Returns whatever was thrown as a failure with a code. The program's own commands reject with the
 * contract's error; a plain text comes from Tauri itself, which refuses a command that it does not
 * know or that the window may not call. Anything else is `internal`.
 */
export function asFailure(thrown: unknown): CommandFailure {
  if (thrown instanceof CommandFailure) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    return new CommandFailure(thrown as CommandError);
  }
  const isRefusal = typeof thrown === "string" && REFUSAL.test(thrown);
  const code = isRefusal ? "not_allowed" : "internal";
  return new CommandFailure({ code, message: String(thrown) });
}

/** "Command x not allowed by ACL", "x not allowed. Plugin not found", "Command x not found". */
const REFUSAL = /^(?:command )?\S+ not (?:allowed\b|found$)/iu;
