import { useEffect, useRef } from "react";
import { hashOf, navigate } from "../../app/router";
import { IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { useNow, When } from "../../components/When";
import type { FlowDetail } from "../../contract/types";
import { count } from "../../lib/format";
import { useWords } from "../../words/words";
import { flowMark, takesInvitations } from "../shell/flow-words";
import { teamName } from "../shell/teams";
import styles from "./FlowsGrid.module.css";
import { eventWords, webhookWords } from "./flows-words";

interface Props {
  flows: readonly FlowDetail[];
  current: number;
  isOff: boolean;
  onMoveTo: (index: number) => void;
  onInvite: (flow: FlowDetail) => void;
  onArchive: (flow: FlowDetail) => void;
}

/** An APG grid with one row in the keys' hands. */
export function FlowsGrid({ flows, current, onMoveTo, ...rest }: Props) {
  const { t } = useWords("flows");
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The rows come after the screen, which took the focus when nothing else had it.
    const holder = document.activeElement;
    if (holder === document.body || holder?.matches("main")) grid.current?.focus();
  }, []);
  useEffect(() => {
    grid.current?.querySelector(`#flow-row-${current}`)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  return (
    <div
      ref={grid}
      className={styles.grid}
      role="grid"
      aria-label={t("title")}
      aria-rowcount={flows.length + 1}
      aria-activedescendant={`flow-row-${current}`}
      tabIndex={0}
    >
      <div className={styles.head} role="row" aria-rowindex={1}>
        <span role="columnheader">{t("grid.flow")}</span>
        <span role="columnheader" className={styles.end}>
          {t("grid.candidates")}
        </span>
        <span role="columnheader" className={styles.end}>
          {t("grid.held")}
        </span>
        <span role="columnheader" className={styles.end}>
          {t("grid.invited")}
        </span>
        <span role="columnheader">{t("grid.webhooks")}</span>
        <span role="columnheader">{t("grid.last")}</span>
        <span role="columnheader">
          <span className="visually-hidden">{t("grid.actions")}</span>
        </span>
      </div>
      {flows.map((flow, index) => (
        <Row
          key={flow.flow.flow_id}
          flow={flow}
          index={index}
          isActive={index === current}
          onMoveTo={onMoveTo}
          {...rest}
        />
      ))}
    </div>
  );
}

interface RowProps extends Pick<Props, "isOff" | "onMoveTo" | "onInvite" | "onArchive"> {
  flow: FlowDetail;
  index: number;
  isActive: boolean;
}

function Row({ flow, index, isActive, isOff, onMoveTo, onInvite, onArchive }: RowProps) {
  const { t } = useWords("flows");
  const { flow: summary } = flow;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's keys move to the row.
    <div
      id={`flow-row-${index}`}
      className={styles.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      data-flow-id={summary.flow_id}
      data-active={isActive}
      data-status={summary.status}
      onClick={() => onMoveTo(index)}
      onDoubleClick={() => navigate({ screen: "pipeline", flowId: summary.flow_id })}
    >
      <div role="gridcell" className={styles.title}>
        <a
          className={styles.name}
          href={hashOf({ screen: "flow", flowId: summary.flow_id })}
          tabIndex={-1}
        >
          {summary.title}
        </a>
        <span className={styles.soft}>
          {[
            flowMark(summary),
            teamName(summary),
            summary.language,
            summary.is_video_enabled ? t("grid.video") : null,
          ]
            .filter((part) => part)
            .join(" · ")}
        </span>
      </div>
      <span role="gridcell" className={styles.end}>
        {count(summary.candidates)}
      </span>
      <span role="gridcell" className={styles.end}>
        {count(summary.completed)}
      </span>
      <span role="gridcell" className={styles.end}>
        {count(summary.incomplete)}
      </span>
      <Webhooks flow={flow} />
      <Heard flow={flow} />
      <div role="gridcell" className={styles.actions}>
        <IconButton
          icon="invite"
          label={t("grid.inviteTo", { flow: summary.title })}
          keys="i"
          isDisabled={isOff || !takesInvitations(summary.status)}
          excludeFromTabOrder
          onPress={() => onInvite(flow)}
        />
        <IconButton
          icon="archive"
          label={t("grid.archive", { flow: summary.title })}
          keys="a"
          isDisabled={isOff || summary.status === "archived"}
          excludeFromTabOrder
          onPress={() => onArchive(flow)}
        />
      </div>
    </div>
  );
}

function Webhooks({ flow }: { flow: FlowDetail }) {
  const { words, detail, ok } = webhookWords(flow);
  return (
    <span role="gridcell" className={ok ? styles.fine : styles.warn} data-webhooks={flow.way}>
      <Icon name={ok ? "check" : "alert"} size={12} />
      <span className={styles.heard}>
        <span className={styles.cut} title={words}>
          {words}
        </span>{" "}
        {detail ? <span className={styles.small}>{detail}</span> : null}
      </span>
    </span>
  );
}

function Heard({ flow: { heard } }: { flow: FlowDetail }) {
  const now = useNow();
  const { t } = useWords("flows");
  if (!heard) {
    return (
      <span role="gridcell" className={styles.soft}>
        {t("grid.noneYet")}
      </span>
    );
  }
  return (
    <span role="gridcell" className={styles.heard}>
      <span className={styles.cut}>{eventWords(heard.event_type)}</span>
      <span className={styles.soft}>
        <When at={heard.at} now={now} prefix={t("grid.received")} prefixHidden />
        {heard.verified ? "" : t("grid.notVerified")}
      </span>
    </span>
  );
}
