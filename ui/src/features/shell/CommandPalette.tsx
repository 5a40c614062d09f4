import type { TFunction } from "i18next";
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useMemo } from "react";
import { Autocomplete, useFilter } from "react-aria-components/Autocomplete";
import { Dialog } from "react-aria-components/Dialog";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { SearchField } from "react-aria-components/SearchField";
import { type Action, useAllActions } from "../../app/actions";
import { navigate, parseHash, SETTINGS_SECTIONS } from "../../app/router";
import frame from "../../components/Frame.module.css";
import { Icon } from "../../components/Icon";
import { Keys } from "../../components/Keys";
import { useWords } from "../../words/words";
import styles from "./CommandPalette.module.css";
import { useFlows } from "./shell-data";

interface Props {
  typed: string;
  onType: (typed: string) => void;
  /** What stands in the field was typed before it was there: nothing is in the keys' hands yet. */
  isAhead: boolean;
  /** Enter was pressed before the field was there. */
  isEntered: boolean;
  onClose: () => void;
}

/** Everything that can be done here and now, found by typing. */
export function CommandPalette({ typed, onType, isAhead, isEntered, onClose }: Props) {
  const { t } = useWords("shell");
  const { contains } = useFilter({ sensitivity: "base" });
  const commands = useCommands(typed.trim());

  function run(id: string) {
    onClose();
    commands.find((command) => command.id === id)?.run();
  }

  /** What Enter means after typing ahead of the field. */
  function runFirst() {
    const first = commands.find(({ label }) => contains(label, typed.trim()));
    if (isAhead && typed.trim() !== "" && first) run(first.id);
  }

  const ahead = useEffectEvent(runFirst);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was meant may be among those to come.
  useEffect(() => {
    if (isEntered) ahead();
  }, [isEntered, commands]);

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
        <Dialog className={styles.dialog ?? ""} aria-label={t("commands")}>
          <PaletteKeys onClose={onClose} onEnter={runFirst}>
            <Autocomplete filter={contains} inputValue={typed} onInputChange={onType}>
              <SearchField
                className={styles.search ?? ""}
                aria-label={t("searchCommands")}
                autoFocus
              >
                <Icon name="search" />
                <Input
                  className={styles.input ?? ""}
                  role="combobox"
                  aria-expanded
                  placeholder={t("whatToDo")}
                />
              </SearchField>
              <ListBox
                className={styles.menu ?? ""}
                aria-label={t("commands")}
                items={commands}
                onAction={(key) => run(String(key))}
                renderEmptyState={() => <p className={styles.nothing}>{t("noCommand")}</p>}
              >
                {(command) => (
                  <ListBoxItem className={styles.item ?? ""} textValue={command.label}>
                    <span className={styles.label}>{command.label}</span>
                    <span className={styles.group}>{command.group}</span>
                    {command.keys[0] ? <Keys keys={command.keys[0]} /> : null}
                  </ListBoxItem>
                )}
              </ListBox>
            </Autocomplete>
          </PaletteKeys>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface PaletteKeysProps {
  onClose: () => void;
  onEnter: () => void;
  children: ReactNode;
}

/** Two keys that the field by itself would take otherwise. */
function PaletteKeys({ onClose, onEnter, children }: PaletteKeysProps) {
  function onKeyDownCapture(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key === "Escape") {
      // At once, also with something typed: it would only be emptied.
      event.stopPropagation();
      onClose();
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      if (event.currentTarget.querySelector("[role=option][data-focused]")) return;
      event.preventDefault();
      event.stopPropagation();
      onEnter();
    }
  }
  return (
    <div className={styles.body} role="presentation" onKeyDownCapture={onKeyDownCapture}>
      {children}
    </div>
  );
}

function useCommands(typed: string): Action[] {
  const { t } = useWords(["shell", "settings"]);
  const actions = useAllActions();
  const { data: flows = [] } = useFlows();
  return useMemo(
    () => [
      ...actions.filter(({ onlyKeys }) => !onlyKeys),
      ...flows.map(({ flow_id, title }) => ({
        id: `flow-${flow_id}`,
        label: t("pipelineOf", { flow: title }),
        group: t("flows"),
        keys: [],
        run: () => navigate({ screen: "pipeline", flowId: flow_id }),
      })),
      ...SETTINGS_SECTIONS.map((section) => ({
        id: `settings-${section}`,
        label: t(`settings:section.${section}`),
        group: t("settings"),
        keys: [],
        run: () => navigate({ screen: "settings", section }),
      })),
      ...pasted(typed, t),
    ],
    [actions, flows, typed, t],
  );
}

/** A link that was copied somewhere in the window leads back there. */
function pasted(text: string, t: TFunction<["shell", "settings"]>): Action[] {
  if (!text.startsWith("#/")) return [];
  const run = () => navigate(parseHash(text));
  return [{ id: "pasted", label: t("goTo", { place: text }), group: t("link"), keys: [], run }];
}
