import { type FormEvent, useState } from "react";
import { ActionList, type MenuAction } from "../../components/ActionMenu";
import { Button } from "../../components/Button";
import { MomentField } from "../../components/DayField";
import { Sheet, SheetActions } from "../../components/Sheet";
import type { InboxItem } from "../../contract/types";
import { momentAhead } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./SnoozeSheet.module.css";
import { snoozeTimes } from "./snooze-times";

interface Props {
  items: readonly InboxItem[];
  /** They are put off already. */
  canBringBack: boolean;
  /** 0 brings them back at once. */
  onSnooze: (items: readonly InboxItem[], until: number) => void;
  onClose: () => void;
}

/** Asks until when to put something off. */
export function SnoozeSheet({ items, canBringBack, onSnooze, onClose }: Props) {
  const { t } = useWords("inbox");
  const [now] = useState(() => Date.now());
  const choose = (until: number) => {
    onClose();
    onSnooze(items, until);
  };
  const times: MenuAction[] = snoozeTimes(now).map(({ id, until }) => ({
    id,
    label: t(`snooze.${id}`),
    details: momentAhead(until, now),
    run: () => choose(until),
  }));
  const back: MenuAction[] = canBringBack
    ? [{ id: "back", label: t("snooze.bringBack"), run: () => choose(0) }]
    : [];
  return (
    <Sheet title={t("snooze.title")} onClose={onClose}>
      <ActionList label={t("snooze.title")} actions={[...back, ...times]} autoFocus />
      <Pick now={now} onPick={choose} />
    </Sheet>
  );
}

/** Any moment to come. */
function Pick({ now, onPick }: { now: number; onPick: (until: number) => void }) {
  const { t } = useWords("inbox");
  const [until, setUntil] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (until === null) setProblem(t("snooze.missing"));
    else if (until <= now) setProblem(t("snooze.past"));
    else onPick(until);
  }

  return (
    <form className={styles.pick} onSubmit={submit}>
      <MomentField
        label={t("snooze.pick")}
        value={until}
        onChange={(value) => {
          setUntil(value);
          setProblem(null);
        }}
      />
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
      <SheetActions>
        <Button type="submit">{t("snooze.set")}</Button>
      </SheetActions>
    </form>
  );
}
