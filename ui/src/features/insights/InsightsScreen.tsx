import { navigate } from "../../app/router";
import { Button } from "../../components/Button";
import frame from "../../components/Frame.module.css";
import { Icon } from "../../components/Icon";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import { useNow } from "../../components/When";
import type { Insights, InsightsQuery } from "../../contract/types";
import { average, calendarDay, count } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useCriterionName } from "../candidate/Scores";
import { useSync } from "../shell/shell-data";
import { ChartCard } from "./ChartCard";
import { chartsOf } from "./charts";
import { criterionChartsOf } from "./criterion-charts";
import { InsightsFilters } from "./InsightsFilters";
import styles from "./InsightsScreen.module.css";
import { useInsights } from "./insights-data";
import { undatedWords } from "./insights-words";
import { choiceOf, queryOf, searchOf } from "./period";

/** Fewer than so many interviews make no shares. */
const FEW = 10;

/** Figures over a period as charts that can be read, read aloud, and followed to who is behind. */
export function InsightsScreen({ search }: { search: string }) {
  const { t } = useWords("insights");
  const now = useNow();
  const choice = choiceOf(search, now);
  const query = queryOf(choice, now);
  const { data: figures, error, refetch, isPlaceholderData } = useInsights(query);
  return (
    <main className={frame.screen} data-screen="insights" aria-labelledby="insights-heading">
      <header className={frame.header}>
        <h1 id="insights-heading">{t("title")}</h1>
        <p className={frame.facts} role="status">
          {figures && !isPlaceholderData ? <Facts figures={figures} /> : null}
        </p>
        <InsightsFilters choice={choice} />
      </header>
      <div className={`${frame.body} ${styles.body}`} data-scroller>
        {error && !figures ? (
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        ) : null}
        {figures ? (
          <Figures
            figures={figures}
            query={query}
            now={now}
            onShowAll={() =>
              navigate({ screen: "insights", search: searchOf({ ...choice, span: "all" }) })
            }
          />
        ) : null}
        {figures || error ? null : <Pending>{t("reading")}</Pending>}
      </div>
    </main>
  );
}

function Facts({ figures: { held, waiting, average: mean } }: { figures: Insights }) {
  const { t } = useWords("insights");
  const facts = [
    t("held", { count: held, n: count(held) }),
    waiting > 0 ? t("waiting", { count: waiting, n: count(waiting) }) : null,
    mean === null ? null : t("averageOf", { n: average(mean) }),
  ];
  return facts.filter((fact) => fact !== null).join(" · ");
}

interface FiguresProps {
  figures: Insights;
  query: InsightsQuery;
  now: number;
  onShowAll: () => void;
}

function Figures({ figures, query, now, onShowAll }: FiguresProps) {
  const { t } = useWords("insights");
  const nameOf = useCriterionName();
  if (figures.held + figures.waiting + figures.changes === 0) {
    return query.from === null ? (
      <EmptyState icon="chart" title={t("nothingAtAll")}>
        {t("nothingAtAllWords")}
      </EmptyState>
    ) : (
      <EmptyState icon="chart" title={t("nothing")}>
        <p>
          {t("nothingWords", {
            from: calendarDay(query.from, now),
            to: calendarDay(query.before - 1, now),
          })}
        </p>
        {figures.undated > 0 ? <p>{undatedWords(figures, query)}</p> : null}
        <Button onPress={onShowAll}>{t("showAll")}</Button>
      </EmptyState>
    );
  }
  return (
    <>
      <Cautions figures={figures} query={query} />
      <div className={styles.charts}>
        {chartsOf(figures, query, now).map((chart) => (
          <ChartCard key={chart.id} chart={chart} />
        ))}
        {criterionChartsOf(figures, query, nameOf).map((chart) => (
          <ChartCard key={chart.id} chart={chart} />
        ))}
      </div>
      <p className={styles.note}>{t("click")}</p>
    </>
  );
}

/** With what the figures have to be read. */
function Cautions({ figures, query }: { figures: Insights; query: InsightsQuery }) {
  const { t } = useWords("insights");
  const { data: sync } = useSync();
  const { held, gaps, gone, undated } = figures;
  const cautions = [
    sync?.mode === "first_sync" ? t("firstSync") : null,
    undated > 0 ? undatedWords(figures, query) : null,
    gone > 0 ? t("gone", { count: gone, n: count(gone) }) : null,
    gaps > 0 ? t("gaps", { count: gaps, n: count(gaps) }) : null,
    held < FEW ? t("few", { count: held, n: count(held) }) : null,
  ].filter((caution) => caution !== null);
  if (cautions.length === 0) return null;
  return (
    <ul className={styles.cautions}>
      {cautions.map((caution) => (
        <li key={caution}>
          <Icon name="alert" />
          {caution}
        </li>
      ))}
    </ul>
  );
}
