import type {
  CandidateDetail,
  FoundCandidate,
  FoundPlace,
  Piece,
  SearchAnswer,
  SearchQuery,
} from "../contract/types";
import { SUMMARY } from "./fake-people";
import type { KeptNote } from "./fake-reading";
import type { transcriptOf } from "./fake-transcript";
import { CRITERIA, type FakePerson, type FakeWorld, OWN_CRITERIA, scoresOf } from "./fake-world";

type Test = (person: FakePerson) => boolean;

interface Understood {
  /** Words and phrases, folded. */
  terms: string[];
  tests: Test[];
  notUnderstood: string[];
  /** Criteria that nobody is scored by. */
  unknown: string[];
}

const PLACES = 5;
const AROUND = 12;

/** A plain search over the stand-in's people: words by their beginnings, and a few filters. */
export function searchIn(
  world: FakeWorld,
  said: ReturnType<typeof transcriptOf>,
  notes: readonly KeptNote[],
  { text, limit }: SearchQuery,
): SearchAnswer {
  const { terms, tests, notUnderstood, unknown } = understand(world, text);
  const found: FoundCandidate[] = [];
  const calledSo: FoundCandidate[] = [];
  for (const person of terms.length + tests.length > 0 ? world.people : []) {
    if (!tests.every((test) => test(person))) continue;
    const { detail } = person;
    const isCalled = matches(`${detail.name} ${detail.email ?? ""}`, terms);
    const places = terms.length > 0 ? placesOf(person, said, notes, terms) : [];
    if (!isCalled && places.length === 0) continue;
    (isCalled && terms.length > 0 ? calledSo : found).push({
      candidate_id: detail.candidate_id,
      name: piecesOf(detail.name, terms),
      email: piecesOf(detail.email ?? "", terms),
      status: detail.flows[0]?.status ?? null,
      average: detail.interviews[0]?.average ?? null,
      ...newestHeld(detail),
      places,
    });
  }
  const all = [...calledSo, ...found];
  return {
    found: all.slice(0, limit),
    has_more: all.length > limit,
    words: terms,
    not_understood: notUnderstood,
    unknown,
  };
}

function understand(world: FakeWorld, text: string): Understood {
  const understood: Understood = {
    terms: [],
    tests: [],
    notUnderstood: [],
    unknown: [],
  };
  for (const [whole] of text.matchAll(/\w+:"[^"]*"(?:[<>=]\S*)?|"[^"]*"|\S+/gu)) {
    const scored = /^score:"?([^"<>=]+)"?([<>]=?|=)(\d+(?:\.\d+)?)(%?)$/u.exec(whole);
    const test = scored ? criterionTest(scored) : filterOf(world, whole);
    if (scored && !test) understood.unknown.push(scored[1] ?? "");
    if (scored && !test) understood.tests.push(() => false);
    else if (test) understood.tests.push(test);
    else {
      if (/^\w+[:<>]/u.test(whole)) understood.notUnderstood.push(whole);
      const term = fold(whole.replaceAll('"', ""));
      if (term) understood.terms.push(term);
    }
  }
  return understood;
}

/** What somebody was given for a criterion; nothing where there is none of this name. */
function criterionTest([, name = "", sign = "", amount, percent]: RegExpExecArray): Test | null {
  const known = [...CRITERIA, ...OWN_CRITERIA].find((one) => fold(one.name) === fold(name));
  if (!known) return null;
  const mark = Number(amount) / (percent ? 20 : 1);
  return ({ detail }) => {
    const held = detail.interviews.find(({ status }) => status === "completed");
    const score = held && scoresOf(held).find(({ criterion }) => criterion.key === known.key);
    if (!score) return false;
    if (sign.includes("=") && score.value === mark) return true;
    return sign.startsWith(">") ? score.value > mark : sign.startsWith("<") && score.value < mark;
  };
}

function newestHeld({ interviews }: CandidateDetail) {
  const held = interviews.find(({ status }) => status === "completed");
  return {
    interviewed_at: held ? (held.ended_at ?? held.started_at) : null,
    received_at: held?.first_seen_at ?? null,
    gone: interviews.filter(({ gone_at }) => gone_at !== null).length,
  };
}

