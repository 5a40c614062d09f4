import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { Sheet, SheetActions } from "../../components/Sheet";
import { useUndo } from "../../components/Undo";
import type { FlowDetail } from "../../contract/types";
import { count } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useArchiveFlow } from "./flows-data";
import { useWhyOff } from "./flows-words";

/** Asks before a flow is archived: from here it cannot be taken back. */
export function ArchiveDialog({ flow, onClose }: { flow: FlowDetail; onClose: () => void }) {
  const archive = useArchiveFlow();
  const off = useWhyOff();
  const say = useUndo();
  const { t } = useWords("flows");
  const { title, candidates, incomplete, flow_id } = flow.flow;
  const failure = archive.error ? asFailure(archive.error) : null;
  return (
    <Sheet title={t("archive.title", { flow: title })} onClose={onClose} alert>
      <p>
        <strong>{t("archive.goes")}</strong> {t("archive.goesWords")}{" "}
        {incomplete > 0
          ? `${t("archive.invited", { count: incomplete, n: count(incomplete) })} `
          : ""}
        {t("archive.noWayBack")}
      </p>
      <p>
        <strong>{t("archive.stays")}</strong>{" "}
        {t("archive.staysWords", { count: candidates, n: count(candidates) })}
      </p>
      {failure ? (
        <ErrorNote
          failure={failure}
          {...(failure.code === "outcome_unknown" ? { words: t("archive.unclear") } : {})}
        />
      ) : null}
      {off ? <p role="note">{off}</p> : null}
      <SheetActions>
        <Button onPress={onClose}>{t("archive.keep")}</Button>
        <Button
          look="primary"
          isDisabled={archive.isPending || off !== null}
          onPress={() =>
            archive.mutate(flow_id, {
              onSuccess: () => {
                say(t("archive.done", { flow: title }));
                onClose();
              },
            })
          }
        >
          {archive.isPending ? t("archive.archiving") : t("archive.archive")}
        </Button>
      </SheetActions>
    </Sheet>
  );
}
