import type { Commands, Events } from "../contract/commands";
import type {
  AppState,
  Board,
  BoardColumn,
  CandidateDetail,
  Card,
  CardsQuery,
  Change,
  ColumnOrder,
  InboxItem,
  InboxMark,
  InboxPage,
  InboxQuery,
  InterviewDetail,
  Language,
  Phase,
  Quarantined,
  Said,
  Settings,
  SyncState,
  Target,
  Topic,
  UnreadableItem,
} from "../contract/types";
import { fakeErasing } from "./fake-erasing";
import { fakeInsights } from "./fake-insights";
import { fakeLists, ordered, setColumns } from "./fake-lists";
import { STATUSES, SUMMARY } from "./fake-people";
import { fakeQuarantine } from "./fake-quarantine";
import { fakeReading } from "./fake-reading";
import { transcriptOf } from "./fake-transcript";
import { createWorld, type FakeWorld, flowsOf, meanOf, scoresOf } from "./fake-world";
import { FakeWriting } from "./fake-writing";
import { asFailure, CommandFailure, type FailureCode, type Platform } from "./platform";

export interface FakeOptions {
  phase?: Phase;
  people?: number;
  now?: number;
  /** Words in every transcript. */
  words?: number;
  /** Where recordings play from. */
  mediaUrl?: (seconds: number) => string;
  /** How long answers take, in milliseconds; 0 answers in the next turn. */
  delay?: number;
}

type Handlers = { [C in keyof Commands]: (argument: never) => Commands[C]["answer"] };

/** A program without a program: the whole contract in memory, with faults to order. */
export class FakePlatform implements Platform {
  readonly world: FakeWorld;
  /** What Ribbon is asked to do. */
  readonly writing: FakeWriting;
  /** Every call in order, for tests. */
  readonly calls: { name: keyof Commands; argument: unknown }[] = [];
  phase: Phase;
  sync: SyncState;
  /** What notices and the tray speak. */
  spoken: Language = "en";
  settings: Settings = {
    notifications: true,
    hide_content: false,
    processed: "on",
    video: "on",
    status: "on",
    muted_flows: [],
    quiet_hours: null,
    paused_until: null,
  };
  target: Target | null = null;
  /** What is to be said of how the cache was opened. */
  notice: Said | null = null;
  /** Whether no flow has been read yet. */
  noFlows = false;
  /** Whether it starts when the user logs in. */
  startsAtLogin = false;
  /** What could not be applied, oldest first; {@link setSync} says how many there are. */
  readonly quarantined: Quarantined[] = [];
  /** What could not be read, newest first; {@link setSync} says how many there are. */
  readonly unreadable: UnreadableItem[] = [];
  /** What everybody said as one text, instead of turn by turn. */
  plainTranscript: string | null = null;
  /** Whether {@link Changes} still holds everything. */
  keepsChanges = true;

  readonly #changes: Change[] = [];
  readonly #faults = new Map<keyof Commands, unknown>();
  readonly #stalled = new Map<keyof Commands, Promise<void>>();
  readonly #listeners = new Map<keyof Events, Set<(payload: never) => void>>();
  readonly #options: Required<FakeOptions>;
  /** What everybody in this world says. */
  readonly #said: ReturnType<typeof transcriptOf>;
  readonly #handlers: Handlers;

