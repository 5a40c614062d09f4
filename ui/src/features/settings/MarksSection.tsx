import { FileTrigger } from "react-aria-components/FileTrigger";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import type { ImportedMarks } from "../../contract/types";
import { count, list } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { Section } from "./Section";
import styles from "./SettingsScreen.module.css";
import { useExportMarks, useImportMarks } from "./settings-data";

/** What the recruiter added, as one file out and in. */
export function MarksSection() {
  const { t } = useWords("settings");
  const write = useExportMarks();
  const take = useImportMarks();
  const failure = write.error ?? take.error;
  const problem = failure ? asFailure(failure) : null;
  return (
    <Section name="marks">
      <p className={styles.soft}>{t("marks.what")}</p>
      <div className={styles.buttons}>
        <Button isDisabled={write.isPending} onPress={() => write.mutate()}>
          {write.isPending ? t("marks.exporting") : t("marks.export")}
        </Button>
        <FileTrigger
          acceptedFileTypes={[".json", "application/json"]}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) take.mutate(file);
          }}
        >
          <Button isDisabled={take.isPending}>
            {take.isPending ? t("marks.importing") : t("marks.import")}
          </Button>
        </FileTrigger>
      </div>
      <p className={styles.soft}>{t("marks.importMeans")}</p>
      {problem ? <ErrorNote failure={problem} /> : null}
      <div role="status">
        {write.data ? (
          <p data-saved={write.data.path}>
            {t("marks.written")} <span className="selectable">{write.data.path}</span>.{" "}
            {t("marks.notEncrypted")}
          </p>
        ) : null}
        {take.data ? <Taken marks={take.data} /> : null}
      </div>
    </Section>
  );
}

const ADDED = ["candidates", "notes", "views", "inbox"] as const;

function Taken({ marks }: { marks: ImportedMarks }) {
  const { t } = useWords("settings");
  const added = ADDED.filter((what) => marks[what] > 0).map((what) =>
    t(`marks.${what}`, { count: marks[what], n: count(marks[what]) }),
  );
  const also = (["unchanged", "waiting"] as const)
    .filter((what) => marks[what] > 0)
    .map((what) => t(`marks.${what}`, { count: marks[what], n: count(marks[what]) }));
  const first =
    added.length === 0 ? t("marks.nothingNew") : t("marks.taken", { what: list(added) });
  return <p data-taken>{[first, ...also].join(" ")}</p>;
}
