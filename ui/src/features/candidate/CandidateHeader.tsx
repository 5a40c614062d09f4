import { useActions } from "../../app/actions";
import { navigate } from "../../app/router";
import { Button, IconButton } from "../../components/Button";
import { GoneMark } from "../../components/GoneMark";
import { Icon } from "../../components/Icon";
import { InterviewDate, timesOf } from "../../components/InterviewDate";
import { ErrorNote } from "../../components/Notice";
import { useNow } from "../../components/When";
import type { CandidateDetail, InterviewSummary } from "../../contract/types";
import { count } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import styles from "./CandidateScreen.module.css";
import { useOpenInRibbon } from "./candidate-data";
import { useCopyLink } from "./copy-link";
import { Marks } from "./Marks";
import { neighbours, type TrailEntry, useTrail } from "./trail";

interface Props {
  candidate: CandidateDetail;
  interview: InterviewSummary | null;
  /** The interview that the address names, which tells two stops at one person apart. */
  askedFor: string | null;
}

export function CandidateHeader({ candidate, interview, askedFor }: Props) {
  const openInRibbon = useOpenInRibbon();
  const copy = useCopyLink();
  const now = useNow();
  const { t } = useWords("candidate");
  const { candidate_id, name, email, former_names } = candidate;
  const linked = interview?.has_link ? interview.interview_id : null;

  const interviewId = interview?.interview_id ?? null;
  const copyLink = () => copy({ screen: "candidate", candidateId: candidate_id, interviewId });
  const compare = () =>
    navigate({ screen: "compare", ids: [candidate_id], flowId: interview?.flow_id ?? null });

  const group = t("groups.candidate");
  useActions([
    {
      id: "copy-link",
      label: t("header.copyPageLink"),
      group,
      keys: ["c"],
      run: () => void copyLink(),
    },
    { id: "compare", label: t("header.compare"), group, keys: ["v"], run: compare },
    ...(linked
      ? [
          {
            id: "open-in-ribbon",
            label: t("header.openInRibbon"),
            group,
            keys: ["o"],
            run: () => openInRibbon.mutate(linked),
          },
        ]
      : []),
  ]);

  return (
    <header className={styles.header}>
      <div className={styles.who}>
        <h1 id="candidate-heading" className="selectable">
          {name}
        </h1>
        <p className={styles.contact}>
          {email && email !== name ? <span className="selectable">{email}</span> : null}
          {former_names.length > 0 ? (
            <span className="selectable">
              {t("header.formerly", { names: former_names.join(", ") })}
            </span>
          ) : null}
          {interview && interview.status !== "incomplete" ? (
            <InterviewDate {...timesOf(interview)} now={now} />
          ) : null}
          <GoneMark at={interview?.gone_at ?? null} />
        </p>
      </div>
      <Neighbours candidateId={candidate_id} askedFor={askedFor} />
      <IconButton icon="compare" label={t("header.compare")} keys="v" onPress={compare} />
      <IconButton
        icon="copy"
        label={t("header.copyLink")}
        keys="c"
        onPress={() => void copyLink()}
      />
      {linked ? (
        <Button onPress={() => openInRibbon.mutate(linked)}>
          <Icon name="external" /> {t("header.openInRibbon")}
        </Button>
      ) : null}
      {openInRibbon.error ? <ErrorNote failure={asFailure(openInRibbon.error)} /> : null}
      <Marks candidate={candidate} />
    </header>
  );
}

function Neighbours({ candidateId, askedFor }: { candidateId: number; askedFor: string | null }) {
  const { t } = useWords("candidate");
  const around = neighbours(useTrail(), candidateId, askedFor);
  const go = (entry: TrailEntry | null) => {
    // Going through a list is one step of the history, so that Back leads to the list.
    if (entry) navigate({ screen: "candidate", ...entry }, { replace: true });
  };
  const group = t("groups.candidate");
  useActions(
    around
      ? [
          { id: "next", label: t("header.next"), group, keys: ["j"], run: () => go(around.next) },
          {
            id: "previous",
            label: t("header.previous"),
            group,
            keys: ["k"],
            run: () => go(around.previous),
          },
        ]
      : [],
  );
  if (!around) return null;
  return (
    <div className={styles.place} role="group" aria-label={t("header.inList")}>
      <span>
        {t("header.place", {
          position: count(around.position),
          total: count(around.total),
          list: around.label,
        })}
      </span>
      <IconButton
        icon="up"
        label={t("header.previous")}
        keys="k"
        isDisabled={!around.previous}
        onPress={() => go(around.previous)}
      />
      <IconButton
        icon="down"
        label={t("header.next")}
        keys="j"
        isDisabled={!around.next}
        onPress={() => go(around.next)}
      />
    </div>
  );
}
