import { type MouseEvent, type TouchEvent, useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { Icon } from "../../components/Icon";
import type { PeopleFilter } from "../../contract/types";
import { useWords } from "../../words/words";
import styles from "./PeopleGrid.module.css";
import { type ColumnId, type Layout, resized, shapeOf } from "./people-columns";
import { ariaSort, sortedBy } from "./people-filter";
import { useColumnName } from "./use-column-name";
import type { PeopleColumns } from "./use-people-columns";

interface Props {
  columns: PeopleColumns;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  filter: PeopleFilter;
  onFilter: (filter: PeopleFilter) => void;
}

/** Which heading was used by key: the table begins anew in its order, and the focus stays there. */
let sortedByKey: ColumnId | null = null;

/** The headings: a click sorts, and sorts the other way round; their edges can be dragged. */
export function PeopleHead({ columns, layout, onLayout, filter, onFilter }: Props) {
  const { t } = useWords("people");
  /** A column that takes its share of the room is dragged from how wide it is just now. */
  const drag = (event: MouseEvent | TouchEvent, begin: (event: unknown) => void) => {
    const head = event.currentTarget.parentElement;
    const id = head?.getAttribute("data-head") as ColumnId | null;
    if (head && id) flushSync(() => onLayout(resized(layout, id, head.offsetWidth)));
    begin(event);
  };
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sortedByKey === null) return;
    row.current?.querySelector<HTMLElement>(`[data-head="${sortedByKey}"] button`)?.focus();
    sortedByKey = null;
  }, []);
  const nameOf = useColumnName();
  const headers = columns.getHeaderGroups()[0]?.headers ?? [];
  return (
    <div ref={row} className={styles.head} role="row" aria-rowindex={1}>
      <span role="columnheader">
        <span className="visually-hidden">{t("head.selected")}</span>
      </span>
      {headers.map((header) => {
        const id = header.column.id as ColumnId;
        const { order, atEnd } = shapeOf(id);
        const sort = ariaSort(filter, order);
        const name = nameOf(id);
        return (
          <div
            key={id}
            role="columnheader"
            aria-sort={sort}
            className={atEnd ? styles.end : undefined}
            data-head={id}
          >
            {order ? (
              <button
                type="button"
                className={styles.sort}
                title={t("sortBy", { name })}
                onClick={({ detail }) => {
                  if (detail === 0) sortedByKey = id;
                  onFilter(sortedBy(filter, order));
                }}
              >
                <span className={styles.cut}>{name}</span>
                {sort ? <Icon name={sort === "ascending" ? "up" : "down"} size={12} /> : null}
              </button>
            ) : (
              <span className={styles.cut}>{name}</span>
            )}
            {/* The menu of columns does the same without a pointer. */}
            <span
              className={styles.edge}
              aria-hidden="true"
              data-edge={id}
              onMouseDown={(event) => drag(event, header.getResizeHandler())}
              onTouchStart={(event) => drag(event, header.getResizeHandler())}
            />
          </div>
        );
      })}
    </div>
  );
}
