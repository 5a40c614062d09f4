import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import notice from "../../components/Notice.module.css";
import { useNow } from "../../components/When";
import type { UnclearFlow } from "../../contract/types";
import { moment } from "../../lib/format";
import { useSyncNow } from "../shell/shell-data";
import styles from "./FlowsScreen.module.css";
import { useDismissUnclear } from "./flows-data";

/** New flows of which nobody knows whether Ribbon made them. */
export function UnclearFlows({ unclear }: { unclear: readonly UnclearFlow[] }) {
  const now = useNow();
  const look = useSyncNow();
  const dismiss = useDismissUnclear();
  if (unclear.length === 0) return null;
  return (
    <div className={styles.note}>
      {unclear.map(({ id, title, asked_at }) => (
        <div key={id} className={notice.error} role="alert" data-unclear-flow={id}>
          <Icon name="alert" />
          <div className={notice.errorText}>
            <p>
              “{title}” ({moment(asked_at, now)}): Ribbon gave no clear answer, so it may have been
              made or not. If it was, it shows below as soon as Ribbon lists it. Look before you
              make it again.
            </p>
          </div>
          <Button onPress={() => look.mutate()}>Look in Ribbon</Button>
          <Button onPress={() => dismiss.mutate(id)}>It was not made</Button>
        </div>
      ))}
    </div>
  );
}
