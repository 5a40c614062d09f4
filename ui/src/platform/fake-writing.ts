import type { Commands } from "../contract/commands";
import type {
  FieldProblem,
  FlowDetail,
  InviteBatch,
  InviteCounts,
  InviteDecision,
  InviteFileQuery,
  InviteOne,
  InviteOutcome,
  InvitePlan,
  InviteRow,
  InviteRowsQuery,
  NamedId,
  NewFlow,
  OrganisationSecret,
  Said,
  Topic,
  UnclearFlow,
} from "../contract/types";
import { flowDetails, flowPage } from "./fake-flows";
import { unfit } from "./fake-refusal";
import type { FakeWorld } from "./fake-world";
import { CommandFailure } from "./platform";

type Written =
  | "flows_page"
  | "flow_page"
  | "flow_draft"
  | "organisation_secret"
  | "set_organisation_secret"
  | "make_flow"
  | "archive_flow"
  | "dismiss_unclear_flow"
  | "revoke_recordings"
  | "team_members"
  | "invite_one"
  | "plan_invites"
  | "start_invites"
  | "stop_invites"
  | "resume_invites"
  | "invite_batches"
  | "invite_rows"
  | "decide_invite"
  | "save_invites";

type Handlers = { [C in Written]: (argument: never) => Commands[C]["answer"] };

interface Batch {
  batch: Omit<InviteBatch, "counts" | "flow_status">;
  rows: InviteRow[];
}

const RELAY = "https://relay.example.com/in/x2fq81hd0a/";

/** The part of the stand-in that has Ribbon do something. */
export class FakeWriting {
  readonly batches: Batch[] = [];
  readonly made: NewFlow[] = [];
  readonly revoked = new Set<string>();
  unclear: UnclearFlow[] = [];
  readonly members: NamedId[] = [
    { id: "member-ada", name: "Ada Byron" },
    { id: "member-tom", name: "Tom Okafor" },
  ];
  /** The secret of the organisation's default webhook. */
  organisationSecret: string | null = null;
  /** What comes of the next invitations, one after the other; `made` where nothing is said. */
  outcomes: InviteOutcome[] = [];
  /** Whether a batch waits to be gone on with instead of running to its end. */
  holds = false;
  readonly #world: FakeWorld;
  readonly #change: (...what: [topic: Topic, id: string][]) => void;

  constructor(world: FakeWorld, change: (...what: [topic: Topic, id: string][]) => void) {
    this.#world = world;
    this.#change = change;
  }

