import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import type { Note } from "../../contract/types";
import type { FakePlatform } from "../../platform/fake";
import { all, openWindow, somebody, waitForElement } from "../../test/render";

/** Somebody who is only heard. */
const ID = 1001;

const media = () => document.querySelector<HTMLMediaElement>("audio, video");
const list = () => screen.findByRole("list", { name: "Notes by time" });
const notesOf = (platform: FakePlatform, id: number) => platform.call("notes", id);

async function openSomebody(at = "") {
  const opened = openWindow(`#/candidate/${ID}${at}`);
  const person = somebody(opened.platform, ({ detail }) => detail.candidate_id === ID);
  await waitForElement("[data-segment]");
  return { ...opened, person };
}

/** Opens somebody and puts the recording at a second. */
async function openAt(seconds: number) {
  const opened = await openSomebody();
  await waitFor(() => expect(media()).not.toBeNull());
  act(() => {
    const element = media();
    if (!element) return;
    element.currentTime = seconds;
    fireEvent(element, new Event("timeupdate"));
  });
  return opened;
}

describe("a note", () => {
  test("is pinned to the second at which it was begun, and the sound goes on", async () => {
    const { user, platform, person } = await openAt(12.7);
    const pause = vi.spyOn(HTMLMediaElement.prototype, "pause");
    await user.keyboard("n");
    const field = await screen.findByRole("textbox", { name: "Your note at 0:12" });
    expect(field).toHaveFocus();
    act(() => {
      const element = media();
      if (element) element.currentTime = 30;
    });
    await user.keyboard("Ask about numbers{Enter}");
    const item = await within(await list()).findByRole("listitem");
    expect(item).toHaveTextContent("Ask about numbers");
    expect(pause).not.toHaveBeenCalled();
    const [note] = await notesOf(platform, person.candidate_id);
    expect(note).toMatchObject({
      at_seconds: 12,
      interview_id: person.interviews[0]?.interview_id,
      text: "Ask about numbers",
    });
    expect(screen.queryByRole("textbox", { name: /^Your note/u })).not.toBeInTheDocument();
  });

  test("can be about the candidate instead", async () => {
    const { user, platform, person } = await openAt(12);
    await user.keyboard("n");
    await user.click(await screen.findByRole("button", { name: "Pin to 0:12" }));
    await user.click(screen.getByRole("textbox", { name: "Your note" }));
    await user.keyboard("Call on Monday{Enter}");
    expect(await list()).toHaveTextContent("On the candidate");
    const [note] = await notesOf(platform, person.candidate_id);
    expect(note).toMatchObject({ at_seconds: null, interview_id: null });
  });

  test("that was left is there again when it is gone on with", async () => {
    const { user } = await openAt(12);
    await user.keyboard("n");
    await screen.findByRole("textbox", { name: /^Your note/u });
    await user.keyboard("Half a thou{Escape}n");
    expect(await screen.findByRole("textbox", { name: /^Your note/u })).toHaveValue("Half a thou");
  });

  test("without a text is not kept", async () => {
    const { user, platform } = await openAt(12);
    await user.keyboard("n");
    await screen.findByRole("textbox", { name: /^Your note/u });
    await user.keyboard("  {Enter}");
    expect(screen.getByRole("button", { name: /^Save note/u })).toBeDisabled();
    expect(platform.calls.some(({ name }) => name === "put_note")).toBe(false);
  });

  test("that cannot be kept stays in its field with the reason", async () => {
    const { user, platform } = await openAt(12);
    platform.fail("put_note", "storage");
    await user.keyboard("n");
    const field = await screen.findByRole("textbox", { name: /^Your note/u });
    await user.keyboard("Important{Enter}");
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "storage");
    expect(field).toHaveValue("Important");
  });
});

describe("notes that were taken", () => {
  async function openWithNotes(...written: [text: string, at: number | null][]) {
    const opened = await openAt(5);
    const { platform, person } = opened;
    const notes: Note[] = [];
    for (const [text, at_seconds] of written) {
      const interview_id = at_seconds === null ? null : (person.interviews[0]?.interview_id ?? "");
      const pin = { interview_id, at_seconds };
      const put = { note_id: null, candidate_id: person.candidate_id, text, ...pin };
      notes.push(await act(() => platform.call("put_note", put)));
    }
    await waitFor(() => expect(all("[data-note-id]").length).toBe(written.length));
    return { ...opened, notes };
  }

  test("stand in the order of the recording, in the transcript and on its length", async () => {
    await openWithNotes(["later", 30], ["sooner", 6], ["about her", null]);
    const items = within(await list()).getAllByRole("listitem");
    expect(items.map((item) => item.querySelector("p")?.textContent)).toEqual([
      "about her",
      "sooner",
      "later",
    ]);
    expect(all("[data-pin]").map((pin) => pin.getAttribute("data-pin"))).toEqual(["6", "30"]);
    const pin = screen.getByRole("button", { name: "Note at 0:06 sooner" });
    expect(pin.closest("li")).toHaveTextContent("In my last role");
  });

  test("lead to their second", async () => {
    const { user } = await openWithNotes(["listen again", 30]);
    const play = vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
    await user.click(screen.getByRole("button", { name: /^Play from 0:30, where this note/u }));
    expect(media()?.currentTime).toBe(30);
    expect(play).toHaveBeenCalledOnce();
  });

  test("can be changed, and changed back", async () => {
    const { user, platform, person } = await openWithNotes(["frist", 6]);
    await user.click(screen.getByRole("button", { name: "Edit note" }));
    const field = await screen.findByRole("textbox", { name: "Edit note" });
    await user.clear(field);
    await user.type(field, "first{Enter}");
    await waitFor(async () => expect(await list()).toHaveTextContent("first"));
    await user.click(await screen.findByRole("button", { name: /^Undo/u }));
    await waitFor(async () => {
      const [note] = await notesOf(platform, person.candidate_id);
      expect(note).toMatchObject({ text: "frist", at_seconds: 6 });
    });
  });

  test("can be removed, and brought back as they were", async () => {
    const { user, platform, person, notes } = await openWithNotes(["gone", 6]);
    await user.click(screen.getByRole("button", { name: "Remove note" }));
    await waitFor(() => expect(all("[data-note-id]")).toEqual([]));
    await user.keyboard("z");
    await waitFor(() => expect(all("[data-note-id]").length).toBe(1));
    const [back] = await notesOf(platform, person.candidate_id);
    expect(back).toMatchObject({ note_id: notes[0]?.note_id, text: "gone", at_seconds: 6 });
  });

  test("that come in from elsewhere appear by themselves", async () => {
    const { platform, person } = await openWithNotes();
    const put = { note_id: null, candidate_id: person.candidate_id, text: "from a file" };
    await act(() => platform.call("put_note", { ...put, interview_id: null, at_seconds: null }));
    expect(await list()).toHaveTextContent("from a file");
  });
});

describe("a moment", () => {
  test("of an address is where the recording stands and the transcript is", async () => {
    await openSomebody("?at=34");
    await waitFor(() => expect(media()?.currentTime).toBe(34));
    await waitFor(() => expect(all("[data-spoken]").length).toBe(1));
  });

  test("is copied with its second, and leads back to it", async () => {
    const { user, person } = await openAt(21.9);
    await user.keyboard("{Shift>}c{/Shift}");
    await screen.findByText(/^Copied, with 0:21\./u);
    const link = await navigator.clipboard.readText();
    const interview = person.interviews[0]?.interview_id;
    expect(link).toBe(`#/candidate/${person.candidate_id}?interview=${interview}&at=21`);
  });
});
