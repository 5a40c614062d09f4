import { exactMoment } from "../lib/format";
import { wordsOf } from "../words/words";
import styles from "./GoneMark.module.css";
import { Icon } from "./Icon";
import { goneInWords } from "./InterviewDate";

const t = wordsOf("common");

/** Marks an interview that Ribbon no longer has. */
export function GoneMark({ at }: { at: number | null }) {
  return at === null ? null : <Mark words={t("gone")} details={goneInWords(at)} />;
}

/** Marks an interview whose recordings Ribbon no longer has. */
export function RecordingsGoneMark({ at }: { at: number | null }) {
  if (at === null) return null;
  const details = t("recordingsGoneDetails", { when: exactMoment(at) });
  return <Mark words={t("recordingsGone")} details={details} />;
}

function Mark({ words, details }: { words: string; details: string }) {
  return (
    <span className={styles.gone} title={details} data-gone>
      <Icon name="offline" size={12} />
      {words}
    </span>
  );
}
