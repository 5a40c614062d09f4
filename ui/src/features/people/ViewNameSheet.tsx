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

/** A name has so many characters at most. */
const LONGEST = 100;

/** Asks what a view is to be called. */
export function ViewNameSheet({ title, name: before, onName, onClose }: Props) {
  const { t } = useWords("people");
  const { t: common } = useWords();
  const [name, setName] = useState(before);
  const [isAsked, setIsAsked] = useState(false);
  const given = name.trim();
  const isTooLong = [...given].length > LONGEST;
  const problem = isTooLong
    ? t("view.nameTooLong", { n: LONGEST })
    : given === "" && isAsked
      ? t("view.nameMissing")
      : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsAsked(true);
    if (given !== "" && !isTooLong) onName(given);
  }

  return (
    <Sheet title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <Field
          label={t("view.name")}
          value={name}
          onChange={setName}
          error={problem}
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
