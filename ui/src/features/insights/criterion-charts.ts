import type {
  Criterion,
  CriterionFigures,
  Insights,
  InsightsQuery,
  ScoreStep,
} from "../../contract/types";
import { average, count, share } from "../../lib/format";
import { wordsOf } from "../../words/words";
import { behindInterviews } from "./drill";
import type { Chart, Figure } from "./figures";
import { scoreWords } from "./insights-words";

const t = wordsOf("insights");

const BEST = 5;
/** From here on a value of a criterion that is answered by yes or no is nearer to yes. */
const YES_FROM = 2.5;

/** What criteria are called. */
type NameOf = (criterion: Criterion) => string;

/** All criteria in one chart, then how the scores of each are spread. */
export function criterionChartsOf(
  { criteria }: Insights,
  query: InsightsQuery,
  nameOf: NameOf,
): Chart[] {
  if (criteria.length === 0) return [];
  const named = distinct(criteria, nameOf);
  return [
    overview(named, query),
    ...named.map(({ name, figures }, index) => spread(name, figures, query, index)),
  ];
}

interface Named {
  name: string;
  figures: CriterionFigures;
}

/** Criteria of one name and different systems are told apart by the system. */
function distinct(criteria: readonly CriterionFigures[], nameOf: NameOf): Named[] {
  const names = criteria.map(({ criterion }) => nameOf(criterion));
  return criteria.map((figures, index) => {
    const plain = names[index] ?? "";
    const isShared = names.filter((name) => name === plain).length > 1;
    const what = { name: plain, scale: scaleWords(figures.criterion) };
    return { name: isShared ? t("criterion.withScale", what) : plain, figures };
  });
}

/** In what a criterion is measured. */
function scaleWords({ system }: Criterion): string {
  switch (system) {
    case "out_of_5":
      return t("criterion.outOf5");
    case "percentage":
      return t("criterion.percent");
    case "binary":
      return t("criterion.shareOfYes");
    default:
      return system;
  }
}

/** How many were nearer to yes, of one. */
function yesOf({ steps, interviews }: CriterionFigures): number {
  const yes = steps.filter(({ from }) => from >= YES_FROM);
  return yes.reduce((sum, step) => sum + step.interviews, 0) / interviews;
}

/** The mean of a criterion as its system shows it, as a bar out of 100, as text and as a number. */
function meanOf(figures: CriterionFigures): { bar: number; text: string; plain: number } {
  const { criterion, mean } = figures;
  if (criterion.system === "binary") {
    const yes = yesOf(figures);
    return { bar: yes * 100, text: share(yes), plain: rounded(yes * 100) };
  }
  const bar = (mean / BEST) * 100;
  return criterion.system === "percentage"
    ? { bar, text: share(mean / BEST), plain: rounded(bar) }
    : { bar, text: average(mean), plain: rounded(mean) };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function overview(named: readonly Named[], query: InsightsQuery): Chart {
  return {
    id: "criteria",
    title: t("chart.criteria"),
    finding: overviewFinding(named),
    note: t("note.criteria"),
    headings: [t("criterion.one"), t("criterion.mean"), t("criterion.scale"), t("interviews")],
    legend: [t("criterion.mean")],
    unit: "percent",
    isLying: true,
    figures: named.map(({ name, figures }) => {
      const { bar, text, plain } = meanOf(figures);
      const scale = scaleWords(figures.criterion);
      const { key } = figures.criterion;
      return {
        name,
        value: bar,
        cells: [text, scale, count(figures.interviews)],
        plain: [name, plain, scale, figures.interviews],
        behind: behindInterviews(figures.interviews, query, query, null, key),
      };
    }),
  };
}

/** Which criterion of those that are a degree of something has the highest mean, and the lowest. */
function overviewFinding(named: readonly Named[]): string {
  const graded = named
    .filter(({ figures }) => ["out_of_5", "percentage"].includes(figures.criterion.system))
    .toSorted((a, b) => b.figures.mean - a.figures.mean);
  const [highest, lowest] = [graded[0], graded.at(-1)];
  if (!highest || !lowest || highest === lowest) {
    return t("finding.criteria", { count: named.length, n: count(named.length) });
  }
  return t("finding.criteriaBetween", {
    highest: highest.name,
    most: meanOf(highest.figures).text,
    lowest: lowest.name,
    least: meanOf(lowest.figures).text,
  });
}

function spread(
  name: string,
  figures: CriterionFigures,
  query: InsightsQuery,
  index: number,
): Chart {
  const { criterion, interviews } = figures;
  const isAnswer = criterion.system === "binary";
  const mean = { mean: meanOf(figures).text, count: interviews, n: count(interviews) };
  return {
    id: `criterion-${index}`,
    title: name,
    finding: t(isAnswer ? "finding.criterionYes" : "finding.criterion", mean),
    note: t(isAnswer ? "note.criterionYes" : "note.criterion"),
    headings: [t(isAnswer ? "criterion.answer" : "criterion.score"), t("interviews")],
    legend: [t("interviews")],
    isLying: false,
    figures: isAnswer ? answers(figures, query) : steps(figures, query),
  };
}

function steps({ criterion, steps }: CriterionFigures, query: InsightsQuery): Figure[] {
  const isPercent = criterion.system === "percentage";
  const times = isPercent ? 100 / BEST : 1;
  return steps.map((step) => ({
    name: isPercent
      ? t("upTo", { from: share(step.from / BEST), to: share(step.to / BEST) })
      : scoreWords(step),
    value: step.interviews,
    cells: [count(step.interviews)],
    plain: [`${step.from * times}-${step.to * times}`, step.interviews],
    behind: behindStep(step, criterion, query),
  }));
}

function answers({ criterion, steps }: CriterionFigures, query: InsightsQuery): Figure[] {
  const sum = (of: readonly ScoreStep[]) => of.reduce((all, one) => all + one.interviews, 0);
  return [
    {
      name: t("criterion.no"),
      step: { from: 0, to: YES_FROM, interviews: sum(steps.filter(({ from }) => from < YES_FROM)) },
    },
    {
      name: t("criterion.yes"),
      step: {
        from: YES_FROM,
        to: BEST,
        interviews: sum(steps.filter(({ from }) => from >= YES_FROM)),
      },
    },
  ].map(({ name, step }) => ({
    name,
    value: step.interviews,
    cells: [count(step.interviews)],
    plain: [name, step.interviews],
    behind: behindStep(step, criterion, query),
  }));
}

function behindStep(step: ScoreStep, { key }: Criterion, query: InsightsQuery): Figure["behind"] {
  return behindInterviews(step.interviews, query, query, step, key);
}
