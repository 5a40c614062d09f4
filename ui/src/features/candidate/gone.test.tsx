import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { CandidateDetail, InterviewSummary } from "../../contract/types";
import type { FakePlatform } from "../../platform/fake";
import { openWindow, somebody, waitForElement } from "../../test/render";
import { chooseLanguage } from "../../words/words";

const NOW = Date.UTC(2026, 10, 20, 12);
const GONE_AT = Date.UTC(2026, 10, 18, 9);

type Person = FakePlatform["world"]["people"][number];

afterEach(() => act(() => chooseLanguage("en")));

const knownByOne = ({ detail }: Person) =>
  detail.is_known_by_one_interview && detail.interviews[0]?.status === "completed";
const knownByMore = ({ detail }: Person) =>
  !detail.is_known_by_one_interview && detail.interviews[0]?.status === "completed";

/** Opens somebody's page, with their first interview changed. */
function open(fits: (person: Person) => boolean, change: Partial<InterviewSummary>) {
  let person: CandidateDetail | undefined;
  const opened = openWindow("", { now: NOW }, (platform) => {
    person = somebody(platform, fits);
    Object.assign(person.interviews[0] ?? {}, change);
    platform.target = {
      screen: "candidate",
      candidate_id: person.candidate_id,
      interview_id: person.interviews[0]?.interview_id ?? null,
    };
  });
  if (!person) throw new Error("Nobody was found.");
  return { ...opened, person };
}

const header = () => waitForElement("header:has(#candidate-heading)");

describe("when an interview took place", () => {
  const times = { started_at: Date.UTC(2026, 10, 11, 9), ended_at: Date.UTC(2026, 10, 12, 10) };

  test("stands in the head of the page, in full on hover", async () => {
    open(knownByMore, times);
    await waitFor(async () => expect(await header()).toHaveTextContent("Interviewed Nov 12"));
    const time = (await header()).querySelector("time");
    expect(time).toHaveAttribute("datetime", "2026-11-12T10:00:00.000Z");
    expect(time?.parentElement?.title).toMatch(/^Interviewed Thursday, November 12, 2026/u);
    act(() => chooseLanguage("de"));
    expect(await header()).toHaveTextContent("Interviewt 12. Nov.");
  });

  test("is when it was received where Ribbon does not tell", async () => {
    const first_seen_at = Date.UTC(2026, 10, 14, 10);
    open(knownByMore, { started_at: null, ended_at: null, first_seen_at });
    await waitFor(async () => expect(await header()).toHaveTextContent("Received Nov 14"));
    act(() => chooseLanguage("de"));
    expect(await header()).toHaveTextContent("Empfangen 14. Nov.");
  });

  test("stands on each of several interviews", async () => {
    open(({ detail }) => detail.interviews.length > 1, { ...times, gone_at: GONE_AT });
    const tabs = await screen.findAllByRole("radio");
    expect(tabs[0]).toHaveTextContent("Interviewed Nov 12");
    expect(tabs[0]).toHaveTextContent("No longer at Ribbon");
    expect(tabs[1]).not.toHaveTextContent("No longer at Ribbon");
  });
});

describe("scores of a flow's own criteria", () => {
  test("are a percentage, yes or no, or a plain number, each as it is scored", async () => {
    open(({ flowId }) => flowId === "flow-success", { average: 4 });
    const scores = await screen.findByRole("region", { name: /^Scores/u });
    const row = (name: string) => within(scores).getByText(name).parentElement;
    expect(row("Customer empathy")).toHaveTextContent("Customer empathy4 of 5flow 3.5");
    expect(row("Role knowledge")).toHaveTextContent("Role knowledge80%flow 70%");
    expect(row("Has a licence")).toHaveTextContent("Has a licenceYesflow 78% yes");
    expect(row("Seniority")).toHaveTextContent("Seniority4flow 3.5");
    expect(scores).toHaveTextContent("Yes/no criteria are not part of it.");
    act(() => chooseLanguage("de"));
    expect(row("Has a licence")).toHaveTextContent("Has a licenceJaFlow 78 % Ja");
    expect(scores).toHaveTextContent("Ja/Nein-Kriterien zählen nicht dazu.");
  });
});

describe("an interview that Ribbon no longer has", () => {
  test("is marked with what that means, and cannot be revoked there", async () => {
    open(knownByMore, { gone_at: GONE_AT });
    const notice = await screen.findByRole("region", { name: "No longer at Ribbon" });
    expect(notice).toHaveTextContent(/since Wednesday, November 18, 2026.*this computer only/u);
    expect((await header()).querySelector("[data-gone]")).toHaveTextContent("No longer at Ribbon");
    expect(screen.queryByRole("button", { name: "Revoke recordings…" })).toBeNull();
    act(() => chooseLanguage("de"));
    expect(await header()).toHaveTextContent("Nicht mehr bei Ribbon");
  });

  test("is erased with the candidate if nothing else is known of them", async () => {
    const { user, platform, person } = open(knownByOne, { gone_at: GONE_AT });
    await user.click(await screen.findByRole("button", { name: "Erase this interview…" }));
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog).toHaveTextContent(`${person.name} goes too`);
    expect(platform.calls.some(({ name }) => name === "erase_interview")).toBe(false);
    await user.click(within(dialog).getByRole("button", { name: "Erase for good" }));
    await waitForElement('[data-screen="inbox"]');
    const left = platform.world.people.map(({ detail }) => detail.candidate_id);
    expect(left).not.toContain(person.candidate_id);
    expect(platform.calls.find(({ name }) => name === "erase_interview")?.argument).toMatch(
      /^interview-/u,
    );
  });

  test("leaves the candidate of whom more is known", async () => {
    const { user, platform, person } = open(knownByMore, { gone_at: GONE_AT });
    act(() => chooseLanguage("de"));
    await user.click(await screen.findByRole("button", { name: "Dieses Interview löschen …" }));
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog).toHaveTextContent(`${person.name}, mit Notizen und Schlagwörtern`);
    await user.click(within(dialog).getByRole("button", { name: "Endgültig löschen" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    const left = platform.world.people.map(({ detail }) => detail.candidate_id);
    expect(left).toContain(person.candidate_id);
  });

  test("stays where the program refuses, which is said", async () => {
    const { user, platform } = open(knownByMore, { gone_at: GONE_AT });
    await user.click(await screen.findByRole("button", { name: "Erase this interview…" }));
    platform.fail("erase_interview", "storage");
    await user.click(await screen.findByRole("button", { name: "Erase for good" }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveAttribute("data-error-code", "storage");
    expect(screen.getByRole("alertdialog")).toContainElement(alert);
  });
});

describe("recordings that Ribbon no longer has", () => {
  test("play on, and are erased from beside the player", async () => {
    const { user, platform } = open(knownByMore, { recordings_gone_at: GONE_AT });
    await user.click(await screen.findByRole("button", { name: "Erase recordings…" }));
    expect(screen.getByText("Recordings no longer at Ribbon")).toBeInTheDocument();
    expect(document.querySelector("audio, video"), "they play").not.toBeNull();
    const dialog = await screen.findByRole("alertdialog");
    await user.click(within(dialog).getByRole("button", { name: "Erase for good" }));
    await waitFor(() => expect(document.querySelector("audio, video")).toBeNull());
    expect(platform.calls.some(({ name }) => name === "erase_recordings")).toBe(true);
    expect(screen.queryByRole("button", { name: "Erase recordings…" })).toBeNull();
    expect(screen.getByText("Recordings no longer at Ribbon")).toBeInTheDocument();
  });
});