  constructor(options: FakeOptions = {}) {
    this.#options = {
      phase: "connected",
      people: 40,
      now: Date.now(),
      words: 600,
      mediaUrl: () => "http://127.0.0.1:9/recording.wav",
      delay: 0,
      ...options,
    };
    this.phase = this.#options.phase;
    this.world = createWorld(this.#options.people, this.#options.now);
    this.writing = new FakeWriting(this.world, (...what) => this.change(...what));
    this.#handlers = {
      ...this.#ownHandlers,
      ...this.writing.handlers,
      ...fakeLists(this.world, (...what) => this.change(...what)),
      ...fakeReading({
        world: this.world,
        said: () => this.#said,
        change: (...what) => this.change(...what),
      }),
      ...fakeErasing(this.world, (...what) => this.change(...what)),
      ...fakeInsights(this.world),
      ...fakeQuarantine(this.quarantined, (left) => {
        this.setSync({ quarantined: left });
        this.change(["delivery", ""]);
      }),
    };
    this.#said = transcriptOf(this.#options.words);
    for (const { detail } of this.world.people) {
      for (const interview of detail.interviews) {
        if (interview.has_audio) interview.duration_seconds = this.#said.segments.at(-1)?.end ?? 0;
      }
    }
    this.sync = this.#liveSync();
  }

  async call<C extends keyof Commands>(
    name: C,
    ...rest: unknown[]
  ): Promise<Commands[C]["answer"]> {
    this.calls.push({ name, argument: rest[0] ?? null });
    if (this.#options.delay > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.#options.delay));
    }
    const fault = this.#faults.get(name);
    // What is held back is the answer: it was true when it was made.
    const answer = fault ? null : structuredClone(this.#handlers[name](rest[0] as never));
    await this.#stalled.get(name);
    if (fault) throw asFailure(fault);
    return answer as Commands[C]["answer"];
  }

  on<E extends keyof Events>(event: E, handler: (payload: Events[E]) => void): () => void {
    const set = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, set);
    set.add(handler as (payload: never) => void);
    return () => set.delete(handler as (payload: never) => void);
  }

  emit<E extends keyof Events>(event: E, payload: Events[E]): void {
    for (const handler of this.#listeners.get(event) ?? []) handler(payload as never);
  }

  /** Lets a command fail until {@link mend}. */
  fail(name: keyof Commands, code: FailureCode, message = `The fake says ${code}.`): void {
    this.#faults.set(name, { code, message });
  }

  /** Refuses a command until {@link mend}, in the words of Tauri. */
  refuse(name: keyof Commands): void {
    this.#faults.set(name, `Command ${name} not allowed by ACL`);
  }

  mend(name: keyof Commands): void {
    this.#faults.delete(name);
  }

  /** Holds a command's answers back until the returned function is called. */
  stall(name: keyof Commands): () => void {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#stalled.set(name, held);
    return () => {
      this.#stalled.delete(name);
      release();
    };
  }

  /** Writes changes down and tells the window of the newest. */
  change(...what: [topic: Topic, id: string][]): void {
    for (const [topic, id] of what) {
      this.#changes.push({ seq: this.#changes.length + 1, topic, id });
    }
    this.emit("changed", this.#changes.length);
  }

  /** Somebody's interview comes in, as if a webhook had brought it. */
  arrive(name: string, kind: InboxItem["kind"] = "processed"): InboxItem {
    const sample = this.world.people.find(({ detail }) => detail.interviews[0]?.has_audio);
    if (!sample) throw new Error("The world has nobody in it.");
    const newest = Math.max(0, ...this.world.inbox.map(({ id }) => id));
    const item: InboxItem = {
      id: newest + 1,
      kind,
      candidate_id: sample.detail.candidate_id,
      candidate_name: name,
      flow_id: sample.flowId,
      flow_title: sample.detail.flows[0]?.title ?? "",
      interview_id: sample.detail.interviews[0]?.interview_id ?? null,
      average: 4.3,
      interviewed_at: null,
      gone_at: null,
      previous_status: null,
      new_status: null,
      after_gap: false,
      first_seen_at: Math.max(this.world.inbox[0]?.first_seen_at ?? 0, this.world.now) + 1,
      unread: true,
      starred: false,
      done: false,
      snoozed_until: null,
    };
    this.world.inbox.unshift(item);
    this.change(["inbox", String(item.id)]);
    return item;
  }

  setSync(part: Partial<SyncState>): void {
    this.sync = { ...this.sync, ...part, seq: this.sync.seq + 1 };
    this.emit("sync-state", structuredClone(this.sync));
  }

  readonly #ownHandlers = {
    app_state: () => this.#appState(),
    connect: ({ api_key }: { api_key: string }) => {
      if (api_key.trim() === "wrong") {
        throw new CommandFailure({ code: "wrong_key", message: "Ribbon refused the key." });
      }
      return this.#enter("connected");
    },
    explore_sample: () => this.#enter("sample"),
    leave_sample: () => this.#enter("first_run"),
    sync_state: () => this.sync,
    sync_now: () => {
      this.setSync({ as_of: Date.now() });
      return null;
    },
    sweep_now: () => null,
    unreadable_items: () => this.unreadable,
    changes_since: (seq: number) => ({
      seq: this.#changes.length,
      complete: this.keepsChanges,
      changes: this.keepsChanges ? this.#changes.filter((change) => change.seq > seq) : [],
    }),
    flows: () => (this.noFlows ? [] : flowsOf(this.world)),
    board: (flowId: string) => this.#board(flowId),
    board_cards: (query: CardsQuery) => this.#cards(query),
    set_columns: (order: ColumnOrder) => {
      setColumns(this.world, order);
      this.change(["flow", order.flow_id]);
      return this.#board(order.flow_id);
    },
    inbox: (query: InboxQuery) => this.#inbox(query),
    inbox_mark: (mark: InboxMark) => this.#mark(mark),
    candidate: (id: number) => {
      const person = this.world.people.find(({ detail }) => detail.candidate_id === id);
      if (!person) throw notFound("candidate");
      return person.detail;
    },
    interview: (id: string) => this.#interview(id),
    media: ({ interview_id }: { interview_id: string }) => ({
      url: this.#options.mediaUrl(this.#summary(interview_id).interview.duration_seconds),
      offline: false,
    }),
    open_in_ribbon: () => null,
    take_target: () => {
      const { target } = this;
      this.target = null;
      return target;
    },
    settings: () => this.settings,
    set_settings: (next: Settings) => {
      this.settings = { ...next };
      return this.settings;
    },
    speak: (language: Language) => {
      const isNew = this.spoken !== language;
      this.spoken = language;
      return isNew;
    },
    show_test_notice: () => null,
    starts_at_login: () => this.startsAtLogin,
    set_starts_at_login: (starts: boolean) => {
      this.startsAtLogin = starts;
      return starts;
    },
    pair: ({ line }: { line: string }) => this.#pair(line),
    unpair: () => {
      this.setSync({ relay: null });
      return this.sync;
    },
    join_channel: ({ address }: { address: string }) => this.#join(address),
    leave_channel: () => {
      this.setSync({ channel: null });
      return this.sync;
    },
    dismiss_gap: (id: number) => {
      const gaps = this.sync.gaps.map((gap) => (gap.id === id ? { ...gap, dismissed: true } : gap));
      this.setSync({ gaps });
      return this.sync;
    },
  };

  #appState(): AppState {
    return {
      phase: this.phase,
      version: "0.1.0",
      home: "/home/jo/.local/share/ribbon-desk",
      key_kept_in: "the keychain",
      notice: this.notice,
      api_url: "https://app.ribbon.ai/be-api/",
    };
  }

  #enter(phase: Phase): AppState {
    this.phase = phase;
    this.sync = phase === "sample" ? { ...this.#liveSync(), mode: "idle" } : this.#liveSync();
    return this.#appState();
  }

  #liveSync(): SyncState {
    const { now } = this.#options;
    return {
      // Another life begins after whatever was told in this one.
      seq: (this.sync?.seq ?? 0) + 1,
      mode: "live",
      since: now - 3 * 3_600_000,
      as_of: now - 20_000,
      interviews: this.world.people.length,
      error: null,
      receiver_url: "http://127.0.0.1:7788/hook/4f1c",
      receiver_error: null,
      relay: null,
      channel: null,
      gaps: [],
      quarantined: 0,
      unreadable: 0,
      details: [
        {
          part: "interviews",
          standing: "asked",
          count: null,
          error: null,
          at: now - 20_000,
          ok: true,
        },
        {
          part: "webhooks",
          standing: "while_awake",
          count: null,
          error: null,
          at: now - 4 * 60_000,
          ok: true,
        },
      ],
    };
  }

  #pair(line: string): SyncState {
    const [address, code] = line.trim().split(/\s+/u);
    if (!address || !code) {
      throw new CommandFailure({ code: "bad_request", message: "Not an address and a code." });
    }
    if (code === "wrong") {
      throw new CommandFailure({ code: "wrong_code", message: "The relay refused the code." });
    }
    const state = { inbox: "x2fq81hd0a", mode: "live", since: null, error: null } as const;
    this.setSync({ relay: { address, ...state } });
    return this.sync;
  }

  #join(address: string): SyncState {
    if (!URL.canParse(address.trim())) {
      throw new CommandFailure({ code: "bad_request", message: "Not an address." });
    }
    const { hostname, origin } = new URL(address.trim());
    if (hostname === "nowhere.example") {
      throw new CommandFailure({ code: "not_found", message: "Neither smee nor gosmee." });
    }
    const kind = hostname.includes("gosmee") ? "gosmee" : "smee";
    const state = { mode: "live", since: null, error: null, resumes: false } as const;
    this.setSync({ channel: { kind, server: origin, ...state } });
    return this.sync;
  }

  #board(flowId: string): Board {
    const flow = flowsOf(this.world).find(({ flow_id }) => flow_id === flowId);
    if (!flow) throw notFound("flow");
    const column = (key: string, kind: BoardColumn["kind"], status: string | null): BoardColumn => {
      const people = this.#standing(flowId, key);
      const average = meanOf(people.map(({ detail }) => detail.interviews[0]?.average ?? null));
      return { key, kind, status, count: people.length, average };
    };
    const statuses = STATUSES.map((status) => column(`status:${status}`, "status", status));
    return {
      flow,
      gone: this.world.people
        .flatMap(({ detail }) => detail.interviews)
        .filter((one) => one.flow_id === flowId && one.gone_at && one.status === "completed")
        .length,
      columns: [
        column("invited", "invited", null),
        column("none", "no_status", null),
        ...ordered(
          statuses.filter(({ count }) => count > 0),
          this.world.columnOrders.get(flowId) ?? [],
        ),
      ],
    };
  }

  #standing(flowId: string, column: string) {
    return this.world.people
      .filter((person) => person.flowId === flowId && person.column === column)
      .sort((a, b) => b.since - a.since);
  }

  #cards({ flow_id, column, offset, limit }: CardsQuery): Card[] {
    return this.#standing(flow_id, column)
      .slice(offset, offset + limit)
      .map(({ detail, since }) => ({ detail, since, held: heldOf(detail) }))
      .map(({ detail, since, held }) => ({
        candidate_id: detail.candidate_id,
        name: detail.name,
        email: detail.email,
        average: detail.interviews[0]?.average ?? null,
        interviews: detail.interviews.length,
        gone: detail.interviews.filter(({ gone_at }) => gone_at !== null).length,
        interviewed_at: held?.ended_at ?? held?.started_at ?? null,
        received_at: held?.first_seen_at ?? null,
        since,
        has_gap: detail.flows.some(({ chain }) => chain.some(({ gap_after }) => gap_after)),
        has_video: detail.interviews.some(({ has_video }) => has_video),
        marks: detail.marks,
      }));
  }

  #inbox(query: InboxQuery): InboxPage {
    this.#wake(Date.now());
    const matching = this.world.inbox.filter(
      (item) =>
        (query.flow_id === null || item.flow_id === query.flow_id) &&
        (query.kind === null || item.kind === query.kind) &&
        (!query.unread_only || item.unread) &&
        (!query.starred_only || item.starred) &&
        (query.snoozed ? item.snoozed_until !== null : item.snoozed_until === null) &&
        (query.include_done || !item.done),
    );
    return {
      items: matching.slice(query.offset, query.offset + query.limit),
      total: matching.length,
      unread: this.world.inbox.filter(
        ({ unread, done, snoozed_until }) => unread && !done && snoozed_until === null,
      ).length,
    };
  }

  /** What was put off until then comes back as something new. */
  #wake(now: number): void {
    for (const item of this.world.inbox) {
      if (item.snoozed_until === null || item.snoozed_until > now) continue;
      item.snoozed_until = null;
      item.unread = true;
    }
  }

  #mark({ ids, unread, starred, done, snooze_until }: InboxMark): null {
    for (const item of this.world.inbox) {
      if (!ids.includes(item.id)) continue;
      if (unread !== null) item.unread = unread;
      if (starred !== null) item.starred = starred;
      if (done !== null) item.done = done;
      if (snooze_until !== null) item.snoozed_until = snooze_until === 0 ? null : snooze_until;
    }
    this.change(...ids.map((id): [Topic, string] => ["inbox", String(id)]));
    return null;
  }

  #summary(id: string) {
    for (const { detail } of this.world.people) {
      const interview = detail.interviews.find(({ interview_id }) => interview_id === id);
      if (interview) return { interview, candidateId: detail.candidate_id };
    }
    throw notFound("interview");
  }

  #interview(id: string): InterviewDetail {
    const { interview, candidateId } = this.#summary(id);
    const completed = interview.status === "completed";
    const isTimed = completed && this.plainTranscript === null;
    const said = isTimed ? this.#said : { segments: [], questions: [] };
    return {
      interview,
      candidate_id: candidateId,
      summary: completed ? SUMMARY : null,
      scores: scoresOf(interview),
      ...said,
      transcript: completed ? this.plainTranscript : null,
    };
  }
}

function heldOf({ interviews }: CandidateDetail) {
  return interviews.find(({ status }) => status === "completed");
}

function notFound(what: string): CommandFailure {
  return new CommandFailure({ code: "not_found", message: `This ${what} is not in the cache.` });
}
