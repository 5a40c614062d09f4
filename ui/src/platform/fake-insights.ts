import type { Commands } from "../contract/commands";
import type { FakeWorld } from "./fake-world";
import { CommandFailure } from "./platform";

type Names = "insights" | "save_text";

type Handlers = { [C in Names]: (argument: never) => Commands[C]["answer"] };

function absent(): never {
  throw new CommandFailure({ code: "internal", message: "The stand-in cannot do this yet." });
}

export function fakeInsights(_world: FakeWorld): Handlers {
  return {
    insights: absent,
    save_text: absent,
  };
}
