import { useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import frame from "../../components/Frame.module.css";
import type { InviteFile } from "../../contract/types";
import { useWords } from "../../words/words";
import { fileOf, pastedFile } from "./invite-file";

/** A CSV file, or cells that were copied in a spreadsheet. */
export function ChooseFile({ onChosen }: { onChosen: (file: InviteFile) => void }) {
  const { t } = useWords("flows");
  const [pasted, setPasted] = useState("");
  const choose = async (files: FileList | null) => {
    const file = files?.[0];
    if (file) onChosen(await fileOf(file));
  };
  return (
    <>
      <p>{t("many.what")}</p>
      <FileTrigger
        acceptedFileTypes={[".csv", ".tsv", ".txt", "text/csv"]}
        onSelect={(files) => void choose(files)}
      >
        <Button large>{t("many.choose")}</Button>
      </FileTrigger>
      <Field
        label={t("many.paste")}
        rows={6}
        mono
        value={pasted}
        onChange={setPasted}
        placeholder={t("many.pasteExample")}
      />
      <div className={frame.actions}>
        <Button
          look="primary"
          isDisabled={pasted.trim() === ""}
          onPress={() => onChosen(pastedFile(pasted))}
        >
          {t("many.look")}
        </Button>
      </div>
    </>
  );
}
