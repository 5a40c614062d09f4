import { act } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openWindow, waitForElement } from "../../test/render";
import { chooseLanguage } from "../../words/words";

const NOW = Date.UTC(2026, 10, 20, 12);

afterEach(() => act(() => chooseLanguage("en")));

test("a card says when the interview took place and that Ribbon no longer has it", async () => {
  let id = 0;
  openWindow("#/pipeline/flow-backend", { now: NOW }, ({ world }) => {
    const person = world.people.find(
      ({ flowId, detail }) => flowId === "flow-backend" && detail.interviews.length === 1,
    );
    const interview = person?.detail.interviews[0];
    if (!person || !interview) throw new Error("Somebody is there.");
    interview.ended_at = Date.UTC(2026, 10, 12, 10);
    interview.gone_at = NOW;
    id = person.detail.candidate_id;
  });
  const card = await waitForElement(`[data-candidate-id="${id}"]`);
  expect(card).toHaveTextContent("Interviewed Nov 12");
  expect(card.querySelector("[data-gone]")).toHaveTextContent("No longer at Ribbon");
  const facts = document.querySelector("header p");
  expect(facts).toHaveTextContent(/interviews.*, 1 no longer at Ribbon$/u);
  act(() => chooseLanguage("de"));
  expect(await waitForElement(`[data-candidate-id="${id}"]`)).toHaveTextContent(
    /Interviewt 12\. Nov\..*Nicht mehr bei Ribbon/u,
  );
});
