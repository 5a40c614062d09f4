import { hashOf } from "../../app/router";
import frame from "../../components/Frame.module.css";
import { useWords } from "../../words/words";
import type { Chart } from "./figures";
import styles from "./InsightsScreen.module.css";

/** The same figures in rows; a row's name leads to who is behind it. */
export function FigureTable({ chart }: { chart: Chart }) {
  const { t } = useWords("insights");
  return (
    <table className={`${frame.table} ${styles.table}`}>
      <caption className="visually-hidden">{chart.title}</caption>
      <thead>
        <tr>
          {chart.headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {chart.figures.map(({ name, cells, behind }) => (
          <tr key={name}>
            <th scope="row">
              {behind ? (
                <a href={hashOf(behind)} aria-label={t("showPeople", { what: name })}>
                  {name}
                </a>
              ) : (
                name
              )}
            </th>
            {cells.map((cell, index) => (
              <td key={chart.headings[index + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
