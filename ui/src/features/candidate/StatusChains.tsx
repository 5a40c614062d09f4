import { Fragment } from "react";
import { Icon } from "../../components/Icon";
import { useNow, When } from "../../components/When";
import type { CandidateFlow, ChainLink } from "../../contract/types";
import { useWords } from "../../words/words";
import styles from "./StatusChains.module.css";

/** How somebody came to where they stand, flow by flow. */
export function StatusChains({ flows }: { flows: readonly CandidateFlow[] }) {
  const { t } = useWords("candidate");
  if (flows.length === 0) return null;
  return (
    <section aria-labelledby="status-heading">
      <h2 id="status-heading">{t("status.title")}</h2>
      {flows.map((flow) => (
        <FlowChain key={flow.flow_id} flow={flow} />
      ))}
      <p className={styles.note}>{t("status.movedInRibbon")}</p>
      {flows.some(({ chain }) => chain.some(({ trust }) => trust !== "verified")) ? (
        <p className={styles.note}>{t("status.notVerifiedHelp")}</p>
      ) : null}
    </section>
  );
}

function FlowChain({ flow }: { flow: CandidateFlow }) {
  const { t } = useWords("candidate");
  const now = useNow();
  const first = flow.chain[0];
  return (
    <div className={styles.flow}>
      <h3>{flow.title}</h3>
      {flow.chain.length === 0 ? (
        <p className={styles.none}>{t("status.none")}</p>
      ) : (
        <ol className={styles.chain} aria-label={t("status.inFlow", { flow: flow.title })}>
          {first && first.previous_status !== null && first.gap_after === null ? (
            <li className={styles.origin}>
              <span className={styles.dot} />
              <span>{first.previous_status}</span>
              <span className={styles.when}>{t("status.beforeFirst")}</span>
            </li>
          ) : null}
          {flow.chain.map((link, index) => (
            <Fragment key={link.transition_id}>
              {link.gap_after === null ? null : <Gap link={link} />}
              <Link link={link} now={now} isLast={index === flow.chain.length - 1} />
            </Fragment>
          ))}
        </ol>
      )}
    </div>
  );
}

interface LinkProps {
  link: ChainLink;
  now: number;
  isLast: boolean;
}

function Link({ link, now, isLast }: LinkProps) {
  const { t } = useWords("candidate");
  return (
    <li
      className={styles.link}
      data-chain-link={link.transition_id}
      aria-current={isLast ? "step" : undefined}
    >
      <span className={styles.dot} />
      <span className={styles.status}>{link.new_status}</span>
      <span className={styles.when}>
        <When at={link.first_seen_at} now={now} prefix={t("status.seenHere")} />
        {link.trust === "verified" ? null : (
          <span className={styles.trust} data-trust={link.trust}>
            <Icon name="unverified" size={12} /> {t("status.notVerified", { why: t(whyOf(link)) })}
          </span>
        )}
      </span>
    </li>
  );
}

/** What is missing stands where it is missing. */
function Gap({ link }: { link: ChainLink }) {
  const { t } = useWords("candidate");
  const { gap_after, previous_status, new_status } = link;
  return (
    <li className={styles.gap} data-chain-gap={link.transition_id}>
      <Icon name="gap" />
      <span>{t("status.gap", { from: gap_after ?? "", to: previous_status ?? new_status })}</span>
    </li>
  );
}

/** Why it could not be verified. */
function whyOf({ trust, seen_by }: ChainLink) {
  if (trust === "absent") return "status.why.absent";
  return seen_by === "channel" ? "status.why.channel" : "status.why.signature";
}
