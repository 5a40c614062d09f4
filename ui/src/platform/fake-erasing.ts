import type { Commands } from "../contract/commands";
import type { Topic } from "../contract/types";
import { unfit } from "./fake-refusal";
import type { FakePerson, FakeWorld } from "./fake-world";
import { CommandFailure } from "./platform";

type Names = "erase_interview" | "erase_recordings";

type Handlers = { [C in Names]: (argument: never) => Commands[C]["answer"] };

/** The part of the stand-in that erases what Ribbon no longer has. */
export function fakeErasing(
  world: FakeWorld,
  change: (...what: [topic: Topic, id: string][]) => void,
): Handlers {
  return {
    erase_interview: (id: string) => {
      const { person, interview } = find(world, id);
      if (interview.gone_at === null) throw unfit({ said: "interview_at_ribbon" });
      world.inbox = world.inbox.filter(({ interview_id }) => interview_id !== id);
      const { detail } = person;
      detail.interviews = detail.interviews.filter(({ interview_id }) => interview_id !== id);
      if (detail.is_known_by_one_interview) {
        world.people = world.people.filter((one) => one !== person);
      }
      detail.is_known_by_one_interview =
        detail.interviews.length === 1 && detail.flows.every(({ chain }) => chain.length === 0);
      change(["interview", id], ["candidate", String(detail.candidate_id)], ["inbox", ""]);
      return null;
    },
    erase_recordings: (id: string) => {
      const { interview } = find(world, id);
      if (interview.recordings_gone_at === null) throw unfit({ said: "recordings_at_ribbon" });
      interview.has_audio = false;
      interview.has_video = false;
      change(["interview", id]);
      return null;
    },
  };
}

function find(world: FakeWorld, id: string) {
  for (const person of world.people as FakePerson[]) {
    const interview = person.detail.interviews.find(({ interview_id }) => interview_id === id);
    if (interview) return { person, interview };
  }
  throw new CommandFailure({ code: "not_found", message: "This interview is not in the cache." });
}
