import { useRef } from "react";
import { useActions } from "../../app/actions";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { useUndo } from "../../components/Undo";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { Bars } from "./Bars";
import { csvOf } from "./csv";
import { FigureTable } from "./FigureTable";
import type { Chart } from "./figures";
import styles from "./InsightsScreen.module.css";
import { useSaveFile } from "./insights-data";
import { pngOf } from "./png";

/** A chart with its finding in words, its table, and both as files. */
export function ChartCard({ chart }: { chart: Chart }) {
  const { t } = useWords("insights");
  const card = useRef<HTMLElement>(null);
  const say = useUndo();
  const save = useSaveFile();
  const id = `chart-${chart.id}`;

  const keep = (ending: string, content: string, is_base64: boolean) =>
    save.mutate(
      { file_name: `${chart.title}.${ending}`, content, is_base64 },
      { onSuccess: ({ path }) => say(t("saved", { path })) },
    );
  const saveCsv = () => {
    const rows = chart.figures.map(({ plain }) => plain);
    keep("csv", csvOf([chart.headings, ...rows]), false);
  };
  const savePng = async () => {
    const drawing = card.current?.querySelector<SVGSVGElement>("svg.recharts-surface");
    if (drawing) keep("png", await pngOf(drawing, chart.finding, chart.legend), true);
  };

  const words = { chart: chart.title };
  const group = t("title");
  useActions([
    { id: `${id}-csv`, label: t("saveCsv", words), group, keys: [], run: saveCsv },
    { id: `${id}-png`, label: t("savePng", words), group, keys: [], run: () => void savePng() },
  ]);

  return (
    <section ref={card} className={styles.card} aria-labelledby={id}>
      <header>
        <h2 id={id}>
          <span className={styles.topic}>{chart.title}</span> {chart.finding}
        </h2>
        <div className={styles.files}>
          <Button
            look="quiet"
            aria-label={t("saveCsv", words)}
            isDisabled={save.isPending}
            onPress={saveCsv}
          >
            {t("csv")}
          </Button>
          <Button
            look="quiet"
            aria-label={t("savePng", words)}
            isDisabled={save.isPending}
            onPress={() => void savePng()}
          >
            {t("png")}
          </Button>
        </div>
      </header>
      <Bars chart={chart} />
      <Legend chart={chart} />
      <p className={styles.note}>{chart.note}</p>
      {save.error ? <ErrorNote failure={asFailure(save.error)} /> : null}
      <details className={styles.details}>
        <summary>{t("table")}</summary>
        <FigureTable chart={chart} />
      </details>
    </section>
  );
}

function Legend({ chart: { legend } }: { chart: Chart }) {
  if (legend.length < 2) return null;
  return (
    <ul className={styles.legend} aria-hidden="true">
      {legend.map((words, index) => (
        <li key={words}>
          <span className={index === 0 ? styles.first : styles.second} />
          {words}
        </li>
      ))}
    </ul>
  );
}
