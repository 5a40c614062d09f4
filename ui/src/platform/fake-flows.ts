import type { FlowDetail, FlowPage, NewFlow } from "../contract/types";
import { type FakeWorld, flowsOf, sorted } from "./fake-world";
import { CommandFailure } from "./platform";

const MINUTE = 60_000;

/** The flows and those that were made, each one's webhooks in another state. */
export function flowDetails(world: FakeWorld, made: readonly NewFlow[]): FlowDetail[] {
  const { now } = world;
  const ways: Omit<FlowDetail, "flow">[] = [
    {
      way: "relay",
      host: null,
      is_signed: true,
      heard: { event_type: "interview_processed", at: now - 4 * MINUTE, verified: true },
    },
    {
      way: "relay",
      host: null,
      is_signed: false,
      heard: { event_type: "candidate_status_updated", at: now - 70 * MINUTE, verified: false },
    },
    { way: "elsewhere", host: "hooks.example.org", is_signed: true, heard: null },
    { way: "organisation", host: null, is_signed: false, heard: null },
  ];
  const flows = flowsOf(world).map((flow, index) => ({
    flow,
    ...(ways[index % ways.length] as (typeof ways)[number]),
  }));
  const all = [...flows, ...made.map((flow, index) => justMade(flow, index + 1))];
  return sorted(all, ({ flow }) => flow.status);
}

function justMade(flow: NewFlow, number: number): FlowDetail {
  return {
    flow: {
      flow_id: `flow-new-${number}`,
      title: flow.title,
      org_name: flow.org_name,
      language: flow.language || "en-US",
      is_video_enabled: flow.is_video_enabled,
      candidates: 0,
      completed: 0,
      incomplete: 0,
      average: null,
      status: "open",
      status_word: null,
      team_id: null,
      team: null,
    },
    way: flow.webhook_url === "" ? "organisation" : "relay",
    host: null,
    is_signed: flow.webhook_url !== "",
    heard: null,
  };
}

/** One flow's page; its voice is one that is no longer documented. */
export function flowPage(flows: readonly FlowDetail[], id: string): FlowPage {
  const detail = flows.find(({ flow }) => flow.flow_id === id);
  if (!detail) {
    throw new CommandFailure({ code: "not_found", message: "This flow is not in the cache." });
  }
  return {
    detail,
    content: {
      questions: ["What do you like about this work?", "When could you begin?"],
      interview_type: "recruitment",
      voice: { id: "Kore", name: "Kore" },
      is_default_voice: false,
      is_doc_upload_enabled: true,
      intro: "Hello, and thank you for your time.",
      outro: null,
      redirect_url: "https://northwind.example/thanks",
      additional_info: "Two shifts, free parking.",
      additional_instructions: "Do not ask about age.",
      company_logo_url: "https://northwind.example/logo.png",
    },
  };
}
