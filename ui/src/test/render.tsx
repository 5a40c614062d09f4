import type { QueryClient } from "@tanstack/react-query";
import { render, waitFor } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { afterEach } from "vitest";
import { App } from "../app/App";
import { follow } from "../app/live";
import { createQueryClient } from "../app/query-client";
import { reporting } from "../platform/failures";
import { type FakeOptions, FakePlatform } from "../platform/fake";

export interface TestWindow {
  platform: FakePlatform;
  queryClient: QueryClient;
  user: UserEvent;
}

const following: (() => void)[] = [];

afterEach(() => {
  for (const stop of following.splice(0)) stop();
});

/** Opens the whole window at an address, over a program in memory. */
export function openWindow(
  hash = "",
  options: FakeOptions = {},
  prepare: (platform: FakePlatform) => void = () => undefined,
): TestWindow {
  const platform = new FakePlatform(options);
  prepare(platform);
  const queryClient = createQueryClient();
  window.location.hash = hash;
  const reported = reporting(platform);
  following.push(follow(reported, queryClient));
  render(<App platform={reported} queryClient={queryClient} />);
  return { platform, queryClient, user: userEvent.setup() };
}

/** The screen that is shown, once it is there. */
export async function screenNamed(name: string): Promise<HTMLElement> {
  return await waitForElement(`[data-screen="${name}"]`);
}

/** The first element for a selector, once it is there. */
export async function waitForElement(selector: string): Promise<HTMLElement> {
  return await waitFor(() => {
    const found = document.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  });
}

export function all(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)];
}

/** Somebody in the stand-in world for whom something holds. */
export function somebody(
  platform: FakePlatform,
  fits: (person: FakePlatform["world"]["people"][number]) => boolean,
) {
  const person = platform.world.people.find(fits);
  if (!person) throw new Error("Nobody in the stand-in world is like that.");
  return person.detail;
}
