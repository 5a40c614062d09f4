import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import type { ImportedMarks } from "../../contract/types";
import { FakePlatform } from "../../platform/fake";
import { CommandFailure } from "../../platform/platform";
import { openWindow, screenNamed } from "../../test/render";
import { diagnosticsText } from "./diagnostics-text";

type User = ReturnType<typeof openWindow>["user"];

async function choose(user: User, label: RegExp, option: string) {
  await user.click(await screen.findByRole("button", { name: label }));
  await user.click(await screen.findByRole("option", { name: option }));
}

describe("the sections of the settings", () => {
  test("are led to by their addresses and by the list beside them", async () => {
    const { user } = openWindow("#/settings/marks");
    await waitFor(() => expect(screen.getByRole("heading", { name: "Your marks" })).toHaveFocus());
    const list = screen.getByRole("navigation", { name: "Sections of the settings" });
    expect(within(list).getAllByRole("link")).toHaveLength(8);
    await user.click(within(list).getByRole("link", { name: "Privacy" }));
    expect(window.location.hash).toBe("#/settings/privacy");
    expect(screen.getByRole("heading", { name: "Privacy" })).toHaveFocus();
    expect(within(list).getByRole("link", { name: "Privacy" })).toHaveAttribute("aria-current");
  });
});

describe("notifications", () => {
  test("are told by kind: with a sound, without, or only in the inbox", async () => {
    const { platform, user } = openWindow("#/settings");
    await choose(user, /A video is ready/u, "Notify without sound");
    await waitFor(() => expect(platform.settings.video).toBe("silent"));
    await choose(user, /A status changed/u, "Inbox only");
    await waitFor(() => expect(platform.settings.status).toBe("off"));
    expect(platform.settings, "the others stay").toMatchObject({
      processed: "on",
      video: "silent",
    });
  });

  test("pause for an hour, say until when, and go on", async () => {
    const { platform, user } = openWindow("#/settings");
    const before = Date.now();
    await user.click(await screen.findByRole("button", { name: "For an hour" }));
    expect(await screen.findByText(/^Paused until/u)).toBeInTheDocument();
    const until = platform.settings.paused_until ?? 0;
    expect(until - before).toBeGreaterThanOrEqual(3_600_000);
    expect(until - before).toBeLessThan(3_660_000);
    await user.click(screen.getByRole("button", { name: "Resume now" }));
    await waitFor(() => expect(platform.settings.paused_until).toBeNull());
    expect(screen.queryByText(/^Paused until/u)).not.toBeInTheDocument();
  });

  test("keep quiet in hours that go over midnight", async () => {
    const { platform, user } = openWindow("#/settings");
    await user.click(await screen.findByRole("switch", { name: "Quiet hours" }));
    expect(await screen.findByText(/of the next day/u)).toBeInTheDocument();
    await choose(user, /M To$/u, "11:30 PM");
    await waitFor(() =>
      expect(platform.settings.quiet_hours).toEqual({ from_minute: 1140, to_minute: 1410 }),
    );
    expect(await screen.findByText(/from 7:00.PM to 11:30.PM\.$/u)).toBeInTheDocument();
    await user.click(screen.getByRole("switch", { name: "Quiet hours" }));
    await waitFor(() => expect(platform.settings.quiet_hours).toBeNull());
  });

  test("leave out muted flows, also those that are not here", async () => {
    const { platform, user } = openWindow("#/settings", {}, (platform) => {
      platform.settings.muted_flows = ["flow-elsewhere"];
    });
    await user.click(await screen.findByRole("checkbox", { name: "Data Analyst" }));
    await waitFor(() =>
      expect(platform.settings.muted_flows).toEqual(["flow-elsewhere", "flow-data"]),
    );
  });
});

describe("appearance", () => {
  test("changes the language of everything at once", async () => {
    const { user, platform } = openWindow("#/settings");
    await choose(user, /Language$/u, "Deutsch");
    expect(await screen.findByRole("heading", { name: "Einstellungen" })).toBeInTheDocument();
    await waitFor(() => expect(platform.spoken, "notices and the tray with it").toBe("de"));
    expect(screen.getByRole("link", { name: /^Eingang/u })).toBeInTheDocument();
    expect(document.documentElement.lang).toBe("de");
    await choose(user, /Sprache$/u, "Wie das System");
    expect(await screen.findByRole("heading", { name: "Settings" })).toBeInTheDocument();
  });

  test("marks the document with a theme and with contrast", async () => {
    const { user } = openWindow("#/settings");
    const root = document.documentElement;
    await choose(user, /Theme$/u, "Dark");
    expect(root.dataset.theme).toBe("dark");
    await choose(user, /Theme$/u, "As the system");
    expect(root.dataset.theme).toBeUndefined();
    await user.click(screen.getByRole("switch", { name: "More contrast" }));
    expect(root.dataset.contrast).toBe("more");
    await user.click(screen.getByRole("switch", { name: "More contrast" }));
    expect(root.dataset.contrast).toBeUndefined();
  });
});