  readonly handlers: Handlers = {
    flows_page: () => ({ flows: this.#flows(), unclear: this.unclear }),
    flow_page: (id: string) => flowPage(this.#flows(), id),
    organisation_secret: () => this.organisationSecret !== null,
    set_organisation_secret: ({ secret }: OrganisationSecret) => {
      this.organisationSecret = secret?.trim() || null;
      return this.organisationSecret !== null;
    },
    flow_draft: () => ({
      org_name: "Northwind Health",
      webhook_url: `${RELAY}9kPq`,
      relay: RELAY,
      webhook_secret_key: "p4mZ0cTqY7vK2nRb8sWx3LdUe6HjA1gQfC5tXoVi9Bz",
      teams: [],
      voices: [
        { id: "11labs-Kate", name: "Kate" },
        {
          id: "e8e5fffb-252c-436d-b842-8879b84445b6",
          name: "e8e5fffb-252c-436d-b842-8879b84445b6",
        },
      ],
      languages: [
        { id: "en-US", name: "English (United States)" },
        { id: "de-DE", name: "German" },
      ],
    }),
    make_flow: (flow: NewFlow) => this.#make(flow),
    archive_flow: (id: string) => {
      this.#world.statuses.set(id, "archived");
      this.#change(["flow", id]);
      return null;
    },
    dismiss_unclear_flow: (id: number) => {
      this.unclear = this.unclear.filter((flow) => flow.id !== id);
      return null;
    },
    revoke_recordings: (id: string) => this.#revoke(id),
    team_members: () => this.members,
    invite_one: ({ flow_id, email, first_name, last_name, recruiter_id }: InviteOne) => {
      if (email !== "" && !email.includes("@")) {
        throw unfit({ said: "address_bad", text: email, fault: "no_at" });
      }
      this.#mayInvite(flow_id);
      const one = { line: 0, email, first_name, last_name, bad: null };
      return this.#begin(flow_id, "", recruiter_id, [one]);
    },
    plan_invites: (query: InviteFileQuery) => this.#plan(query),
    start_invites: (query: InviteFileQuery) => {
      this.#mayInvite(query.flow_id);
      const plan = this.#plan(query);
      const people = plan.preview.map((one) => ({ ...one, bad: null }));
      const bad = plan.bad.map(({ line, reason }) => ({
        line,
        email: "",
        first_name: "",
        last_name: "",
        bad: reason,
      }));
      const all = [...people, ...bad];
      return this.#begin(query.flow_id, query.file.name, query.recruiter_id, all);
    },
    stop_invites: (id: number) => this.#set(id, "stopped"),
    resume_invites: (id: number) => {
      this.#mayInvite(this.#find(id).batch.flow_id);
      return this.#set(id, "running");
    },
    invite_batches: () => this.batches.toReversed().map((one) => this.#shown(one)),
    invite_rows: ({ batch_id, only, offset, limit }: InviteRowsQuery) => {
      const one = this.#find(batch_id);
      const rows = one.rows.filter(({ outcome }) => only === null || outcome === only);
      return { batch: this.#shown(one), rows: rows.slice(offset, offset + limit) };
    },
    decide_invite: (decision: InviteDecision) => this.#decide(decision),
    save_invites: (id: number) => ({
      path: `/home/jo/Downloads/${this.#find(id).batch.file_name || "Ribbon"} - invitations.csv`,
    }),
  };

  /** Asks for what waits in the batches that run. */
  #run(one: Batch): void {
    for (const row of one.rows) {
      if (one.batch.state !== "running" || this.holds) break;
      if (row.outcome !== "waiting") continue;
      row.outcome = this.outcomes.shift() ?? "made";
      row.asked_at = this.#world.now;
      row.link =
        row.outcome === "made"
          ? `https://app.ribbon.ai/interview/fake-${one.batch.id}-${row.id}`
          : null;
      row.message =
        row.outcome === "refused"
          ? "Ribbon refuses (422): not today"
          : row.outcome === "unknown"
            ? "Ribbon did not answer in time"
            : null;
      row.traces =
        row.outcome === "unknown"
          ? [{ interview_id: "i-trace", first_seen_at: this.#world.now, same_address: false }]
          : [];
    }
    if (!one.rows.some(({ outcome }) => outcome === "waiting")) one.batch.state = "done";
    this.#change(["invites", String(one.batch.id)]);
  }

  #begin(
    flowId: string,
    fileName: string,
    recruiterId: string | null,
    people: {
      line: number;
      email: string;
      first_name: string;
      last_name: string;
      bad: Said | null;
    }[],
  ): InviteBatch {
    const id = this.batches.length + 1;
    const one: Batch = {
      batch: {
        id,
        flow_id: flowId,
        flow_title: this.#flows().find(({ flow }) => flow.flow_id === flowId)?.flow.title ?? "",
        file_name: fileName,
        recruiter: this.members.find(({ id }) => id === recruiterId)?.name ?? null,
        made_at: this.#world.now,
        state: "running",
        why: null,
      },
      rows: people.map(({ line, email, first_name, last_name, bad }, index) => ({
        id: id * 10_000 + index,
        line,
        name: [first_name, last_name].filter((part) => part !== "").join(" ") || null,
        email: email || null,
        outcome: bad === null ? "waiting" : "bad",
        message: null,
        reason: bad,
        asked_at: null,
        link: null,
        traces: [],
      })),
    };
    this.batches.push(one);
    this.#run(one);
    return this.#shown(one);
  }

  #set(id: number, state: InviteBatch["state"]): InviteBatch {
    const one = this.#find(id);
    one.batch.state = state;
    one.batch.why = null;
    this.#run(one);
    return this.#shown(one);
  }

  #decide(decision: InviteDecision): null {
    for (const one of this.batches) {
      const row = one.rows.find(({ id }) => id === decision.id);
      if (!row) continue;
      row.outcome = { again: "waiting", found: "found", leave: "left" }[
        decision.decision
      ] as InviteOutcome;
      if (decision.decision === "again") one.batch.state = "running";
      this.#run(one);
    }
    return null;
  }

  #find(id: number): Batch {
    const one = this.batches.find(({ batch }) => batch.id === id);
    if (one) return one;
    const message = "This batch of invitations is not in the cache.";
    throw new CommandFailure({ code: "not_found", message });
  }

  #shown(one: Batch): InviteBatch {
    const counts: InviteCounts = {
      waiting: 0,
      asked: 0,
      made: 0,
      refused: 0,
      unknown: 0,
      found: 0,
      left: 0,
      bad: 0,
    };
    for (const { outcome } of one.rows) counts[outcome] += 1;
    const flow_status = this.#world.statuses.get(one.batch.flow_id) ?? "open";
    return { ...one.batch, counts, flow_status };
  }

  /** Commas and one line a person: enough for a stand-in. */
  #plan({ file, mapping: given }: InviteFileQuery): InvitePlan {
    const bytes = Uint8Array.from(atob(file.base64), (sign) => sign.charCodeAt(0));
    const lines = new TextDecoder().decode(bytes).trim().split(/\r?\n/u);
    const cells = lines.map((line) => line.split(line.includes("\t") ? "\t" : ","));
    const columns = cells[0] ?? [];
    const at = (word: RegExp) => {
      const found = columns.findIndex((column) => word.test(column));
      return found < 0 ? null : found;
    };
    const mapping = given ?? {
      email: at(/mail/iu),
      first_name: at(/first/iu),
      last_name: at(/last/iu),
    };
    const plan: InvitePlan = {
      columns,
      mapping,
      notes: [],
      people: 0,
      preview: [],
      bad: [],
      repeats: [],
    };
    cells.slice(1).forEach((row, index) => {
      const cell = (column: number | null) => (column === null ? "" : (row[column]?.trim() ?? ""));
      const line = index + 2;
      const email = cell(mapping.email);
      if (email.includes("@")) {
        const names = { first_name: cell(mapping.first_name), last_name: cell(mapping.last_name) };
        plan.preview.push({ line, email, ...names });
      } else {
        const reason = { said: "address_bad", text: email, fault: "no_at" } as const;
        plan.bad.push({ line, reason });
      }
    });
    plan.people = plan.preview.length;
    return plan;
  }

