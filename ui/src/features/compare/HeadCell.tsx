import { hashOf } from "../../app/router";
import { IconButton } from "../../components/Button";
import { GoneMark, RecordingsGoneMark } from "../../components/GoneMark";
import { InterviewDate } from "../../components/InterviewDate";
import { useUndo } from "../../components/Undo";
import { useNow } from "../../components/When";
import type { Compared } from "../../contract/types";
import { useWords } from "../../words/words";
import styles from "./CompareTable.module.css";
import { compareInstead, moved } from "./compare-data";

interface Props {
  candidate: Compared;
  column: number;
  ids: readonly number[];
  flowId: string | null;
  isInFlow: boolean;
}

/** Who stands in a column, and what moves them. It stays in sight. */
export function HeadCell({ candidate, column, ids, flowId, isInFlow }: Props) {
  const { t } = useWords("compare");
  const say = useUndo();
  const now = useNow();
  const { candidate_id: candidateId, name, status, interview_id: interviewId } = candidate;
  const remove = () => {
    compareInstead(
      ids.filter((id) => id !== candidateId),
      flowId,
    );
    say(t("removed", { name }), () => compareInstead(ids, flowId));
  };
  return (
    <th scope="col" className={styles.head} data-compared={candidateId}>
      <div className={styles.who}>
        <a
          className={styles.name}
          href={hashOf({ screen: "candidate", candidateId, interviewId })}
          title={t("open", { name })}
        >
          {name}
        </a>
        <span className={styles.buttons}>
          <IconButton
            icon="back"
            label={t("moveBefore", { name })}
            keys="shift+arrowleft"
            isDisabled={column === 0}
            onPress={() => compareInstead(moved(ids, column, -1), flowId)}
          />
          <IconButton
            icon="forward"
            label={t("moveAfter", { name })}
            keys="shift+arrowright"
            isDisabled={column === ids.length - 1}
            onPress={() => compareInstead(moved(ids, column, 1), flowId)}
          />
          <IconButton icon="close" label={t("remove", { name })} onPress={remove} />
        </span>
      </div>
      {isInFlow ? (
        <p className={styles.status}>
          {interviewId === null ? t("interviewMissing") : (status ?? t("noStatus"))}
        </p>
      ) : null}
      {candidate.received_at === null ? null : (
        <p className={styles.status}>
          <InterviewDate
            interviewedAt={candidate.interviewed_at}
            receivedAt={candidate.received_at}
            now={now}
          />
        </p>
      )}
      <GoneMark at={candidate.gone_at} />
      {candidate.gone_at === null ? <RecordingsGoneMark at={candidate.recordings_gone_at} /> : null}
    </th>
  );
}
