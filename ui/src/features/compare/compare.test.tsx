import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { FakePlatform } from "../../platform/fake";
import { REPHRASED } from "../../platform/fake-compare";
import { all, openWindow, waitForElement } from "../../test/render";
import { moved } from "./compare-data";

/** Three who were interviewed for the same flow, and one who was for another. */
const [ONE, TWO, THREE, ELSEWHERE] = [1000, 1004, 1008, 1001];

const grid = () => screen.findByRole("grid", { name: "Candidates side by side" });
const heads = () => all("[data-compared]").map((head) => Number(head.dataset.compared));
const recording = () => document.querySelector<HTMLMediaElement>("audio, video");
const video = () => screen.findByLabelText("Video of Amara Okafor’s answer");

/** They were heard, not seen. */
function withoutVideo({ world }: FakePlatform, ...ids: number[]) {
  const people = world.people.filter(({ detail }) => ids.includes(detail.candidate_id));
  for (const { detail } of people) {
    for (const interview of detail.interviews) interview.has_video = false;
  }
}

const asked = ({ calls }: FakePlatform) =>
  calls.filter(({ name }) => name === "media").map(({ argument }) => argument);

async function openCompare(ids: number[], prepare?: (platform: FakePlatform) => void) {
  const opened = openWindow(`#/compare?ids=${ids.join(",")}`, {}, prepare);
  await waitForElement('[data-screen="compare"] h1');
  return opened;
}

function setPaused(element: HTMLElement, value: boolean): HTMLElement {
  Object.defineProperty(element, "paused", { configurable: true, value });
  return element;
}

/** Plays as a web view does. */
function begin(this: HTMLMediaElement): Promise<void> {
  fireEvent.play(setPaused(this, false));
  return Promise.resolve();
}

let play: ReturnType<typeof vi.fn>;

beforeEach(() => {
  play = vi.fn().mockResolvedValue(undefined);
  Object.defineProperty(HTMLMediaElement.prototype, "play", { configurable: true, value: play });
});

describe("side by side", () => {
  test("stand the scores, with the flow's median and who wrote them", async () => {
    await openCompare([ONE, TWO]);
    const table = await grid();
    expect(within(table).getByText("Written by AI")).toBeInTheDocument();
    const row = within(table).getByRole("row", { name: /^Communication/u });
    expect(row).toHaveTextContent(/flow median \d/u);
    const cells = within(row).getAllByRole("gridcell");
    expect(cells.length).toBe(2);
    for (const cell of cells) expect(cell).toHaveTextContent(/^\d of 5$/u);
  });

  test("stands what each answered to a question, and how it was put", async () => {
    await openCompare([ONE, TWO]);
    const row = within(await grid()).getByRole("row", { name: /^How do you deal/u });
    const [first, second] = within(row).getAllByRole("gridcell");
    expect(first).toHaveTextContent(/When two of us disagree/u);
    expect(first).not.toHaveTextContent(/Asked as/u);
    expect(second).toHaveTextContent(`Asked as: “${REPHRASED}”`);
  });

  test("stand the notes on each", async () => {
    const pin = { interview_id: null, at_seconds: null };
    await openCompare([ONE, TWO], (platform) => {
      const put = { note_id: null, candidate_id: TWO, text: "Calm under pressure", ...pin };
      void platform.call("put_note", put);
    });
    const row = within(await grid()).getByRole("row", { name: /^Your notes/u });
    const [first, second] = within(row).getAllByRole("gridcell");
    expect(first).toHaveTextContent("No notes");
    await waitFor(() => expect(second).toHaveTextContent("Calm under pressure"));
  });
});

