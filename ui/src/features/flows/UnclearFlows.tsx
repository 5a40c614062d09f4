import { Button } from "../../components/Button";
import frame from "../../components/Frame.module.css";
import { Icon } from "../../components/Icon";
import notice from "../../components/Notice.module.css";
import { useNow } from "../../components/When";
import type { UnclearFlow } from "../../contract/types";
import { moment } from "../../lib/format";
import { useWords } from "../../words/words";
import { useSyncNow } from "../shell/shell-data";
import { useDismissUnclear } from "./flows-data";

/** New flows of which nobody knows whether Ribbon made them. */
export function UnclearFlows({ unclear }: { unclear: readonly UnclearFlow[] }) {
  const now = useNow();
  const look = useSyncNow();
  const { t } = useWords("flows");
  const dismiss = useDismissUnclear();
  if (unclear.length === 0) return null;
  return (
    <div className={frame.note}>
      {unclear.map(({ id, title, asked_at }) => (
        <div key={id} className={notice.error} role="alert" data-unclear-flow={id}>
          <Icon name="alert" />
          <div className={notice.errorText}>
            <p>{t("unclear.words", { flow: title, at: moment(asked_at, now) })}</p>
          </div>
          <Button onPress={() => look.mutate()}>{t("unclear.look")}</Button>
          <Button onPress={() => dismiss.mutate(id)}>{t("unclear.notMade")}</Button>
        </div>
      ))}
    </div>
  );
}
