import { useRef } from "react";
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { navigate } from "../../app/router";
import { axisAmount } from "../../lib/format";
import type { Chart, Figure } from "./figures";
import styles from "./InsightsScreen.module.css";
import { useWidth } from "./width";

const STANDING_HEIGHT = 200;
/** What a lying bar takes, with its neighbour and the space between rows. */
const ROW_HEIGHT = 38;
const AXIS_HEIGHT = 30;
/** Room for the names of lying bars, a share of the width. */
const NAMES = 0.3;

/** The chart's bars. Its table says the same in words, and is what its names lead on from. */
export function Bars({ chart }: { chart: Chart }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const { figures, isLying, legend } = chart;
  const height = isLying ? figures.length * ROW_HEIGHT + AXIS_HEIGHT : STANDING_HEIGHT;
  const open = ({ payload }: { payload?: Figure }) => {
    if (payload?.behind) navigate(payload.behind);
  };
  const openAlso = ({ payload }: { payload?: Figure }) => {
    const behind = payload?.behindAlso ?? payload?.behind;
    if (behind) navigate(behind);
  };
  const names = { dataKey: "name", tickLine: false, axisLine: false, stroke: "var(--ink-faint)" };
  const amounts = {
    type: "number" as const,
    allowDecimals: false,
    tickLine: false,
    axisLine: false,
    stroke: "var(--ink-faint)",
    // What is a share of a whole is drawn as one.
    ...(chart.unit === "percent" ? { domain: [0, 100] } : {}),
    tickFormatter: (value: number) => axisAmount(value, chart.unit),
  };
  return (
    <div ref={frame} className={styles.bars} data-chart={chart.id}>
      {width > 0 && figures.length > 0 ? (
        <BarChart
          width={width}
          height={height}
          data={[...figures]}
          layout={isLying ? "vertical" : "horizontal"}
          title={`${chart.title}: ${chart.finding}`}
          margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
          barGap={1}
          accessibilityLayer
        >
          <CartesianGrid stroke="var(--line)" vertical={isLying} horizontal={!isLying} />
          {isLying ? (
            <>
              <XAxis {...amounts} height={AXIS_HEIGHT - 6} />
              <YAxis {...names} type="category" width={Math.floor(width * NAMES)} />
            </>
          ) : (
            <>
              <XAxis {...names} type="category" height={AXIS_HEIGHT - 6} minTickGap={16} />
              <YAxis {...amounts} width={40} />
            </>
          )}
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--hover)" }}
            content={({ active, payload }) => {
              const figure = payload?.[0]?.payload as Figure | undefined;
              return active && figure ? <Tip chart={chart} figure={figure} /> : null;
            }}
          />
          <Bar
            dataKey="value"
            name={legend[0]}
            fill="var(--chart)"
            className={styles.bar ?? ""}
            isAnimationActive={false}
            onClick={open}
            radius={2}
            maxBarSize={28}
          />
          {legend[1] ? (
            <Bar
              dataKey="also"
              name={legend[1]}
              fill="var(--chart-soft)"
              className={styles.bar ?? ""}
              isAnimationActive={false}
              onClick={openAlso}
              radius={2}
              maxBarSize={28}
            />
          ) : null}
        </BarChart>
      ) : null}
    </div>
  );
}

function Tip({ chart, figure }: { chart: Chart; figure: Figure }) {
  return (
    <div className={styles.tip} role="status">
      <strong>{figure.name}</strong>
      {chart.headings.slice(1).map((heading, index) => (
        <span key={heading}>
          {heading}: {figure.cells[index]}
        </span>
      ))}
    </div>
  );
}
