import { useActions } from "../../app/actions";
import { hashOf, navigate } from "../../app/router";
import { Button, IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ErrorNote } from "../../components/Notice";
import { useUndo } from "../../components/Undo";
import type { CandidateDetail, InterviewSummary } from "../../contract/types";
import { copyText } from "../../lib/clipboard";
import { count } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import styles from "./CandidateScreen.module.css";
import { useOpenInRibbon } from "./candidate-data";
import { neighbours, type TrailEntry, useTrail } from "./trail";

interface Props {
  candidate: CandidateDetail;
  interview: InterviewSummary | null;
  /** The interview that the address names, which tells two stops at one person apart. */
  askedFor: string | null;
}

export function CandidateHeader({ candidate, interview, askedFor }: Props) {
  const openInRibbon = useOpenInRibbon();
  const say = useUndo();
  const { candidate_id, name, email, former_names } = candidate;
  const linked = interview?.has_link ? interview.interview_id : null;

  async function copyLink() {
    const route = {
      screen: "candidate",
      candidateId: candidate_id,
      interviewId: interview?.interview_id ?? null,
    } as const;
    const copied = await copyText(hashOf(route));
    say(
      copied
        ? "Copied. Paste it into the command palette to come back here."
        : "The clipboard is not available.",
    );
  }

  const group = "Candidate";
  useActions([
    {
      id: "copy-link",
      label: "Copy link to this page",
      group,
      keys: ["c"],
      run: () => void copyLink(),
    },
    ...(linked
      ? [
          {
            id: "open-in-ribbon",
            label: "Open in Ribbon",
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
            <span className="selectable">formerly {former_names.join(", ")}</span>
          ) : null}
        </p>
      </div>
      <Neighbours candidateId={candidate_id} askedFor={askedFor} />
      <IconButton icon="copy" label="Copy link" keys="c" onPress={() => void copyLink()} />
      {linked ? (
        <Button onPress={() => openInRibbon.mutate(linked)}>
          <Icon name="external" /> Open in Ribbon
        </Button>
      ) : null}
      {openInRibbon.error ? <ErrorNote failure={asFailure(openInRibbon.error)} /> : null}
    </header>
  );
}

function Neighbours({ candidateId, askedFor }: { candidateId: number; askedFor: string | null }) {
  const around = neighbours(useTrail(), candidateId, askedFor);
  const go = (entry: TrailEntry | null) => {
    // Going through a list is one step of the history, so that Back leads to the list.
    if (entry) navigate({ screen: "candidate", ...entry }, { replace: true });
  };
  const group = "Candidate";
  useActions(
    around
      ? [
          { id: "next", label: "Next in list", group, keys: ["j"], run: () => go(around.next) },
          {
            id: "previous",
            label: "Previous in list",
            group,
            keys: ["k"],
            run: () => go(around.previous),
          },
        ]
      : [],
  );
  if (!around) return null;
  return (
    <div className={styles.place} role="group" aria-label="In the list you came from">
      <span>
        {count(around.position)} of {count(around.total)} in {around.label}
      </span>
      <IconButton
        icon="up"
        label="Previous in list"
        keys="k"
        isDisabled={!around.previous}
        onPress={() => go(around.previous)}
      />
      <IconButton
        icon="down"
        label="Next in list"
        keys="j"
        isDisabled={!around.next}
        onPress={() => go(around.next)}
      />
    </div>
  );
}
