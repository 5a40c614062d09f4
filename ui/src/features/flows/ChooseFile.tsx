import { useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import type { InviteFile } from "../../contract/types";
import styles from "./InviteManyScreen.module.css";
import { fileOf, pastedFile } from "./invite-file";

/** A CSV file, or cells that were copied in a spreadsheet. */
export function ChooseFile({ onChosen }: { onChosen: (file: InviteFile) => void }) {
  const [pasted, setPasted] = useState("");
  const choose = async (files: FileList | null) => {
    const file = files?.[0];
    if (file) onChosen(await fileOf(file));
  };
  return (
    <>
      <p>
        A CSV file with one person a line and, as a rule, column names in the first. Commas,
        semicolons and tabs are understood. Nothing is sent before you have seen what would happen.
      </p>
      <FileTrigger
        acceptedFileTypes={[".csv", ".tsv", ".txt", "text/csv"]}
        onSelect={(files) => void choose(files)}
      >
        <Button large>Choose a file…</Button>
      </FileTrigger>
      <Field
        label="Or paste cells copied in a spreadsheet"
        rows={6}
        mono
        value={pasted}
        onChange={setPasted}
        placeholder={"First name\tLast name\tE-mail"}
      />
      <div className={styles.actions}>
        <Button
          look="primary"
          isDisabled={pasted.trim() === ""}
          onPress={() => onChosen(pastedFile(pasted))}
        >
          Look at the list
        </Button>
      </div>
    </>
  );
}
