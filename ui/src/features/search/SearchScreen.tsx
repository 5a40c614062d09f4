import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useActions } from "../../app/actions";
import { navigate } from "../../app/router";
import { useAnnounce } from "../../components/Announcer";
import { Button } from "../../components/Button";
import { Keys } from "../../components/Keys";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { SearchAnswer } from "../../contract/types";
import { count, list } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { rememberTrail } from "../candidate/trail";
import { keepSearch } from "./recent-searches";
import { SearchField } from "./SearchField";
import { SearchResults } from "./SearchResults";
import styles from "./SearchScreen.module.css";
import { SearchStart } from "./SearchStart";
import { FIRST_LIMIT, MOST, type Row, rowsOf, useSearch } from "./search-data";

/** How long nothing is typed before the address keeps it, and the number of results is said. */
const SETTLED_MS = 500;

/** Everything that was ever said, found while one types. */
export function SearchScreen({ q }: { q: string }) {
  const { t } = useWords("search");
  const [text, setText] = useTyped(q);
  const [limit, setLimit] = useState(FIRST_LIMIT);
  const { data, error, refetch, isPlaceholderData } = useSearch(text, limit);
  const answer = text.trim() === "" ? undefined : data;
  const rows = answer ? rowsOf(answer.found) : [];
  const [active, setActive] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  useAnnouncedCount(isPlaceholderData ? undefined : answer);

  const type = (next: string) => {
    setText(next);
    setActive(0);
    setLimit(FIRST_LIMIT);
  };
  const move = (to: number) => setActive(Math.max(0, Math.min(rows.length - 1, to)));
  const open = (row: Row | undefined) => {
    if (!row || !answer) return;
    keepSearch(text);
    navigate({ screen: "search", q: text }, { replace: true });
    const entries = answer.found.map(({ candidate_id, places }) => ({
      candidateId: candidate_id,
      interviewId: places[0]?.interview_id ?? null,
    }));
    rememberTrail(t("trail"), entries);
    navigate(placeOf(row));
  };
  const current = Math.min(active, Math.max(0, rows.length - 1));
  const isComing = text.trim() !== "" && !error && (!answer || isPlaceholderData);
  const ahead = useEnterAhead(text, isComing, () => open(rows[0]));
  // Whoever has gone down the answer before means what they see.
  const enter = () => (isComing && current === 0 ? ahead() : open(rows[current]));
  const keys = { active: current, rows, listId, move, open, enter };
  useFieldAction(field);

  return (
    <main className={styles.screen} data-screen="search" aria-labelledby="search-heading">
      <h1 id="search-heading" className="visually-hidden">
        {t("title")}
      </h1>
      <SearchField ref={field} text={text} onType={type} keys={keys} />
      {answer ? <Remarks answer={answer} /> : null}
      {error && text.trim() !== "" ? (
        <div className={styles.note}>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {text.trim() === "" ? <SearchStart onSearch={type} field={field} /> : null}
      {text.trim() !== "" && !answer && !error ? <Pending>{t("searching")}</Pending> : null}
      {answer && !error && answer.found.length === 0 ? <Nothing text={text} /> : null}
      {answer && !error && answer.found.length > 0 ? (
        <SearchResults
          answer={answer}
          keys={keys}
          isOld={isPlaceholderData}
          more={
            answer.has_more && limit < MOST ? (
              <Button onPress={() => setLimit(MOST)}>{t("more")}</Button>
            ) : null
          }
        />
      ) : null}
    </main>
  );
}

/** What is typed; the address follows once the typing rests, as web views count its changes. */
function useTyped(q: string): [string, (text: string) => void] {
  const [text, setText] = useState(q);
  const [seen, setSeen] = useState(q);
  if (q !== seen) {
    // Another search was opened, such as by going back.
    setSeen(q);
    setText(q);
  }
  useEffect(() => {
    if (text === q) return;
    const timer = setTimeout(() => {
      setSeen(text);
      navigate({ screen: "search", q: text }, { replace: true });
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text, q]);
  return [text, setText];
}

/** Has the first result opened once the answer to what was typed has come: never one to less of it. */
function useEnterAhead(text: string, isComing: boolean, openFirst: () => void): () => void {
  const [entered, setEntered] = useState<string | null>(null);
  const open = useEffectEvent(openFirst);
  useEffect(() => {
    if (entered === null || (entered === text && isComing)) return;
    setEntered(null);
    if (entered === text) open();
  }, [entered, text, isComing]);
  return () => setEntered(text);
}

/** Says how many were found once the typing rests. */
function useAnnouncedCount(answer: SearchAnswer | undefined): void {
  const { t } = useWords("search");
  const announce = useAnnounce();
  useEffect(() => {
    if (!answer) return;
    const timer = setTimeout(() => announce(countWords(t, answer)), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [answer, announce, t]);
}

type Texts = ReturnType<typeof useWords<"search">>["t"];

function countWords(t: Texts, { found, has_more }: SearchAnswer): string {
  if (found.length === 0) return t("nothing.title");
  const n = count(found.length);
  return has_more ? t("foundMore", { n }) : t("found", { count: found.length, n });
}

function useFieldAction(field: { readonly current: HTMLInputElement | null }): void {
  const { t } = useWords("search");
  const focus = () => {
    field.current?.focus();
    field.current?.select();
  };
  useActions([
    { id: "search-field", label: t("keys.field"), group: t("keys.group"), keys: ["/"], run: focus },
  ]);
}

function placeOf({ candidate, place }: Row) {
  return {
    screen: "candidate",
    candidateId: candidate.candidate_id,
    interviewId: place?.interview_id ?? null,
    at: place?.seconds == null ? null : Math.floor(place.seconds),
  } as const;
}

function Remarks({ answer }: { answer: SearchAnswer }) {
  const { t } = useWords("search");
  const parts = answer.not_understood;
  return (
    <div className={styles.remarks}>
      {answer.found.length > 0 ? <span>{countWords(t, answer)}</span> : null}
      {answer.found.length > 0 ? (
        <span className={styles.hints}>
          <Keys keys="arrowdown" /> {t("keys.hint")} <Keys keys="enter" /> {t("keys.openHint")}
        </span>
      ) : null}
      {parts.length > 0 ? (
        <span className={styles.remark} data-not-understood>
          {t("notUnderstood", { count: parts.length, parts: parts.join(", ") })}
        </span>
      ) : null}
      {answer.unknown.length > 0 ? (
        <span className={styles.remark} data-unknown>
          {t("unknown", { parts: list(answer.unknown) })}
        </span>
      ) : null}
    </div>
  );
}

function Nothing({ text }: { text: string }) {
  const { t } = useWords("search");
  return (
    <EmptyState icon="search" title={t("nothing.title")}>
      <p>{t("nothing.words")}</p>
      {/\w[:<>]/u.test(text) ? <p className={styles.more}>{t("nothing.filters")}</p> : null}
    </EmptyState>
  );
}
