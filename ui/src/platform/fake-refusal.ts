import type { Said } from "../contract/types";
import { CommandFailure } from "./platform";

/** A request that makes no sense, and why. */
export function unfit(said: Said): CommandFailure {
  return new CommandFailure({ code: "bad_request", message: said.said, said });
}
