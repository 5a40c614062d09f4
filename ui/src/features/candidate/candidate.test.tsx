import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { CandidateDetail, ChainLink } from "../../contract/types";
import type { FakeOptions, FakePlatform } from "../../platform/fake";
import { all, openWindow, somebody, waitForElement } from "../../test/render";

type Person = FakePlatform["world"]["people"][number];

const interviewed = ({ detail }: Person) => detail.interviews[0]?.has_audio === true;
const onlyHeard = (person: Person) =>
  interviewed(person) && !person.detail.interviews[0]?.has_video;

/** Opens the page of the first person for whom something holds. */
function openCandidate(
  fits: (person: Person) => boolean,
  options: FakeOptions = {},
  prepare: (platform: FakePlatform, person: CandidateDetail) => void = () => undefined,
) {
  let person: CandidateDetail | undefined;
  const opened = openWindow("", options, (platform) => {
    person = somebody(platform, fits);
    prepare(platform, person);
    platform.target = {
      screen: "candidate",
      candidate_id: person.candidate_id,
      interview_id: null,
    };
  });
  if (!person) throw new Error("Nobody was found.");
  return { ...opened, person };
}

const media = () => document.querySelector<HTMLMediaElement>("audio, video");
const spoken = () => all("[data-spoken]");

/** Puts the recording somewhere, as playing would. */
async function playTo(seconds: number) {
  await waitFor(() => expect(media()).not.toBeNull());
  const element = media();
  if (!element) return;
  act(() => {
    element.currentTime = seconds;
    fireEvent(element, new Event("timeupdate"));
  });
}

describe("who it is", () => {
  test("opens where a notification leads, with name, address and former names", async () => {
    const { person } = openCandidate(({ detail }) => detail.former_names.length > 0);
    expect(await screen.findByRole("heading", { level: 1, name: person.name })).toBeVisible();
    expect(screen.getByText(person.email ?? "")).toBeInTheDocument();
    expect(screen.getByText(`formerly ${person.former_names.join(", ")}`)).toBeInTheDocument();
  });

  test("says so when this person is not in the cache", async () => {
    openWindow("#/candidate/999999");
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "not_found");
  });
});

describe("the status chain", () => {
  test("shows a gap as an item of its own, where it is", async () => {
    openCandidate(({ detail }) => detail.flows.some(({ chain }) => chain.some((l) => l.gap_after)));
    const gap = await waitForElement("[data-chain-gap]");
    expect(gap).toHaveTextContent(
      "At least one change between “shortlisted” and “phone screen” never reached us",
    );
    expect(gap.nextElementSibling).toHaveAttribute("data-chain-link");
    expect(gap.parentElement?.tagName, "order is what a chain is").toBe("OL");
  });

  test("marks what could not be verified in words", async () => {
    openCandidate(({ detail }) =>
      detail.flows.some(({ chain }) => chain.some(({ trust }) => trust !== "verified")),
    );
    const link = await waitForElement("[data-chain-link]");
    expect(link).toHaveTextContent(/not verified: its signature fits none/u);
    expect(link).toHaveTextContent(/seen here/u);
    expect(screen.getByText(/^“Not verified”/u)).toHaveTextContent("nothing proves that Ribbon");
  });

  /** Opens somebody whose whole chain came like this. */
  function openWithChain(came: Partial<ChainLink>) {
    openCandidate(
      ({ detail }) => detail.flows.some(({ chain }) => chain.length > 0),
      {},
      (_, { flows }) => {
        for (const link of flows.flatMap(({ chain }) => chain)) Object.assign(link, came);
      },
    );
  }

  test.each([
    ["unverified", "channel", "not verified: a channel passed it on"],
    ["absent", "channel", "not verified: it came without a signature"],
    ["absent", "receiver", "not verified: it came without a signature"],
  ])("says why what is %s by %s is not verified", async (trust, seen_by, words) => {
    openWithChain({ trust, seen_by });
    expect(await waitForElement("[data-chain-link]")).toHaveTextContent(words);
  });

  test("shows what came while it was being read for the first time", async () => {
    let release = () => {};
    const { platform, person } = openCandidate(
      ({ detail }) => detail.flows.some(({ chain }) => chain.length > 0),
      {},
      (platform) => {
        release = platform.stall("candidate");
      },
    );
    await waitFor(() => expect(platform.calls.some(({ name }) => name === "candidate")).toBe(true));
    const chain = person.flows[0]?.chain ?? [];
    const last = chain.at(-1);
    if (!last) throw new Error("They have a chain.");
    chain.push({ ...last, transition_id: 9_999, new_status: "hired at last" });
    act(() => platform.change(["candidate", String(person.candidate_id)]));
    await act(async () => release());
    // Looked for and found in one go: the page may be laid out anew between the two.
    await waitFor(() => expect(screen.getByText("hired at last")).toBeInTheDocument());
  });

  test("says nothing of trust where all is verified", async () => {
    openWithChain({ trust: "verified" });
    expect(await waitForElement("[data-chain-link]")).not.toHaveTextContent(/verified/u);
    expect(screen.queryByText(/^“Not verified”/u)).not.toBeInTheDocument();
  });

  test("says that none has reached us instead of showing nothing", async () => {
    openCandidate(({ column }) => column === "none");
    expect(await screen.findByText("No status has reached us yet.")).toBeInTheDocument();
  });
});