function filterOf(world: FakeWorld, part: string): Test | null {
  const score = /^score([<>]=?)(\d+(?:\.\d+)?)$/u.exec(part);
  if (score) {
    const mark = Number(score[2]);
    return ({ detail }) => {
      const average = detail.interviews[0]?.average ?? null;
      if (average === null) return false;
      return score[1]?.startsWith(">") ? average > mark : average < mark;
    };
  }
  const [name, value = ""] = part.replaceAll('"', "").split(/:(.*)/u);
  const wanted = fold(value);
  if (!wanted) return null;
  if (name === "flow") {
    return ({ detail }) => fold(detail.flows[0]?.title ?? "").includes(wanted);
  }
  if (name === "status") {
    return ({ detail }) => fold(detail.flows[0]?.status ?? "").includes(wanted);
  }
  if (name === "tag") return ({ detail }) => detail.marks.tags.some((tag) => fold(tag) === wanted);
  if (name === "lang") return () => "en-us".startsWith(wanted);
  if (name === "is" && wanted === "starred") return ({ detail }) => detail.marks.starred;
  if (name === "is" && wanted === "reviewed") {
    return ({ detail }) => detail.marks.reviewed_at !== null;
  }
  if (name === "is" && wanted === "unread") {
    return ({ detail }) =>
      world.inbox.some((item) => item.unread && item.candidate_id === detail.candidate_id);
  }
  return null;
}

function placesOf(
  { detail }: FakePerson,
  said: ReturnType<typeof transcriptOf>,
  notes: readonly KeptNote[],
  terms: readonly string[],
): FoundPlace[] {
  const places: FoundPlace[] = [];
  const flow_title = detail.flows[0]?.title ?? null;
  for (const { candidateId, note } of notes) {
    if (candidateId !== detail.candidate_id || !matches(note.text, terms)) continue;
    const { interview_id, at_seconds: seconds } = note;
    const snippet = snippetOf(note.text, terms);
    const gone_at =
      detail.interviews.find((one) => one.interview_id === interview_id)?.gone_at ?? null;
    places.push({ kind: "note", interview_id, gone_at, flow_title, snippet, role: null, seconds });
  }
  const held = detail.interviews.find(({ status }) => status === "completed");
  if (!held) return places;
  const { interview_id, gone_at } = held;
  const where = { interview_id, gone_at, flow_title };
  if (matches(SUMMARY, terms)) {
    const snippet = snippetOf(SUMMARY, terms);
    places.push({ kind: "summary", ...where, snippet, role: null, seconds: null });
  }
  for (const { content, role, words, starts, start } of said.segments) {
    if (places.length >= PLACES) break;
    if (!matches(content, terms)) continue;
    const word = words.findIndex((one) => terms.some((term) => begins(one, term)));
    const snippet = snippetOf(content, terms);
    const seconds = starts[word] ?? start;
    places.push({ kind: "said", ...where, snippet, role, seconds });
  }
  return places.slice(0, PLACES);
}

function snippetOf(text: string, terms: readonly string[]): Piece[] {
  const words = text.split(" ");
  const first = words.findIndex((word) => terms.some((term) => begins(word, term)));
  const from = Math.max(0, first - AROUND / 2);
  const to = Math.min(words.length, from + AROUND * 2);
  const part = words.slice(from, to).join(" ");
  return piecesOf(`${from > 0 ? "…" : ""}${part}${to < words.length ? "…" : ""}`, terms);
}

/** The text with the beginnings of words that are looked for marked. */
function piecesOf(text: string, terms: readonly string[]): Piece[] {
  if (text === "") return [];
  const pieces = text.split(/([\p{L}\p{N}’']+)/u).map((part) => ({
    text: part,
    is_match: terms.some((term) => term.split(" ").some((word) => begins(part, word))),
  }));
  return pieces.filter((piece) => piece.text !== "");
}

function matches(text: string, terms: readonly string[]): boolean {
  const folded = ` ${fold(text).replaceAll(/[^\p{L}\p{N}]+/gu, " ")}`;
  return terms.every((term) => folded.includes(` ${term.replaceAll(/[^\p{L}\p{N}]+/gu, " ")}`));
}

function begins(word: string, term: string): boolean {
  return fold(word).startsWith(term.split(" ")[0] ?? term);
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
