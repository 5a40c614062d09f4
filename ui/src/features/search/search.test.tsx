import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { SearchQuery } from "../../contract/types";
import type { FakePlatform } from "../../platform/fake";
import { all, openWindow, screenNamed, waitForElement } from "../../test/render";

const field = () => screen.findByRole("combobox", { name: "Search everything" });
const asked = ({ calls }: FakePlatform) =>
  calls
    .filter(({ name }) => name === "search")
    .map(({ argument }) => (argument as SearchQuery).text);
const active = () => document.querySelector("[role=option][aria-selected=true]");

async function openSearch(q = "", prepare?: (platform: FakePlatform) => void) {
  const opened = openWindow(q ? `#/search?${new URLSearchParams({ q })}` : "#/search", {}, prepare);
  await screenNamed("search");
  return opened;
}

/** What "a" finds is there; more is typed, and its answer comes only when it is let. */
async function typingOn(more: string) {
  const opened = await openSearch("a");
  await screen.findByRole("listbox");
  const release = opened.platform.stall("search");
  await opened.user.type(await field(), more);
  return { ...opened, release };
}

describe("typing", () => {
  test("finds with every letter, and marks what was looked for", async () => {
    const { user, platform } = await openSearch();
    expect(await field()).toHaveFocus();
    await user.keyboard("bil");
    await waitForElement("[role=option]");
    expect(asked(platform)).toEqual(["b", "bi", "bil"]);
    await waitFor(() => {
      const marks = [...document.querySelectorAll("mark")].map(({ textContent }) => textContent);
      expect(marks.length).toBeGreaterThan(0);
      expect(marks.every((text) => /^bil/iu.test(text ?? ""))).toBe(true);
    });
  });

  test("shows only the answer to what stands in the field", async () => {
    let release = () => {};
    const { user, platform } = await openSearch("okafor");
    await screen.findByRole("group", { name: "Amara Okafor" });
    release = platform.stall("search");
    await user.type(await field(), "x");
    // What was found before stays, and says that it is old.
    expect(screen.getByRole("listbox")).toHaveAttribute("aria-busy", "true");
    await user.keyboard("{Backspace}");
    expect(screen.getByRole("listbox")).toHaveAttribute("aria-busy", "false");
    await act(async () => release());
    expect(screen.getByRole("group", { name: "Amara Okafor" })).toBeVisible();
  });

  test("opens the first that the whole text finds, however early Enter is pressed", async () => {
    const { user, release } = await typingOn("mara okafor");
    await user.keyboard("{Enter}");
    expect(window.location.hash, "not who was found by less").toMatch(/^#\/search/u);
    await act(async () => release());
    await screenNamed("candidate");
    expect(await screen.findByRole("heading", { name: "Amara Okafor" })).toBeVisible();
  });

  test("opens nobody by an Enter after which more was typed", async () => {
    const { user, release } = await typingOn("mara");
    await user.keyboard("{Enter} okafor");
    await act(async () => release());
    await screen.findByRole("group", { name: "Amara Okafor" });
    await waitFor(() => expect(window.location.hash).toBe("#/search?q=amara%20okafor"));
  });

  test("says politely how many were found", async () => {
    await openSearch("okafor");
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent(/^\d+ candidates?$/u));
  });

  test("keeps what was typed in the address, so that one comes back to it", async () => {
    const { user } = await openSearch();
    await user.type(await field(), "tanaka");
    await waitFor(() => expect(window.location.hash).toBe("#/search?q=tanaka"));
  });

  test("is emptied by Escape", async () => {
    const { user } = await openSearch("okafor");
    await waitForElement("[role=option]");
    await user.keyboard("{Escape}");
    expect(await field()).toHaveValue("");
    expect(await screen.findByText(/works without a network/u)).toBeVisible();
  });
});

