import { Checkbox } from "react-aria-components/Checkbox";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { Button, IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { useWords } from "../../words/words";
import styles from "./Filters.module.css";
import {
  COLUMNS,
  type ColumnId,
  type Layout,
  moved,
  NARROWEST,
  resized,
  scoreColumn,
  shapeOf,
  toggled,
  USUAL,
  WIDEST,
} from "./people-columns";
import { useFacets } from "./people-data";
import { useColumnName } from "./use-column-name";

const STEP = 20;

interface Props {
  layout: Layout;
  onChange: (layout: Layout) => void;
}

/** Which columns the table shows, in which order and how wide: also for those who use no pointer. */
export function ColumnMenu({ layout, onChange }: Props) {
  const { t } = useWords("people");
  const { data: facets } = useFacets();
  const ofCriteria = (facets?.criteria ?? []).map(({ key }) => scoreColumn(key));
  const hidden = [...COLUMNS, ...ofCriteria].filter((id) => !layout.shown.includes(id));
  return (
    <DialogTrigger>
      <Button>
        {t("columns")}
        <Icon name="down" size={12} />
      </Button>
      <Popover className={styles.popover ?? ""} placement="bottom end">
        <Dialog className={styles.dialog ?? ""} aria-label={t("columns")}>
          <div className={styles.columns}>
            {[...layout.shown, ...hidden].map((id) => (
              <Column key={id} id={id} layout={layout} onChange={onChange} />
            ))}
            <div className={styles.foot}>
              <Button look="quiet" onPress={() => onChange(USUAL)}>
                {t("column.usual")}
              </Button>
            </div>
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Column({ id, layout, onChange }: Props & { id: ColumnId }) {
  const { t } = useWords("people");
  const place = layout.shown.indexOf(id);
  const isShown = place >= 0;
  const width = layout.widths[id] ?? shapeOf(id).width;
  const name = useColumnName()(id);
  return (
    <div className={styles.column} role="group" aria-label={name} data-column={id}>
      <Checkbox
        className={styles.check ?? ""}
        isSelected={isShown}
        isDisabled={id === "name"}
        onChange={() => onChange(toggled(layout, id))}
      >
        {({ isSelected }) => (
          <>
            <span className={styles.box}>
              {isSelected ? <Icon name="check" size={12} /> : null}
            </span>
            {name}
          </>
        )}
      </Checkbox>
      <IconButton
        icon="up"
        label={t("column.left", { name })}
        isDisabled={place < 2}
        onPress={() => onChange(moved(layout, id, -1))}
      />
      <IconButton
        icon="down"
        label={t("column.right", { name })}
        isDisabled={place < 1 || place === layout.shown.length - 1}
        onPress={() => onChange(moved(layout, id, 1))}
      />
      <IconButton
        icon="narrower"
        label={t("column.narrower", { name })}
        isDisabled={!isShown || width <= NARROWEST}
        onPress={() => onChange(resized(layout, id, width - STEP))}
      />
      <IconButton
        icon="wider"
        label={t("column.wider", { name })}
        isDisabled={!isShown || width >= WIDEST}
        onPress={() => onChange(resized(layout, id, width + STEP))}
      />
    </div>
  );
}
