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

/** A command that failed, with the code to branch on. */
export class CommandFailure extends Error {
  readonly code: ErrorCode;
  /** The message by its name, where it is the program's own. */
  readonly said: Said | null;

  constructor({ code, message, said }: CommandError) {
    super(message);
    this.name = "CommandFailure";
    this.code = code;
    this.said = said ?? null;
  }
}

/** Whatever was thrown, as a failure with a code: what is not the contract's is `internal`. */
export function asFailure(thrown: unknown): CommandFailure {
  if (thrown instanceof CommandFailure) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    return new CommandFailure(thrown as CommandError);
  }
  return new CommandFailure({ code: "internal", message: String(thrown) });
}
