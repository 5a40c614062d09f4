import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { openWindow, waitForElement } from "../../test/render";

const PERSON = "#/candidate/1001";
const offer = () => screen.findByRole("complementary", { name: "Notifications" });
const noOffer = () => screen.queryByRole("complementary", { name: "Notifications" });

/** Somebody was reviewed in a window that is connected. */
async function afterTheFirstReview() {
  const opened = openWindow(PERSON);
  await waitForElement("[data-segment]");
  expect(noOffer(), "not at launch").toBeNull();
  await opened.user.keyboard("r");
  return { ...opened, offer: within(await offer()) };
}

describe("the offer of notices", () => {
  test("comes after the first review and shows one to see that they arrive", async () => {
    const { platform, user, offer } = await afterTheFirstReview();
    await user.click(offer.getByRole("button", { name: "Yes, show me one" }));
    expect(await offer.findByText("A notice was just shown. Did you see it?")).toBeVisible();
    const shown = platform.calls.find(({ name }) => name === "show_test_notice");
    expect(shown?.argument).toMatchObject({ title: "Ribbon Desk" });
    await waitFor(() => expect(offer.getByRole("button", { name: "I saw it" })).toHaveFocus());
    await user.click(offer.getByRole("button", { name: "I saw it" }));
    expect(platform.startsAtLogin, "off by default").toBe(false);
    await user.click(await offer.findByRole("button", { name: "Start at login" }));
    await waitFor(() => expect(platform.startsAtLogin).toBe(true));
    await waitFor(() => expect(noOffer()).toBeNull());
  });

  test("says where to look when the notice was not seen, and shows it again", async () => {
    const { platform, user, offer } = await afterTheFirstReview();
    await user.click(offer.getByRole("button", { name: "Yes, show me one" }));
    await user.click(await offer.findByRole("button", { name: "I did not" }));
    expect(await offer.findByText(/“do not disturb”/u)).toBeVisible();
    await user.click(offer.getByRole("button", { name: "Show it again" }));
    expect(await offer.findByText(/Did you see it/u)).toBeVisible();
    expect(platform.calls.filter(({ name }) => name === "show_test_notice")).toHaveLength(2);
  });

  test("is declined with one click, which leaves the inbox alone to tell", async () => {
    const { platform, user, offer } = await afterTheFirstReview();
    await user.click(offer.getByRole("button", { name: "No, the inbox is enough" }));
    await waitFor(() => expect(platform.settings.notifications).toBe(false));
    expect(platform.startsAtLogin).toBe(false);
    expect(noOffer()).toBeNull();
  });

  test("is made once", async () => {
    const { user, offer } = await afterTheFirstReview();
    await user.click(offer.getByRole("button", { name: "No, the inbox is enough" }));
    await waitFor(() => expect(noOffer()).toBeNull());
    cleanup();
    const again = openWindow("#/candidate/1002");
    await waitForElement("[data-segment]");
    await again.user.keyboard("r");
    await screen.findByRole("button", { name: "Reviewed", pressed: true });
    expect(noOffer()).toBeNull();
  });

  test("waits until it is answered, also over a restart", async () => {
    await afterTheFirstReview();
    cleanup();
    openWindow(PERSON);
    expect(await offer()).toBeVisible();
  });

  test("is not made over sample data, of which nothing is told", async () => {
    const { user } = openWindow(PERSON, { phase: "sample" });
    await waitForElement("[data-segment]");
    await user.keyboard("r");
    await screen.findByRole("button", { name: "Reviewed", pressed: true });
    expect(noOffer()).toBeNull();
  });

  test("says what went wrong when no notice can be shown", async () => {
    const { platform, user, offer } = await afterTheFirstReview();
    platform.fail("show_test_notice", "internal");
    await user.click(offer.getByRole("button", { name: "Yes, show me one" }));
    expect(await offer.findByRole("alert")).toHaveAttribute("data-error-code", "internal");
    expect(offer.getByRole("button", { name: "Yes, show me one" })).toBeEnabled();
  });
});

describe("the settings", () => {
  test("show a test notice and start the program at login, which is off until then", async () => {
    const { platform, user } = openWindow("#/settings");
    await user.click(await screen.findByRole("button", { name: "Show a test notice" }));
    expect(await screen.findByText(/^Shown\. If you did not see it/u)).toBeInTheDocument();
    const login = await screen.findByRole("switch", { name: "Start at login" });
    expect(login).not.toBeChecked();
    await user.click(login);
    await waitFor(() => expect(platform.startsAtLogin).toBe(true));
    expect(login).toBeChecked();
    await user.click(login);
    await waitFor(() => expect(platform.startsAtLogin).toBe(false));
  });

  test("say so when the desktop does not let it be started", async () => {
    const { platform, user } = openWindow("#/settings");
    platform.fail("set_starts_at_login", "internal");
    const login = await screen.findByRole("switch", { name: "Start at login" });
    await user.click(login);
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "internal");
    expect(login).not.toBeChecked();
  });
});
