import { useState } from "react";
import { useActions } from "../../app/actions";
import { Button } from "../../components/Button";
import { goneInWords } from "../../components/InterviewDate";
import { ErrorNote } from "../../components/Notice";
import { Sheet, SheetActions } from "../../components/Sheet";
import type { InterviewSummary } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import styles from "./CandidateScreen.module.css";
import { useCandidate, useEraseInterview } from "./candidate-data";

interface Props {
  interview: InterviewSummary;
  candidateId: number;
}

/** Says what it means that Ribbon no longer has an interview, and erases it here, after asking. */
export function EraseInterview({ interview, candidateId }: Props) {
  const { t } = useWords("candidate");
  const { t: common } = useWords("common");
  const [asks, setAsks] = useState(false);
  useActions([
    {
      id: "erase-interview",
      label: t("erase.open"),
      group: t("groups.candidate"),
      keys: [],
      run: () => setAsks(true),
    },
  ]);
  return (
    <section aria-label={common("gone")} data-gone-notice>
      <p className={styles.fact}>{goneInWords(interview.gone_at ?? 0)}</p>
      <Button onPress={() => setAsks(true)}>{t("erase.open")}</Button>
      {asks ? (
        <Confirm interview={interview} candidateId={candidateId} onClose={() => setAsks(false)} />
      ) : null}
    </section>
  );
}

function Confirm({ interview, candidateId, onClose }: Props & { onClose: () => void }) {
  const { t } = useWords("candidate");
  const { data: candidate } = useCandidate(candidateId);
  const takesCandidate = candidate?.is_known_by_one_interview ?? false;
  const erase = useEraseInterview({ interview, candidateId, takesCandidate });
  const failure = erase.error ? asFailure(erase.error) : null;
  const name = candidate?.name ?? "";
  return (
    <Sheet title={t("erase.title")} onClose={onClose} alert>
      <p>
        <strong>{t("erase.goesLabel")}</strong>{" "}
        {t("erase.goes", { name, flow: interview.flow_title })}
      </p>
      {takesCandidate ? <p>{t("erase.candidateGoes", { name })}</p> : null}
      <p>
        <strong>{t("erase.staysLabel")}</strong>{" "}
        {takesCandidate ? null : `${t("erase.candidateStays", { name })} `}
        {t("erase.filesStay")}
      </p>
      <p>{t("erase.forGood")}</p>
      {failure ? <ErrorNote failure={failure} /> : null}
      <SheetActions>
        <Button onPress={onClose}>{t("erase.keep")}</Button>
        <Button
          look="primary"
          isDisabled={erase.isPending || !candidate}
          onPress={() => erase.mutate()}
        >
          {t(erase.isPending ? "erase.erasing" : "erase.confirm")}
        </Button>
      </SheetActions>
    </Sheet>
  );
}
