import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { all, openWindow, somebody, waitForElement } from "../../test/render";

const LIST =
  "First name,Last name,E-mail\nAda,Byron,ada@example.com\nJoe,,joe\nBo,Li,bo@example.com";

function flowRow(id: string): HTMLElement {
  const row = document.querySelector<HTMLElement>(`[data-flow-id="${id}"]`);
  if (!row) throw new Error(`There is no flow ${id}.`);
  return row;
}

describe("the flows", () => {
  test("say of each whether its webhooks reach this computer", async () => {
    openWindow("#/flows");
    await waitForElement("[data-flow-id]");
    const backend = flowRow("flow-backend");
    expect(backend).toHaveTextContent("To your relay signed");
    expect(backend).toHaveTextContent("Interview processed");
    const success = flowRow("flow-success");
    expect(success).toHaveTextContent("To your relay not signed");
    expect(success).toHaveTextContent("not verified");
    expect(flowRow("flow-data")).toHaveTextContent("To hooks.example.org signed");
    expect(flowRow("flow-night")).toHaveTextContent("By the organisation’s default if one is set");
  });

  test("have the focus once they are there", async () => {
    openWindow("#/flows");
    await waitForElement("[data-flow-id]");
    await waitFor(() => expect(screen.getByRole("grid")).toHaveFocus());
  });

  test("are moved through, opened and archived with the keyboard alone", async () => {
    const { platform, user } = openWindow("#/inbox");
    await waitForElement("[data-inbox-id]");
    await user.keyboard("gf");
    await waitForElement("[data-flow-id]");
    await user.keyboard("jj");
    expect(flowRow("flow-data")).toHaveAttribute("data-active", "true");
    await user.keyboard("ka");
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog).toHaveTextContent("Archive Customer Success Manager?");
    expect(dialog).toHaveTextContent("cannot take this back");
    await user.keyboard("{Escape}");
    expect(platform.world.statuses.size, "nothing happened yet").toBe(0);
    await user.keyboard("a");
    await screen.findByRole("alertdialog");
    await user.keyboard("{Enter}");
    expect(platform.world.statuses.size, "Enter by itself does no harm").toBe(0);
    const archive = screen.getByRole("button", { name: "Archive" });
    while (document.activeElement !== archive) await user.tab();
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect([...platform.world.statuses]).toEqual([["flow-success", "archived"]]),
    );
    await waitFor(() => expect(all("[data-flow-id]")).toHaveLength(3));
    await user.click(screen.getByRole("button", { name: "Archived" }));
    expect(all("[data-flow-id]")).toHaveLength(4);
  });

  test.each([
    ["offline", { mode: "offline" }, "connected", /Offline: Ribbon cannot be reached/u],
    ["on sample data", { mode: "idle" }, "sample", /This is sample data/u],
  ] as const)("are read-only %s, and say why", async (_, sync, phase, words) => {
    const { user } = openWindow("#/flows", { phase }, (platform) => platform.setSync(sync));
    await waitForElement("[data-flow-id]");
    expect(await screen.findByText(words)).toBeInTheDocument();
    for (const name of ["Invite a candidate", "Invite many", "New flow"]) {
      expect(screen.getByRole("button", { name })).toBeDisabled();
    }
    await user.keyboard("nima");
    expect(screen.queryByRole("dialog"), "keys do nothing either").toBeNull();
    expect(window.location.hash).toBe("#/flows");
  });

  test("show a new flow without a clear answer until somebody has looked", async () => {
    const { platform, user } = openWindow("#/flows", {}, ({ writing }) => {
      writing.unclear = [{ id: 7, title: "Night Driver", asked_at: Date.now() }];
    });
    const question = await waitForElement("[data-unclear-flow]");
    expect(question).toHaveTextContent("may have been made or not");
    await user.click(within(question).getByRole("button", { name: "Look in Ribbon" }));
    expect(platform.calls.some(({ name }) => name === "sync_now")).toBe(true);
    await user.click(within(question).getByRole("button", { name: "It was not made" }));
    await waitFor(() => expect(all("[data-unclear-flow]")).toHaveLength(0));
  });
});

