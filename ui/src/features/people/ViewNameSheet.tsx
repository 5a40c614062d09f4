import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import { Sheet, SheetActions } from "../../components/Sheet";
import { useWords } from "../../words/words";

interface Props {
  title: string;
  name: string;
  onName: (name: string) => void;
  onClose: () => void;
}

/** Asks what a view is to be called. */
export function ViewNameSheet({ title, name: before, onName, onClose }: Props) {
  const { t } = useWords("people");
  const { t: common } = useWords();
  const [name, setName] = useState(before);
  const [isMissing, setIsMissing] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === "") setIsMissing(true);
    else onName(name.trim());
  }

  return (
    <Sheet title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <Field
          label={t("view.name")}
          value={name}
          onChange={setName}
          error={isMissing && name.trim() === "" ? t("view.nameMissing") : null}
          details={t("view.nameDetails")}
          autoFocus
        />
        <SheetActions>
          <Button onPress={onClose}>{common("cancel")}</Button>
          <Button look="primary" type="submit">
            {common("save")}
          </Button>
        </SheetActions>
      </form>
    </Sheet>
  );
}
