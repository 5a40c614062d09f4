import { useEffect, useMemo } from "react";
import shared from "../../components/List.module.css";
import { ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import { useNow } from "../../components/When";
import type { PeopleFilter } from "../../contract/types";
import { useSlots } from "../../lib/slots";
import { useWords } from "../../words/words";
import { TagPicker } from "../marks/TagPicker";
import { BulkBar } from "./BulkBar";
import { NewsButton } from "./NewsButton";
import { PeopleEmpty } from "./PeopleEmpty";
import styles from "./PeopleGrid.module.css";
import { PeopleHead } from "./PeopleHead";
import { PersonRow, rowElementId } from "./PersonRow";
import { type RowActions, usePeopleActions } from "./people-actions";
import type { Layout } from "./people-columns";
import { type PeopleColumns, tracksOf, usePeopleColumns } from "./use-people-columns";
import { usePeopleView } from "./use-people-view";

interface Props {
  /** The view's name, where it is one. */
  label: string | null;
  filter: PeopleFilter;
  layout: Layout;
  onFilter: (filter: PeopleFilter) => void;
  onLayout: (layout: Layout) => void;
  onClearFilters: () => void;
}

/** The table in each of its states. */
export function PeopleTable(props: Props) {
  const { filter, layout, onFilter, onLayout, onClearFilters } = props;
  const { t } = useWords("people");
  const label = props.label ?? t("candidates");
  const view = usePeopleView(filter, label);
  const actions = usePeopleActions(view.hands, view.list.total !== null);
  const columns = usePeopleColumns(layout, onLayout);
  const { list, scroller, tagging } = view;

  // Nobody else has the focus: the table's keys are what this screen is for.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus();
  }, [scroller]);

  if (list.failure) {
    return (
      <div className={shared.note}>
        <ErrorNote failure={list.failure} onRetry={list.retry} />
      </div>
    );
  }
  if (list.total === 0 && list.news === null) {
    return <PeopleEmpty filter={filter} onClearFilters={onClearFilters} />;
  }
  return (
    <div className={shared.frame}>
      <NewsButton news={list.news} onShow={view.showNews} />
      {list.total === null ? <Pending>{t("reading")}</Pending> : null}
      <Grid
        label={label}
        view={view}
        actions={actions}
        columns={columns}
        layout={layout}
        filter={filter}
        onFilter={onFilter}
        onLayout={onLayout}
      />
      <BulkBar hands={view.hands} />
      {tagging.people ? (
        <TagPicker people={tagging.people} whoHas={tagging.whoHas} onClose={tagging.close} />
      ) : null}
    </div>
  );
}

interface GridProps {
  label: string;
  view: ReturnType<typeof usePeopleView>;
  actions: RowActions;
  columns: PeopleColumns;
  layout: Layout;
  filter: PeopleFilter;
  onFilter: (filter: PeopleFilter) => void;
  onLayout: (layout: Layout) => void;
}

/** An APG grid with one row in the keys' hands, of which only the visible part exists. */
function Grid(props: GridProps) {
  const { label, view, actions, columns, layout, filter, onFilter, onLayout } = props;
  const now = useNow();
  const { scroller, list, virtualizer } = view;
  const { cursor, current, total } = view.hands;
  const { tracks, width } = useMemo(() => tracksOf(layout), [layout]);
  const wide = { "--tracks": tracks, "--wide": `${width}px` } as React.CSSProperties;
  const items = virtualizer.getVirtualItems();
  const slotOf = useSlots(items);
  return (
    <div
      ref={scroller}
      className={`${shared.scroller} ${styles.scroller}`}
      style={wide}
      role="grid"
      aria-label={label}
      aria-multiselectable="true"
      aria-rowcount={total + 1}
      aria-busy={list.total === null}
      aria-activedescendant={total > 0 ? rowElementId(current) : undefined}
      tabIndex={0}
      data-scroller
      data-people-grid
    >
      <PeopleHead
        columns={columns}
        layout={layout}
        onLayout={onLayout}
        filter={filter}
        onFilter={onFilter}
      />
      <div
        className={`${shared.canvas} ${styles.canvas}`}
        role="presentation"
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, start }) => {
          const person = list.rowAt(index);
          return (
            <PersonRow
              key={slotOf(index)}
              index={index}
              top={start}
              person={person}
              columns={layout.shown}
              now={now}
              isActive={index === current}
              isSelected={cursor.selected.has(person?.candidate_id ?? -1)}
              actions={actions}
            />
          );
        })}
      </div>
    </div>
  );
}