test("the keyboard section lists every key that works everywhere", async () => {
  openWindow("#/settings");
  const table = await screen.findByRole("table", { name: "Keys that work on every screen" });
  for (const name of ["Go to inbox", "Go to insights", "Command palette", "Search everything"]) {
    expect(within(table).getByRole("cell", { name })).toBeInTheDocument();
  }
});

describe("your marks", () => {
  const nothing: ImportedMarks = {
    candidates: 0,
    notes: 0,
    views: 0,
    inbox: 0,
    unchanged: 0,
    waiting: 0,
  };

  /** Answers the two commands by itself: what they do is the program's. */
  function withMarks(platform: FakePlatform, answer: (text: string) => ImportedMarks) {
    const call = platform.call.bind(platform);
    vi.spyOn(platform, "call").mockImplementation(async (name, ...rest) => {
      if (name === "export_marks") return { path: "/home/jo/Downloads/marks.json" } as never;
      if (name === "import_marks") return answer(String(rest[0])) as never;
      return await call(name, ...(rest as never[]));
    });
  }

  async function take(user: User, text: string) {
    await screen.findByRole("button", { name: "Import a file…" });
    const input = document.querySelector<HTMLInputElement>("input[type=file]");
    await user.upload(input as HTMLInputElement, new File([text], "m.json"));
  }

  test("are written to a file that is named", async () => {
    const { user } = openWindow("#/settings", {}, (platform) => withMarks(platform, () => nothing));
    await user.click(await screen.findByRole("button", { name: "Export to a file" }));
    expect(await screen.findByText("/home/jo/Downloads/marks.json")).toBeInTheDocument();
    expect(screen.getByText(/not encrypted and holds your notes/u)).toBeInTheDocument();
  });

  test("are taken in from a file, and it is said what came of it", async () => {
    const texts: string[] = [];
    const { user } = openWindow("#/settings", {}, (platform) =>
      withMarks(platform, (text) => {
        texts.push(text);
        return { ...nothing, candidates: 3, notes: 1, unchanged: 2, waiting: 1 };
      }),
    );
    await take(user, '{"marks":[]}');
    const said = await screen.findByText(/^Taken in:/u);
    expect(said).toHaveTextContent("marks of 3 candidates and 1 note.");
    expect(said).toHaveTextContent("2 marks were here already.");
    expect(said).toHaveTextContent("somebody who is not here yet");
    expect(texts, "the file's own text").toEqual(['{"marks":[]}']);
  });

  test("say that nothing was new, or what is wrong with the file", async () => {
    let isBad = false;
    const { user } = openWindow("#/settings", {}, (platform) =>
      withMarks(platform, () => {
        if (isBad) throw new CommandFailure({ code: "bad_request", message: "No marks in it." });
        return { ...nothing, unchanged: 1 };
      }),
    );
    await take(user, "{}");
    expect(await screen.findByText(/^Nothing new/u)).toBeInTheDocument();
    isBad = true;
    await take(user, "{]");
    expect(await screen.findByRole("alert")).toHaveTextContent("No marks in it.");
  });
});

describe("diagnostics", () => {
  test("are copied as a text without secrets and people", async () => {
    const { user } = openWindow("#/settings", {}, (platform) =>
      platform.setSync({ quarantined: 3 }),
    );
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(await screen.findByRole("button", { name: "Copy as text" }));
    const text = write.mock.calls.at(-1)?.[0] ?? "";
    expect(text).toContain("Quarantine: 3");
    expect(text).toContain("ok interviews: asked");
    expect(text).not.toContain("/hook/4f1c");
    expect(await screen.findByRole("button", { name: "Copied" })).toBeInTheDocument();
    write.mockRestore();
  });

  test("tell of losses and of what is not as it should be", () => {
    const { sync, world } = new FakePlatform();
    const gap = { id: 1, feed: "relay", reason: "epoch", from: null, until: world.now } as const;
    const app = { phase: "connected", version: "1", api_url: "https://x" } as never;
    const error = { code: "server_error", message: "503 from Ribbon" } as const;
    const details = sync.details.map(
      (one) => ({ ...one, standing: "failed", error, at: null, ok: false }) as const,
    );
    const state = { ...sync, details, gaps: [{ ...gap, dismissed: true }] };
    const text = diagnosticsText(app, state, world.now);
    expect(text).toContain("NOT OK interviews: 503 from Ribbon, never");
    expect(text).toContain("the relay was restored or moved");
  });

  test("follow the program without being asked", async () => {
    const { platform } = openWindow("#/settings");
    await screenNamed("settings");
    await screen.findByText("Empty: every delivery could be applied");
    act(() => platform.setSync({ quarantined: 2 }));
    expect(await screen.findByText("2 waiting, nothing of them is lost")).toBeInTheDocument();
  });
});
