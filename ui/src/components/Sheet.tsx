import type { ReactNode } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useWords } from "../words/words";
import { IconButton } from "./Button";
import frame from "./Frame.module.css";
import styles from "./Sheet.module.css";

interface Props {
  title: string;
  onClose: () => void;
  /** For what must be answered: it is not closed by a click beside it. */
  alert?: boolean;
  children: ReactNode;
}

/** A dialog over the screen: Escape closes it. */
export function Sheet({ title, onClose, alert = false, children }: Props) {
  const { t } = useWords();
  return (
    <ModalOverlay
      className={frame.overlay ?? ""}
      isOpen
      isDismissable={!alert}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={`${frame.raised} ${styles.modal}`}>
        <Dialog className={styles.dialog ?? ""} role={alert ? "alertdialog" : "dialog"}>
          <header className={styles.header}>
            <Heading slot="title">{title}</Heading>
            <IconButton icon="close" label={t("close")} keys="escape" onPress={onClose} />
          </header>
          <div className={styles.body}>{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The buttons at the end of a sheet. */
export function SheetActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
