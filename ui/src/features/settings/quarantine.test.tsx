import { act, screen, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { Obstacle, Quarantined } from "../../contract/types";
import type { FakePlatform } from "../../platform/fake";
import { openWindow } from "../../test/render";

function waiting(id: number, obstacle: Obstacle, event_type: string | null = null): Quarantined {
  return { id, received_at: Date.UTC(2025, 10, 12), event_type, obstacle, reason: `why ${id}` };
}

/** So many wait as there are in the list. */
function hold(platform: FakePlatform, ...held: Quarantined[]): void {
  platform.quarantined.push(...held);
  platform.setSync({ quarantined: platform.quarantined.length });
}

const applyAgain = () => screen.findByRole("button", { name: "Apply again" });

describe("what is in quarantine", () => {
  test("is listed with when it came, what it is and why it waits, the newest first", async () => {
    openWindow("#/settings", {}, (platform) =>
      hold(
        platform,
        waiting(41, "unreadable"),
        waiting(42, "nobody", "candidate_status_updated"),
        waiting(43, "unknown_event", "offer_signed"),
      ),
    );
    const table = within(await screen.findByRole("region", { name: "Deliveries that wait" }));
    const [, newest, second, oldest] = table.getAllByRole("row");
    expect(newest).toHaveTextContent("Nov 12, 2025");
    expect(newest).toHaveTextContent("offer_signed");
    expect(newest).toHaveTextContent("This version does not know events of this kind.");
    expect(second).toHaveTextContent("Status change");
    expect(second).toHaveTextContent("It does not say whose status changed.");
    expect(oldest).toHaveTextContent("Not known");
    expect(oldest, "and what the program says of it").toHaveTextContent("why 41");
  });

  test("is applied again, and what came of it is said", async () => {
    const { platform, user } = openWindow("#/settings", {}, (platform) =>
      hold(platform, waiting(41, "not_applied"), waiting(42, "unreadable"), waiting(43, "denied")),
    );
    await user.click(await applyAgain());
    expect(await screen.findByText(/^3 tried: 1 applied and 2 wait on\./u)).toHaveTextContent(
      "comes back here if Ribbon does not confirm it",
    );
    expect(platform.calls.filter(({ name }) => name === "retry_quarantine")).toHaveLength(1);
    const left = within(screen.getByRole("region", { name: "Deliveries that wait" }));
    expect(left.getAllByRole("row"), "the head and two").toHaveLength(3);
    expect(await applyAgain(), "they can be tried once more").toBeEnabled();
  });

  test("leaves the outcome standing when nothing waits any more", async () => {
    const { user } = openWindow("#/settings", {}, (platform) =>
      hold(platform, waiting(41, "not_applied")),
    );
    await user.click(await applyAgain());
    expect(await screen.findByText(/^1 tried: 1 applied\./u)).toBeInTheDocument();
    expect(await screen.findByText("Empty: every delivery could be applied")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Apply again" })).not.toBeInTheDocument();
  });

  test("says what went wrong when it cannot be applied now", async () => {
    const { platform, user } = openWindow("#/settings", {}, (platform) =>
      hold(platform, waiting(41, "not_applied")),
    );
    platform.fail("retry_quarantine", "storage");
    await user.click(await applyAgain());
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "storage");
  });

  test("is not shown where there is none, and appears when something comes", async () => {
    const { platform } = openWindow("#/settings");
    await screen.findByText("Empty: every delivery could be applied");
    expect(screen.queryByRole("button", { name: "Apply again" })).not.toBeInTheDocument();
    act(() => hold(platform, waiting(41, "unreadable")));
    expect(await applyAgain()).toBeEnabled();
  });
});