  #make(flow: NewFlow): Commands["make_flow"]["answer"] {
    const problems: FieldProblem[] = [];
    if (flow.title.trim() === "") {
      problems.push({ field: "title", said: { said: "title_missing" } });
    }
    const asked = flow.questions.filter((question) => question.trim() !== "").length;
    if (asked === 0) problems.push({ field: "questions", said: { said: "question_missing" } });
    if (problems.length > 0) return { flow_id: null, problems };
    this.made.push(flow);
    this.#change(["flow", `flow-new-${this.made.length}`]);
    return { flow_id: `flow-new-${this.made.length}`, problems };
  }

  #revoke(id: string): null {
    this.revoked.add(id);
    for (const { detail } of this.#world.people) {
      const interview = detail.interviews.find(({ interview_id }) => interview_id === id);
      if (interview) {
        interview.has_audio = false;
        interview.has_video = false;
      }
    }
    this.#change(["interview", id]);
    return null;
  }

  #flows(): FlowDetail[] {
    return flowDetails(this.#world, this.made);
  }

  /** Refuses what would invite into a flow that takes no interviews. */
  #mayInvite(flowId: string): void {
    const status = this.#world.statuses.get(flowId);
    if (status === "closed") throw unfit({ said: "flow_closed" });
    if (status === "archived") throw unfit({ said: "flow_archived" });
  }
}