describe("the results", () => {
  test("are grouped by candidate, each place with its kind, speaker and second", async () => {
    await openSearch("billing");
    const group = await screen.findByRole("group", { name: "Amara Okafor" });
    const [who, summary, said] = within(group).getAllByRole("option");
    expect(who).toHaveTextContent("amara.okafor@example.com");
    expect(summary).toHaveTextContent(/^Summary by AI/u);
    expect(said).toHaveTextContent(/^SaidAmara Okafor:/u);
    expect(said).toHaveTextContent(/0:06$/u);
  });

  test("are gone through with the arrows, and Enter opens that second", async () => {
    const { user } = await openSearch("billing");
    await waitForElement("[role=option]");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect((await field()).getAttribute("aria-activedescendant")).toBe(active()?.id);
    expect(active()).toHaveTextContent(/0:06$/u);
    await user.keyboard("{Enter}");
    await screenNamed("candidate");
    expect(window.location.hash).toBe("#/candidate/1000?interview=interview-0-0&at=6");
    await screen.findByText(/^1 of \d+ in Search$/u);
    act(() => window.history.back());
    await screenNamed("search");
    expect(await field()).toHaveValue("billing");
  });

  test("are gone through with j and k in the list itself", async () => {
    const { user } = await openSearch("billing");
    await waitForElement("[role=option]");
    act(() => screen.getByRole("listbox").focus());
    await user.keyboard("jjk");
    expect(active()).toHaveAttribute("data-result", "1");
    await user.keyboard("{End}");
    expect(active()).toBe(all("[role=option]").at(-1));
  });

  test("are opened by a click", async () => {
    const { user } = await openSearch("okafor");
    const group = await screen.findByRole("group", { name: "Amara Okafor" });
    await user.click(within(group).getAllByRole("option")[0] as HTMLElement);
    await screenNamed("candidate");
    expect(window.location.hash).toBe("#/candidate/1000");
  });

  test("hold what was noted, also where it is pinned to nothing", async () => {
    const { user } = await openSearch("", (platform) => {
      const pin = { interview_id: null, at_seconds: null };
      const put = { note_id: null, candidate_id: 1005, text: "Knows Kubernetes", ...pin };
      void platform.call("put_note", put);
    });
    await user.type(await field(), "kuber");
    const note = await screen.findByRole("option", { name: /^Your note/u });
    expect(within(note).getByText("Kubernetes").tagName).toBe("MARK");
    await user.click(note);
    await screenNamed("candidate");
    expect(window.location.hash).toBe("#/candidate/1005");
  });

  test("come in full when asked for", async () => {
    const { user } = await openSearch("billing");
    expect(await screen.findByText("The first 20 candidates")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show more candidates" }));
    await waitFor(() => expect(screen.getAllByRole("group").length).toBeGreaterThan(20));
  });
});

describe("filters", () => {
  test("narrow, and are explained and put in by the help", async () => {
    const { user } = await openSearch("billing");
    await user.click(await screen.findByRole("button", { name: "Filters" }));
    const help = await screen.findByRole("dialog", { name: "What can be typed" });
    for (const filter of ["flow:", "status:", "score>3", "is:unread", "tag:", "lang:"]) {
      expect(help).toHaveTextContent(filter);
    }
    await user.click(within(help).getByRole("button", { name: /^Add score>3/u }));
    expect(await field()).toHaveValue("billing score>3");
    await waitFor(() => {
      expect(screen.getAllByRole("group").length).toBeGreaterThan(0);
      expect(screen.queryByRole("group", { name: "Amara Okafor" })).not.toBeInTheDocument();
    });
  });

  test("that mean nothing are told of", async () => {
    await openSearch("colour:red");
    expect(await waitForElement("[data-not-understood]")).toHaveTextContent(
      "colour:red is not a filter. It was looked for as a word.",
    );
    expect(screen.getByRole("heading", { name: "Nothing found" })).toBeVisible();
    expect(screen.getByText(/filter may be too narrow/u)).toBeVisible();
  });
});

describe("recent searches", () => {
  test("are those that led somewhere, can be had again and be forgotten", async () => {
    const { user } = await openSearch("okafor");
    await waitForElement("[role=option]");
    await user.keyboard("{Enter}");
    await screenNamed("candidate");
    act(() => {
      window.location.hash = "#/search";
    });
    await user.click(await screen.findByRole("button", { name: "okafor" }));
    expect(await field()).toHaveValue("okafor");
    await user.keyboard("{Escape}");
    await user.click(await screen.findByRole("button", { name: "Forget them" }));
    expect(screen.queryByRole("button", { name: "okafor" })).not.toBeInTheDocument();
  });

  test("are not written down where they are not encrypted", async () => {
    const { user } = await openSearch("okafor");
    await waitForElement("[role=option]");
    await user.keyboard("{Enter}");
    await screenNamed("candidate");
    expect(JSON.stringify({ ...localStorage })).not.toContain("okafor");
  });
});

test("what goes wrong is said, and can be tried again", async () => {
  const { platform, user } = await openSearch("okafor", (fake) => fake.fail("search", "internal"));
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveAttribute("data-error-code", "internal");
  platform.mend("search");
  await user.click(within(alert).getByRole("button", { name: "Try again" }));
  await waitForElement("[role=option]");
});

test("a letter that is still being composed moves nothing", async () => {
  await openSearch("billing");
  await waitForElement("[role=option]");
  fireEvent.keyDown(await field(), { key: "Enter", isComposing: true });
  expect(window.location.hash).toContain("#/search");
});

describe("filters by criteria", () => {
  test("find by a name in quotes, and show when the interview took place", async () => {
    await openSearch('score:"Customer empathy">=4');
    await waitForElement("[role=option]");
    expect(document.querySelector("[data-not-understood]")).toBeNull();
    expect(all("[role=option]")[0]).toHaveTextContent(/(Interviewed|Received) /u);
  });

  test("that nobody is scored by are said", async () => {
    await openSearch('score:"Aura">4');
    expect(
      await screen.findByText(
        "No criterion and no team here is called Aura, so nobody was found by it.",
      ),
    ).toBeVisible();
  });

  test("are explained among what can be typed", async () => {
    const { user } = await openSearch();
    await user.click(screen.getByRole("button", { name: "Filters" }));
    await user.click(
      await screen.findByRole("button", { name: 'Add score:"Customer empathy">4 to the search' }),
    );
    expect(await field()).toHaveValue('score:"Customer empathy">4');
  });
});
