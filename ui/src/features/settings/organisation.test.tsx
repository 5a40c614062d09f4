import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { openWindow, waitForElement } from "../../test/render";

describe("the organisation's webhook secret", () => {
  test("is entered, replaced and removed, and never shown", async () => {
    const { platform, user } = openWindow("#/settings/organisation");
    await waitForElement("[data-organisation-secret=none]");
    const field = screen.getByLabelText("Secret");
    expect(field).toHaveAttribute("type", "password");
    await user.click(screen.getByRole("button", { name: "Keep and check" }));
    expect(await screen.findByText(/Paste the secret from Ribbon's settings/u)).toBeInTheDocument();
    await user.type(field, "s3cret{Enter}");
    await waitForElement("[data-organisation-secret=set]");
    expect(platform.writing.organisationSecret).toBe("s3cret");
    expect(screen.queryByLabelText("Secret")).toBeNull();
    expect(document.body.innerHTML).not.toContain("s3cret");

    await user.click(screen.getByRole("button", { name: "Replace" }));
    await user.type(screen.getByLabelText("Secret"), "another{Enter}");
    await waitFor(() => expect(platform.writing.organisationSecret).toBe("another"));
    await waitFor(() => expect(screen.queryByLabelText("Secret")).toBeNull());
    await user.click(screen.getByRole("button", { name: "Remove" }));
    await waitForElement("[data-organisation-secret=none]");
    expect(platform.writing.organisationSecret).toBeNull();
  });
});
