import { type KeyboardEvent, type ReactNode, useEffect } from "react";
import { singleKeysOn } from "../../app/single-keys";
import { GoneMark } from "../../components/GoneMark";
import { Icon, type IconName } from "../../components/Icon";
import { InterviewDate } from "../../components/InterviewDate";
import { useNow } from "../../components/When";
import type { FoundCandidate, FoundPlace, Piece, SearchAnswer } from "../../contract/types";
import { average, count, timecode } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./SearchResults.module.css";
import { plain } from "./search-data";
import { moveByKey, moveByLetter, type ResultKeys } from "./search-keys";

interface Props {
  answer: SearchAnswer;
  keys: ResultKeys;
  /** It answers what was typed before; the newest is on its way. */
  isOld: boolean;
  more: ReactNode;
}

/** The element that field and list name as their active one. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** What was found, by candidate: themselves, then each place. */
export function SearchResults({ answer, keys, isOld, more }: Props) {
  const { t } = useWords("search");
  const { active, listId } = keys;
  useEffect(() => {
    document.getElementById(optionId(listId, active))?.scrollIntoView({ block: "nearest" });
  }, [listId, active]);

  function onKeyDown(event: KeyboardEvent) {
    const by = singleKeysOn() ? moveByLetter : moveByKey;
    if (event.ctrlKey || event.metaKey || event.altKey || !by(event.key, keys)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  let index = 0;
  return (
    <div className={styles.scroller} data-scroller>
      <div
        id={listId}
        className={styles.list}
        role="listbox"
        aria-label={t("results")}
        aria-busy={isOld}
        tabIndex={0}
        aria-activedescendant={optionId(listId, active)}
        onKeyDown={onKeyDown}
      >
        {answer.found.map((candidate) => {
          const first = index;
          index += 1 + candidate.places.length;
          return (
            <Group key={candidate.candidate_id} candidate={candidate} first={first} keys={keys} />
          );
        })}
      </div>
      {more ? <div className={styles.more}>{more}</div> : null}
    </div>
  );
}

interface GroupProps {
  candidate: FoundCandidate;
  /** The place of its first row among all. */
  first: number;
  keys: ResultKeys;
}

function Group({ candidate, first, keys }: GroupProps) {
  const { t } = useWords("search");
  const { t: common } = useWords("common");
  const now = useNow();
  const name = plain(candidate.name);
  return (
    <div role="group" aria-label={name} className={styles.group}>
      <Option index={first} keys={keys} look={styles.who}>
        <Icon name="person" />
        <span className={styles.name}>
          <Marked pieces={candidate.name} />
        </span>
        <span className={styles.email}>
          <Marked pieces={candidate.email} />
        </span>
        <span className={styles.when}>
          {candidate.received_at === null ? null : (
            <InterviewDate
              interviewedAt={candidate.interviewed_at}
              receivedAt={candidate.received_at}
              now={now}
            />
          )}
          {candidate.gone > 0 ? (
            <span className={styles.gone} data-gone>
              {common("goneCount", { count: candidate.gone, n: count(candidate.gone) })}
            </span>
          ) : null}
        </span>
        <span className={styles.status}>{candidate.status ?? t("statusNone")}</span>
        <span className={styles.average}>
          {candidate.average === null ? null : (
            <>
              {average(candidate.average)}
              <span className="visually-hidden"> {t("ofFive")}</span>
            </>
          )}
        </span>
      </Option>
      {candidate.places.map((place, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places have no names, and their order is told.
        <Option key={nth} index={first + 1 + nth} keys={keys} look={styles.place}>
          <Place place={place} name={name} />
        </Option>
      ))}
    </div>
  );
}

interface OptionProps {
  index: number;
  keys: ResultKeys;
  look: string | undefined;
  children: ReactNode;
}

function Option({ index, keys, look, children }: OptionProps) {
  const { active, rows, listId, open } = keys;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter opens the active one, in field and list.
    <div
      id={optionId(listId, index)}
      className={`${styles.option} ${look}`}
      role="option"
      aria-selected={index === active}
      data-result={index}
      onClick={() => open(rows[index])}
    >
      {children}
    </div>
  );
}

const ICONS: Record<FoundPlace["kind"], IconName> = {
  said: "processed",
  summary: "sparkle",
  note: "note",
};

function Place({ place, name }: { place: FoundPlace; name: string }) {
  const { t } = useWords("search");
  const { t: candidate } = useWords("candidate");
  const { kind, role, snippet, seconds, flow_title, gone_at } = place;
  const speaker = role === "agent" ? candidate("transcript.interviewer") : name;
  return (
    <>
      <span className={styles.kind}>
        <Icon name={ICONS[kind]} size={12} />
        {t(`kinds.${kind}`)}
      </span>
      <span className={styles.snippet}>
        {kind === "said" ? (
          <span className={styles.speaker}>{t("speaker", { name: speaker })} </span>
        ) : null}
        <Marked pieces={snippet} />
      </span>
      <span className={styles.where}>
        {flow_title}
        <GoneMark at={gone_at} />
        {seconds === null ? null : <span className={styles.time}>{timecode(seconds)}</span>}
      </span>
    </>
  );
}

/** A text with what was looked for marked in it. */
function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, is_match }, index) =>
    is_match ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece's place is what it is.
      <mark key={index} className={styles.match}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