describe("what an AI wrote", () => {
  test("is labelled so, and scores are numbers as well as bars", async () => {
    openCandidate(({ detail }) => detail.interviews[0]?.average != null);
    const scores = await screen.findByRole("region", { name: /Scores/u });
    expect(within(scores).getByText("Written by AI")).toBeInTheDocument();
    expect(scores).toHaveTextContent(/Language: comprehension/u);
    expect(scores).toHaveTextContent(/\d of 5/u);
    expect(scores).toHaveTextContent(/flow 3\.\d/u);
    const summary = screen.getByRole("region", { name: /Summary/u });
    expect(within(summary).getByText("Written by AI")).toBeInTheDocument();
  });
});

describe("the transcript", () => {
  test("marks the word that is being spoken, and only that", async () => {
    openCandidate(onlyHeard);
    await waitForElement("[data-segment]");
    await playTo(0.5);
    await waitFor(() => expect(spoken().map((word) => word.textContent)).toEqual(["Tell"]));
    await playTo(1.2);
    await waitFor(() => expect(spoken().map((word) => word.textContent)).toEqual(["about"]));
  });

  test("seeks to the word that is clicked", async () => {
    const { user } = openCandidate(onlyHeard);
    await user.click((await screen.findAllByText("project"))[0] as HTMLElement);
    await waitFor(() => expect(media()?.currentTime).toBeCloseTo(0.4 + 4 * 0.36, 1));
  });

  test("seeks to a turn by its own button", async () => {
    const { user } = openCandidate(onlyHeard);
    const [, second] = await screen.findAllByRole("button", { name: /^Play from/u });
    await user.click(second as HTMLElement);
    await waitFor(() => expect(media()?.currentTime).toBeGreaterThan(3));
  });

  test("stays small in the document with twenty thousand words", async () => {
    openCandidate(onlyHeard, { words: 20_000 });
    await waitForElement("[data-segment]");
    expect(all("[data-segment] > span").length).toBeLessThan(2500);
  });

  test("follows until the reader scrolls, and again when asked to", async () => {
    const { user } = openCandidate(onlyHeard, { words: 4000 });
    await waitForElement("[data-segment]");
    await playTo(5);
    expect(screen.queryByRole("button", { name: "Follow" })).not.toBeInTheDocument();
    fireEvent.wheel(screen.getByRole("region", { name: "What was said" }));
    await user.click(await screen.findByRole("button", { name: "Follow" }));
    expect(screen.queryByRole("button", { name: "Follow" })).not.toBeInTheDocument();
  });
});

describe("the recording", () => {
  let play: ReturnType<typeof vi.fn>;

  beforeEach(() => {
    play = vi.fn().mockResolvedValue(undefined);
    Object.defineProperty(HTMLMediaElement.prototype, "play", { configurable: true, value: play });
  });

  test("plays and skips by key", async () => {
    const { user } = openCandidate(onlyHeard);
    await waitFor(() => expect(media()).not.toBeNull());
    await user.keyboard(" ");
    expect(play).toHaveBeenCalledOnce();
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowLeft}");
    await waitFor(() => expect(media()?.currentTime).toBe(10));
  });

  test("changes its speed with comma and full stop, within what is offered", async () => {
    const { user } = openCandidate(onlyHeard);
    await waitFor(() => expect(media()).not.toBeNull());
    await user.keyboard("..");
    await waitFor(() => expect(media()?.playbackRate).toBe(1.5));
    await user.keyboard(",,,,,,");
    await waitFor(() => expect(media()?.playbackRate).toBe(0.75));
  });

  test("goes to a question by its chapter", async () => {
    const { user } = openCandidate(onlyHeard);
    const questions = await screen.findByRole("region", { name: "Questions" });
    await user.click(within(questions).getAllByRole("button")[1] as HTMLElement);
    await waitFor(() => expect(media()?.currentTime).toBeGreaterThan(10));
  });

  test("says that it needs a network where there is none, and tries again", async () => {
    const { platform, user } = openCandidate(onlyHeard, {}, (fake) =>
      fake.fail("media", "media_unavailable"),
    );
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveAttribute("data-error-code", "media_unavailable");
    expect(alert).toHaveTextContent(/needs a network/u);
    platform.mend("media");
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(media()).not.toBeNull());
  });

  test("is asked for as video where there is one, and as sound on demand", async () => {
    const { platform, user } = openCandidate(
      ({ detail }) => detail.interviews[0]?.has_video === true,
    );
    await user.click(await screen.findByRole("button", { name: "Video" }));
    await waitFor(() => {
      const asked = platform.calls.filter(({ name }) => name === "media");
      expect(asked.map(({ argument }) => (argument as { kind: string }).kind)).toEqual([
        "video",
        "audio",
      ]);
    });
  });
});