describe("inviting one", () => {
  test("makes a link, which is shown and copied", async () => {
    const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    const { user } = openWindow("#/flows");
    await waitForElement("[data-flow-id]");
    await user.keyboard("i");
    await user.type(await screen.findByLabelText("E-mail"), "ada{Enter}");
    expect(await screen.findByText(/has an @ in it/u)).toBeInTheDocument();
    await user.type(screen.getByLabelText("E-mail"), "@example.com");
    await user.type(screen.getByLabelText("First name"), "Ada{Enter}");
    const link = await screen.findByText(/^https:\/\/app\.ribbon\.ai\/interview\//u);
    await user.click(screen.getByRole("button", { name: "Copy link" }));
    expect(copied).toHaveBeenCalledWith(link.textContent);
    copied.mockRestore();
  });

  test("says that the team's members may not be read, and still invites", async () => {
    const { user } = openWindow("#/flows", {}, (platform) => platform.refuse("team_members"));
    await waitForElement("[data-flow-id]");
    await user.keyboard("i");
    const dialog = await screen.findByRole("dialog");
    const note = await within(dialog).findByRole("alert");
    expect(note).toHaveAttribute("data-error-code", "not_allowed");
    expect(note).toHaveTextContent("Command team_members not allowed by ACL");
    expect(dialog).toHaveTextContent("nobody can be assigned");
    await user.type(screen.getByLabelText("E-mail"), "ada@example.com{Enter}");
    expect(await screen.findByText(/^https:\/\/app\.ribbon\.ai\/interview\//u)).toBeVisible();
  });

  test("assigns the interview to the member of the team who was chosen", async () => {
    const { platform, user } = openWindow("#/flows");
    await waitForElement("[data-flow-id]");
    await user.keyboard("i");
    await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
    await user.click(await screen.findByRole("button", { name: /Recruiter$/u }));
    await user.click(await screen.findByRole("option", { name: "Tom Okafor" }));
    await user.click(screen.getByRole("button", { name: "Make the link" }));
    await screen.findByText(/^https:\/\/app\.ribbon\.ai\/interview\//u);
    const asked = platform.calls.find(({ name }) => name === "invite_one");
    expect(asked?.argument).toMatchObject({ recruiter_id: "member-tom" });
  });

  test("leaves a question without a clear answer, which the user decides", async () => {
    const { platform, user } = openWindow("#/flows", {}, ({ writing }) => {
      writing.outcomes = ["unknown"];
    });
    await waitForElement("[data-flow-id]");
    await user.keyboard("i");
    await user.type(await screen.findByLabelText("E-mail"), "ada@example.com{Enter}");
    expect(await screen.findByText(/did not answer in time/u)).toBeInTheDocument();
    expect(screen.getByText(/It may have been made/u)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: /Not made: invite again/u }));
    expect(await screen.findByText(/^https:\/\/app\.ribbon\.ai/u)).toBeInTheDocument();
    const decisions = platform.calls.filter(({ name }) => name === "decide_invite");
    expect(decisions, "asked for again once, by the user").toHaveLength(1);
  });
});

describe("inviting many", () => {
  async function paste(list: string, prepare?: Parameters<typeof openWindow>[2]) {
    const opened = openWindow("#/flows/invite/flow-data", {}, prepare);
    const field = await screen.findByLabelText("Or paste cells copied in a spreadsheet");
    await opened.user.click(field);
    await opened.user.paste(list);
    await opened.user.click(screen.getByRole("button", { name: "Look at the list" }));
    await waitForElement("[data-plan-people]");
    return opened;
  }

  test("shows what would happen to each line before anything is sent", async () => {
    const { platform, user } = await paste(LIST);
    expect(await waitForElement("[data-bad-line]")).toHaveTextContent(/Line 3 .*has an @/u);
    expect(screen.getByText("ada@example.com")).toBeInTheDocument();
    expect(platform.writing.batches, "nothing was sent").toHaveLength(0);
    await user.click(screen.getByRole("button", { name: "Make 2 links" }));
    await waitForElement("[data-invitation]");
    expect(screen.getByText(/2 of 2 links made, 1 line left out/u)).toBeInTheDocument();
    expect(all("[data-outcome=made]")).toHaveLength(2);
    expect(document.querySelector("[data-outcome=bad]")).toHaveTextContent("has an @");
  });

  test("reads a file that is chosen, and lets its columns be changed", async () => {
    const { platform, user } = openWindow("#/flows/invite/flow-data");
    await screen.findByRole("button", { name: "Choose a file…" });
    const input = document.querySelector<HTMLInputElement>("input[type=file]");
    await user.upload(
      input as HTMLInputElement,
      new File([LIST], "people.csv", { type: "text/csv" }),
    );
    await waitForElement("[data-plan-people]");
    await user.click(screen.getByRole("button", { name: /E-mail column/u }));
    await user.click(await screen.findByRole("option", { name: "First name" }));
    await waitFor(() =>
      expect(document.querySelector("[data-plan-people]")).toHaveAttribute("data-plan-people", "0"),
    );
    expect(screen.getByRole("button", { name: "Make 0 links" })).toBeDisabled();
    const asked = platform.calls.filter(({ name }) => name === "plan_invites");
    expect(asked.at(-1)?.argument).toMatchObject({ mapping: { email: 0 } });
  });

  test("can be stopped and gone on with, and leaves its links as a file", async () => {
    const { platform, user } = await paste(LIST, ({ writing }) => {
      writing.holds = true;
    });
    await user.click(screen.getByRole("button", { name: "Make 2 links" }));
    await waitForElement("[data-batch-state=running]");
    await user.keyboard("s");
    await waitForElement("[data-batch-state=stopped]");
    platform.writing.holds = false;
    await user.keyboard("r");
    await waitForElement("[data-batch-state=done]");
    const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.keyboard("c");
    await screen.findByText("2 links copied");
    expect(copied.mock.calls[0]?.[0]).toMatch(/^Ada Byron\tada@example.com\thttps:.*\nBo Li\t/u);
    copied.mockRestore();
    await user.keyboard("d");
    const saved = await waitForElement("[data-saved]");
    expect(saved).toHaveTextContent("Pasted list - invitations.csv");
    expect(saved).toHaveTextContent("not encrypted");
  });

  test("says of refused and unclear ones what can be done, and repeats none by itself", async () => {
    const { platform, user } = await paste(LIST, ({ writing }) => {
      writing.outcomes = ["refused", "unknown"];
    });
    await user.click(screen.getByRole("button", { name: "Make 2 links" }));
    await waitForElement("[data-outcome=unknown]");
    expect(platform.calls.some(({ name }) => name === "decide_invite")).toBe(false);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitForElement("[data-outcome=made]");
    await user.click(screen.getByRole("button", { name: /It is the one seen/u }));
    await waitForElement("[data-outcome=found]");
    expect(platform.calls.at(-1)).not.toMatchObject({ name: "start_invites" });
  });
});

describe("making a flow", () => {
  test("begins with the relay's address and a secret, and sends nothing that is not right", async () => {
    const { platform, user } = openWindow("#/flows");
    await waitForElement("[data-flow-id]");
    await user.keyboard("n");
    const title = await screen.findByLabelText("Title");
    expect(screen.getByLabelText("Address")).toHaveValue(
      "https://relay.example.com/in/x2fq81hd0a/9kPq",
    );
    expect(screen.getByLabelText("Secret")).not.toHaveValue("");
    expect(screen.getByText(/Leads to your relay/u)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Make the flow" }));
    expect(
      await screen.findByText("Give the flow a title, such as the job's."),
    ).toBeInTheDocument();
    expect(title).toHaveAttribute("aria-invalid", "true");
    await user.type(title, "Night Driver");
    await user.type(screen.getByLabelText("One question a line"), "Why nights?{Enter}Which roads?");
    expect(screen.getByText(/2 of at most 20/u)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Make the flow" }));
    await waitFor(() => expect(platform.writing.made).toHaveLength(1));
    expect(platform.writing.made[0]?.questions).toEqual(["Why nights?", "Which roads?"]);
    expect(await screen.findByText("Night Driver")).toBeInTheDocument();
  });

  test("keeps what was typed while one looks elsewhere", async () => {
    const { user } = openWindow("#/flows/new");
    await user.type(await screen.findByLabelText("Title"), "Night Driver");
    window.location.hash = "#/flows";
    await waitForElement("[data-flow-id]");
    await user.keyboard("n");
    expect(await screen.findByLabelText("Title")).toHaveValue("Night Driver");
  });

  test("says so when Ribbon gives no clear answer", async () => {
    const { user } = openWindow("#/flows/new", {}, (platform) =>
      platform.fail("make_flow", "outcome_unknown"),
    );
    await user.type(await screen.findByLabelText("Title"), "Night Driver{Enter}");
    const note = await screen.findByRole("alert");
    expect(note).toHaveAttribute("data-error-code", "outcome_unknown");
    expect(note).toHaveTextContent("Look before you do it again");
  });
});

describe("revoking recordings", () => {
  test("is asked for first, says what goes and what stays, and takes the player away", async () => {
    const candidate = { id: 0, interview: "" };
    const { platform, user } = openWindow("", {}, (fake) => {
      const found = somebody(fake, ({ detail }) => detail.interviews[0]?.has_audio === true);
      candidate.id = found.candidate_id;
      candidate.interview = found.interviews[0]?.interview_id ?? "";
    });
    window.location.hash = `#/candidate/${candidate.id}`;
    await user.click(await screen.findByRole("button", { name: "Revoke recordings…" }));
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog).toHaveTextContent("the copy in this computer’s cache");
    expect(dialog).toHaveTextContent("transcript, summary and scores");
    await user.click(within(dialog).getByRole("button", { name: "Keep them" }));
    expect(platform.writing.revoked.size, "kept").toBe(0);
    await user.click(screen.getByRole("button", { name: "Revoke recordings…" }));
    await user.click(await screen.findByRole("button", { name: "Revoke for good" }));
    await waitFor(() => expect([...platform.writing.revoked]).toEqual([candidate.interview]));
    await waitFor(() =>
      expect(screen.queryByRole("button", { name: "Revoke recordings…" })).toBeNull(),
    );
  });
});
