import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { Sheet, SheetActions } from "../../components/Sheet";
import { useUndo } from "../../components/Undo";
import type { FlowDetail } from "../../contract/types";
import { counted } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useArchiveFlow } from "./flows-data";
import { useWhyOff } from "./flows-words";

/** Asks before a flow is archived: from here it cannot be taken back. */
export function ArchiveDialog({ flow, onClose }: { flow: FlowDetail; onClose: () => void }) {
  const archive = useArchiveFlow();
  const off = useWhyOff();
  const say = useUndo();
  const { title, candidates, incomplete, flow_id } = flow.flow;
  const failure = archive.error ? asFailure(archive.error) : null;
  return (
    <Sheet title={`Archive ${title}?`} onClose={onClose} alert>
      <p>
        <strong>What goes:</strong> Ribbon archives the flow. Nobody can be invited into it any more
        {incomplete > 0
          ? `, and ${counted(incomplete, "invited candidate", "invited candidates")} may no longer be able to begin`
          : ""}
        . Ribbon Desk cannot take this back.
      </p>
      <p>
        <strong>What stays:</strong> its {counted(candidates, "candidate", "candidates")}, their
        interviews, recordings and status chains, here and in Ribbon.
      </p>
      {failure ? (
        <ErrorNote
          failure={failure}
          {...(failure.code === "outcome_unknown"
            ? { words: "Ribbon gave no clear answer. Archiving can be repeated without harm." }
            : {})}
        />
      ) : null}
      {off ? <p role="note">{off}</p> : null}
      <SheetActions>
        <Button onPress={onClose}>Keep it</Button>
        <Button
          look="primary"
          isDisabled={archive.isPending || off !== null}
          onPress={() =>
            archive.mutate(flow_id, {
              onSuccess: () => {
                say(`${title} is archived`);
                onClose();
              },
            })
          }
        >
          {archive.isPending ? "Archiving…" : "Archive"}
        </Button>
      </SheetActions>
    </Sheet>
  );
}
