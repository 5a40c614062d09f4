import type { InviteOutcome, Phase, SyncMode } from "../contract/types";
import { EVERYONE } from "../features/people/people-filter";
import { FakePlatform } from "./fake";

/**
 * The stand-in for looking at screens in an ordinary browser. The address says which world:
 * `?phase=first_run&people=5000&mode=offline&words=20000&invites=made,refused,unknown`.
 */
export function createDemoPlatform(): FakePlatform {
  const wanted = new URLSearchParams(window.location.search);
  const platform = new FakePlatform({
    phase: (wanted.get("phase") ?? "connected") as Phase,
    people: Number(wanted.get("people") ?? 60),
    words: Number(wanted.get("words") ?? 900),
    mediaUrl: toneOf,
  });
  mark(platform);
  const quiet = wanted.get("phase") === "sample" ? "idle" : null;
  const mode = (wanted.get("mode") ?? quiet) as SyncMode | null;
  if (mode) platform.setSync({ mode });
  const outcomes = wanted.get("invites");
  if (outcomes) invite(platform, outcomes.split(",") as InviteOutcome[]);
  const slow = wanted.get("stall");
  if (slow) platform.stall(slow as never);
  const broken = wanted.get("fail");
  if (broken) platform.fail(broken as never, "storage", "The cache could not be read.");
  Object.assign(window, { fake: platform });
  return platform;
}

/** A quiet tone of so many seconds as a WAV in memory. */
function toneOf(seconds: number): string {
  const rate = 4000;
  // Browsers refuse lower rates and hold all of it in memory: twenty minutes are enough to look at.
  const samples = new Uint8Array(Math.round(Math.min(seconds, 1200) * rate));
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = 128 + Math.round(12 * Math.sin((index / rate) * 2 * Math.PI * 220));
  }
  const header = new DataView(new ArrayBuffer(44));
  const text = (at: number, letters: string) => {
    for (let index = 0; index < letters.length; index += 1) {
      header.setUint8(at + index, letters.charCodeAt(index));
    }
  };
  text(0, "RIFF");
  header.setUint32(4, 36 + samples.length, true);
  text(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, rate, true);
  header.setUint32(28, rate, true);
  header.setUint16(32, 1, true);
  header.setUint16(34, 8, true);
  text(36, "data");
  header.setUint32(40, samples.length, true);
  return URL.createObjectURL(new Blob([header, samples], { type: "audio/wav" }));
}

/** What a recruiter may have added after a while: stars, tags, people reviewed, a view. */
function mark({ world }: FakePlatform): void {
  const tags = ["Berlin", "second interview", "speaks German"];
  world.people.forEach(({ detail }, index) => {
    const given = tags.filter((_, nth) => (index + nth) % (5 + nth) === 2);
    const reviewed_at = index % 3 === 1 ? world.now - index * 60_000 : null;
    detail.marks = { starred: index % 6 === 2, reviewed_at, tags: given };
  });
  world.views.push({
    view_id: "view-analysts",
    name: "Analysts to look at",
    filter: { ...EVERYONE, flow_id: "flow-data", reviewed: false },
    columns: [],
  });
}

/** A batch of invitations that ended so, one after the other. */
function invite({ world, writing }: FakePlatform, outcomes: InviteOutcome[]): void {
  writing.outcomes = outcomes;
  const people = world.people.slice(0, outcomes.length + 2);
  const lines = people.map(({ detail }) => `${detail.name},${detail.email}`);
  const list = ["First name,E-mail", ...lines, "Somebody,no-address"].join("\n");
  const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(list)));
  const file = { name: "autumn-round.csv", base64 };
  const query = { flow_id: "flow-data", file, mapping: null, skip_repeats: true };
  writing.handlers.start_invites(query as never);
}
