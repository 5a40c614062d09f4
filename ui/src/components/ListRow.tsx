import { type MouseEvent, type ReactNode, useState } from "react";
import shared from "./List.module.css";

interface Place {
  /** The element that the grid names as its active one. */
  id: string;
  /** Where it stands, in pixels from the top of all rows. */
  top: number;
  /** From 1. */
  rowIndex: number;
  className: string | undefined;
}

interface Props extends Place {
  isActive: boolean;
  isSelected: boolean;
  /** What else is said of the row, as `data-` attributes. */
  data: Readonly<Record<`data-${string}`, string | number | boolean>>;
  onClick: (event: MouseEvent) => void;
  /** What can be done to it, where the pointer is on it. */
  buttons: () => ReactNode;
  children: ReactNode;
}

/** One row of a list, at its place. */
export function ListRow({
  id,
  top,
  rowIndex,
  className,
  isActive,
  isSelected,
  data,
  onClick,
  buttons,
  children,
}: Props) {
  // Buttons are costly to draw; only the row under the pointer has them.
  const [isHovered, setIsHovered] = useState(false);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter opens the active row from the grid.
    <div
      id={id}
      className={`${shared.row} ${className}`}
      style={{ transform: `translateY(${top}px)` }}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      data-active={isActive}
      data-selected={isSelected}
      {...data}
      onClick={onClick}
      onPointerEnter={() => setIsHovered(true)}
      onPointerLeave={() => setIsHovered(false)}
    >
      {children}
      {isHovered ? buttons() : null}
    </div>
  );
}

interface PendingProps extends Place {
  /** For screen readers. */
  words: string;
  /** How the bar that stands for it looks. */
  bar?: string | undefined;
}

/** A row that is on its way. */
export function PendingRow({ id, top, rowIndex, className, words, bar }: PendingProps) {
  return (
    <div
      id={id}
      className={`${shared.row} ${className}`}
      style={{ transform: `translateY(${top}px)` }}
      role="row"
      aria-rowindex={rowIndex}
      data-pending
    >
      <span role="gridcell" className={`${shared.pending} ${bar ?? ""}`}>
        <span className="visually-hidden">{words}</span>
      </span>
    </div>
  );
}

/** The cell of a row's buttons, which do not open the row. */
export function RowButtons({
  className,
  children,
}: {
  className: string | undefined;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: it only keeps the row from being opened.
    <div
      role="gridcell"
      className={`${shared.buttons} ${className}`}
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </div>
  );
}
