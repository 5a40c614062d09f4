import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useAllActions } from "../../app/actions";
import { IconButton } from "../../components/Button";
import frame from "../../components/Frame.module.css";
import { Keys } from "../../components/Keys";
import { useWords } from "../../words/words";
import styles from "./KeyHelp.module.css";

/** The keys that work on this screen and everywhere. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useWords(["shell", "common"]);
  const actions = useAllActions().filter(({ keys }) => keys.length > 0);
  const groups = [...new Set(actions.map(({ group }) => group))].map(
    (group) => [group, actions.filter((action) => action.group === group)] as const,
  );

  return (
    <ModalOverlay
      className={frame.overlay ?? ""}
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={`${frame.raised} ${styles.modal}`}>
        <Dialog className={styles.dialog ?? ""}>
          <header className={styles.header}>
            <Heading slot="title">{t("allKeys")}</Heading>
            <IconButton icon="close" label={t("common:close")} keys="escape" onPress={onClose} />
          </header>
          <div className={styles.groups}>
            {groups.map(([group, members]) => (
              <section key={group}>
                <h3>{group}</h3>
                <dl>
                  {members.map(({ id, label, keys }) => (
                    <div key={id}>
                      <dt>{label}</dt>
                      <dd>
                        {keys.map((key) => (
                          <Keys key={key} keys={key} />
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
