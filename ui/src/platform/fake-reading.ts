import type { Commands } from "../contract/commands";
import type { FakeWorld } from "./fake-world";
import { CommandFailure } from "./platform";

type Names = "notes" | "put_note" | "remove_note" | "waveform" | "search" | "compare";

type Handlers = { [C in Names]: (argument: never) => Commands[C]["answer"] };

function absent(): never {
  throw new CommandFailure({ code: "internal", message: "The stand-in cannot do this yet." });
}

export function fakeReading(_world: FakeWorld): Handlers {
  return {
    notes: absent,
    put_note: absent,
    remove_note: absent,
    waveform: absent,
    search: absent,
    compare: absent,
  };
}