describe("the recording along its length", () => {
  const drawing = () => document.querySelector("[data-waveform]")?.getAttribute("data-waveform");
  const at = (nth: number) => (person: Person) =>
    onlyHeard(person) && Number(person.detail.candidate_id) % 3 === nth;

  test("is who speaks when, where the sound is not kept here", async () => {
    const { platform } = openCandidate(at(0));
    await waitFor(() => expect(media()).not.toBeNull());
    await waitFor(() => expect(platform.calls.some(({ name }) => name === "waveform")).toBe(true));
    expect(drawing()).toBe("turns");
    const [candidate, others] = all("[data-waveform] path").map((path) => path.getAttribute("d"));
    expect(candidate?.split("M").length).toBeGreaterThan(5);
    expect(others?.split("M").length).toBeGreaterThan(5);
  });

  test("is how loud it is, where the program knows", async () => {
    const context = new Proxy({}, { get: () => vi.fn(), set: () => true });
    const canvas = vi.spyOn(HTMLCanvasElement.prototype, "getContext");
    canvas.mockReturnValue(context as never);
    openCandidate(at(2));
    await waitFor(() => expect(drawing()).toBe("peaks"));
    canvas.mockRestore();
  });

  test("has its chapters, and one slider for all of it", async () => {
    openCandidate(at(2));
    await waitFor(() => expect(all("[data-chapter]").length).toBe(3));
    const slider = await screen.findByRole("slider", { name: "Position in the recording" });
    expect(slider).toHaveAttribute("aria-valuetext", expect.stringMatching(/^0:00 of \d:\d\d$/u));
  });
});

describe("going on", () => {
  test("opens Ribbon only where a link was kept", async () => {
    const { platform, user, person } = openCandidate(
      ({ detail }) => detail.interviews[0]?.has_link === true,
    );
    await user.click(await screen.findByRole("button", { name: "Open in Ribbon" }));
    await waitFor(() =>
      expect(platform.calls.at(-1)).toEqual({
        name: "open_in_ribbon",
        argument: person.interviews[0]?.interview_id,
      }),
    );
  });

  test("leads through the list one came from, and back to it in one step", async () => {
    const { user } = openWindow("#/inbox");
    await waitForElement("[data-inbox-id]");
    await user.keyboard("{Enter}");
    await waitForElement('[data-screen="candidate"]');
    await screen.findByText(/^1 of \d+ in Inbox$/u);
    await user.keyboard("j");
    await screen.findByText(/^2 of \d+ in Inbox$/u);
    act(() => window.history.back());
    await waitForElement('[data-screen="inbox"]');
  });

  test("chooses between several interviews and keeps the choice in the address", async () => {
    const { user, person } = openCandidate(({ detail }) => detail.interviews.length > 1);
    const tabs = within(await screen.findByRole("radiogroup", { name: "Interviews" }));
    await user.click(tabs.getAllByRole("radio")[1] as HTMLElement);
    await waitFor(() =>
      expect(window.location.hash).toContain(`interview=${person.interviews[1]?.interview_id}`),
    );
  });

  test("says that an interview was not held yet", async () => {
    openCandidate(({ column }) => column === "invited");
    expect(await screen.findByText("Not held yet")).toBeInTheDocument();
  });
});

test("a transcript that came as one text is shown", async () => {
  openWindow("#/candidate/1000", {}, (platform) => {
    platform.plainTranscript = "Interviewer: Why?\nCandidate: For the flowers.";
  });
  expect(await screen.findByText("Candidate: For the flowers.")).toBeVisible();
  expect(screen.queryByText("No transcript")).toBeNull();
});