describe("an answer", () => {
  test("plays from where it begins to where it ends, by Space", async () => {
    const { user } = await openCompare([ONE, TWO]);
    await grid();
    await user.keyboard("j");
    expect(document.activeElement).toHaveAttribute("data-answer");
    await user.keyboard(" ");
    await waitFor(() => expect(recording()).not.toBeNull());
    await waitFor(() => expect(play).toHaveBeenCalledOnce());
    expect(recording()?.currentTime).toBeCloseTo(4.06, 1);
    const pause = vi.spyOn(HTMLMediaElement.prototype, "pause");
    act(() => {
      const element = recording();
      if (!element) return;
      element.currentTime = 60;
      fireEvent(element, new Event("timeupdate"));
    });
    expect(pause, "it ends before the next question").toHaveBeenCalled();
  });

  test("of another is played by the same player", async () => {
    const { user, platform } = await openCompare([ONE, TWO]);
    const table = await grid();
    const [first] = within(table).getAllByRole("button", { name: "Play Amara Okafor’s answer" });
    const [second] = within(table).getAllByRole("button", { name: "Play Jonas Nowak’s answer" });
    await user.click(first as HTMLElement);
    await waitFor(() => expect(recording()).not.toBeNull());
    await user.click(second as HTMLElement);
    await waitFor(() => {
      expect(asked(platform)).toEqual([
        { interview_id: "interview-0-0", kind: "video" },
        { interview_id: "interview-4-0", kind: "video" },
      ]);
    });
    await waitFor(() => expect(all("audio, video").length).toBe(1));
    const player = screen.getByRole("region", { name: "Answer that is played" });
    expect(player).toHaveTextContent("Jonas Nowak: Tell me about a project");
  });

  test("of somebody who was filmed shows the video", async () => {
    const { user, platform } = await openCompare([ONE, TWO]);
    await grid();
    await user.keyboard("j ");
    expect((await video()).tagName).toBe("VIDEO");
    await waitFor(() => expect(play).toHaveBeenCalledOnce());
    expect(asked(platform)).toEqual([{ interview_id: "interview-0-0", kind: "video" }]);
    expect(all("audio")).toEqual([]);
  });

  test("begins anew with a click on the picture at its end, and does not play on", async () => {
    const { user } = await openCompare([ONE, TWO]);
    await grid();
    await user.keyboard("j ");
    const picture = (await video()) as HTMLVideoElement;
    await waitFor(() => expect(play).toHaveBeenCalledOnce());
    act(() => {
      picture.currentTime = 60;
      fireEvent(picture, new Event("timeupdate"));
      fireEvent(picture, new Event("pause"));
    });
    await user.click(picture);
    await waitFor(() => expect(play).toHaveBeenCalledTimes(2));
    expect(picture.currentTime).toBeCloseTo(4.06, 1);
  });

  test("of somebody who was only heard shows no video", async () => {
    const { user } = await openCompare([ONE, TWO], (platform) => withoutVideo(platform, ONE));
    await grid();
    await user.keyboard("j ");
    await waitFor(() => expect(recording()?.tagName).toBe("AUDIO"));
    await waitFor(() => expect(play).toHaveBeenCalledOnce());
    expect(all("video")).toEqual([]);
  });

  test("plays in another medium than the one before", async () => {
    const { user, platform } = await openCompare([ONE, TWO], (fake) => withoutVideo(fake, TWO));
    await grid();
    await user.keyboard("j ");
    await video();
    await user.keyboard("{ArrowDown}{ArrowRight} ");
    await waitFor(() => expect(recording()?.tagName).toBe("AUDIO"));
    await waitFor(() => expect(play.mock.contexts.at(-1)).toBe(recording()));
    expect(recording()?.currentTime).toBeCloseTo(34.54, 1);
    await user.keyboard("{ArrowLeft} ");
    await waitFor(async () => expect(play.mock.contexts.at(-1)).toBe(await video()));
    expect(all("audio, video").length).toBe(1);
    expect(asked(platform)).toEqual([
      { interview_id: "interview-0-0", kind: "video" },
      { interview_id: "interview-4-0", kind: "audio" },
      { interview_id: "interview-0-0", kind: "video" },
    ]);
  });

  test("goes on as sound from the same second where its video cannot be shown", async () => {
    const { user } = await openCompare([ONE, TWO]);
    await grid();
    play.mockImplementation(begin);
    await user.keyboard("j ");
    const shown = await video();
    await waitForElement("[data-answer][data-playing=true]");
    fireEvent.error(setPaused(shown, true));
    await waitFor(() => expect(recording()?.tagName).toBe("AUDIO"));
    await waitFor(() => expect(play.mock.contexts.at(-1)).toBe(recording()));
    expect(recording()?.currentTime).toBeCloseTo(4.06, 1);
    expect(screen.getByText(/^The video cannot be shown/u)).toBeVisible();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  test("that can be neither seen nor heard says so, and is tried again as video", async () => {
    const { user } = await openCompare([ONE, TWO]);
    await grid();
    await user.keyboard("j ");
    fireEvent.error(await video());
    await waitFor(() => expect(recording()?.tagName).toBe("AUDIO"));
    const sound = recording() as HTMLMediaElement;
    Object.defineProperty(sound, "error", { value: { code: 4 } });
    fireEvent.error(sound);
    expect(await screen.findByRole("alert")).toHaveTextContent(/^The recording stopped/u);
    expect(screen.queryByText(/^The video cannot be shown/u)).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await video();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  test("opens at its second on the candidate's page, by Enter", async () => {
    const { user } = await openCompare([ONE, TWO]);
    await grid();
    await user.keyboard("j{ArrowDown}{ArrowRight}{Enter}");
    await waitForElement('[data-screen="candidate"]');
    expect(window.location.hash).toBe(`#/candidate/${TWO}?interview=interview-4-0&at=34`);
  });

  test("that cannot be had says why", async () => {
    const { user } = await openCompare([ONE, TWO], (fake) =>
      fake.fail("media", "media_unavailable"),
    );
    await grid();
    await user.keyboard("j ");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveAttribute("data-error-code", "media_unavailable");
    expect(alert).toHaveTextContent(/^This recording is not on this computer/u);
  });
});

describe("whom to compare", () => {
  test("is one stop of the Tab key, and the arrows go through it", async () => {
    const { user } = await openCompare([ONE, TWO]);
    await grid();
    expect(all("[data-row][tabindex='0']").length).toBe(1);
    await user.keyboard("j{ArrowRight}{ArrowRight}{ArrowUp}");
    expect(document.activeElement).toHaveAttribute("data-score", "language_comprehension");
    expect(document.activeElement).toHaveAttribute("data-column", "1");
    await user.keyboard("{Home}");
    expect(document.activeElement).toHaveAttribute("data-column", "0");
  });

  test("is put in another order by button and by key", async () => {
    const { user } = await openCompare([ONE, TWO, THREE]);
    await grid();
    await user.click(screen.getByRole("button", { name: "Move Amara Okafor to the right" }));
    await waitFor(() => expect(heads()).toEqual([TWO, ONE, THREE]));
    await user.keyboard("{Escape}");
    act(() => all("[data-row][tabindex='0']")[0]?.focus());
    await user.keyboard("{Shift>}{ArrowRight}{/Shift}");
    await waitFor(() => expect(heads()).toEqual([ONE, TWO, THREE]));
    expect(window.location.hash).toBe(`#/compare?ids=${ONE},${TWO},${THREE}`);
  });

  test("can be taken out with a way back, and one alone says what is missing", async () => {
    const { user } = await openCompare([ONE, TWO]);
    await grid();
    await user.click(screen.getByRole("button", { name: "Take Jonas Nowak out" }));
    expect(await screen.findByText(/at least one more to compare Amara Okafor/u)).toBeVisible();
    await user.click(await screen.findByRole("button", { name: /^Undo/u }));
    await grid();
    expect(heads()).toEqual([ONE, TWO]);
  });

  test("can be added by name, once", async () => {
    const { user } = await openCompare([ONE]);
    const field = await screen.findByRole("combobox", { name: "Add a candidate" });
    await user.type(field, "okafor");
    expect(await screen.findByText(/or they stand here already/u)).toBeInTheDocument();
    await user.clear(field);
    await user.type(field, "leila");
    await waitFor(() => {
      const offered = all("[role=option]").map(({ textContent }) => textContent ?? "");
      expect(offered.length).toBeGreaterThan(0);
      expect(offered.filter((words) => !words.startsWith("Leila"))).toEqual([]);
    });
    await user.click(all("[role=option]")[0] as HTMLElement);
    await waitFor(() => expect(heads().length).toBe(2));
  });

  test("is four at most", async () => {
    await openCompare([ONE, TWO, THREE, 1012, 1016]);
    await grid();
    expect(heads()).toEqual([ONE, TWO, THREE, 1012]);
    expect(screen.queryByRole("combobox", { name: "Add a candidate" })).not.toBeInTheDocument();
    expect(screen.getByText(/^Four are side by side/u)).toBeVisible();
  });

  test("opens from the candidate's page", async () => {
    const { user } = openWindow(`#/candidate/${ONE}`);
    await waitForElement("[data-segment]");
    await user.keyboard("v");
    await waitForElement('[data-screen="compare"]');
    expect(window.location.hash).toBe(`#/compare?ids=${ONE}&flow=flow-backend`);
  });
});

describe("where little can be compared", () => {
  test("nobody says what to do", async () => {
    await openCompare([]);
    expect(await screen.findByText(/^Add the candidates to compare/u)).toBeVisible();
  });

  test("no flow in common is said, and the people stay", async () => {
    await openCompare([ONE, ELSEWHERE]);
    expect(await screen.findByText("No flow in common")).toBeVisible();
    expect(heads()).toEqual([ONE, ELSEWHERE]);
    expect(screen.queryByText("Questions and answers")).not.toBeInTheDocument();
  });

  test("who was not interviewed in this flow says so in every answer", async () => {
    await openCompare([ONE, TWO, ELSEWHERE]);
    const row = within(await grid()).getByRole("row", { name: /^Tell me about/u });
    const [, , third] = within(row).getAllByRole("gridcell");
    expect(third).toHaveTextContent("Not interviewed in this flow yet");
  });

  test("who is not in the cache is said", async () => {
    await openCompare([ONE, 99_999]);
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "not_found");
  });
});

test("moving beyond an end changes nothing", () => {
  expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
  expect(moved([1, 2, 3], 2, 1)).toEqual([1, 2, 3]);
  expect(moved([1, 2, 3], 1, 1)).toEqual([1, 3, 2]);
});
