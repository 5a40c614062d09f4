import { Fragment } from "react";
import { Icon } from "../../components/Icon";
import { useNow, When } from "../../components/When";
import type { CandidateFlow, ChainLink } from "../../contract/types";
import styles from "./StatusChains.module.css";

/** How somebody came to where they stand, flow by flow. */
export function StatusChains({ flows }: { flows: readonly CandidateFlow[] }) {
  if (flows.length === 0) return null;
  return (
    <section aria-labelledby="status-heading">
      <h2 id="status-heading">Status</h2>
      {flows.map((flow) => (
        <FlowChain key={flow.flow_id} flow={flow} />
      ))}
      <p className={styles.note}>Statuses are moved in Ribbon, which sends no times.</p>
      {flows.some(({ chain }) => chain.some(({ trust }) => trust !== "verified")) ? (
        <p className={styles.note}>
          “Not verified”: nothing proves that Ribbon sent it, and its API tells no statuses. Look in
          Ribbon itself before you rely on it.
        </p>
      ) : null}
    </section>
  );
}

function FlowChain({ flow }: { flow: CandidateFlow }) {
  const now = useNow();
  const first = flow.chain[0];
  return (
    <div className={styles.flow}>
      <h3>{flow.title}</h3>
      {flow.chain.length === 0 ? (
        <p className={styles.none}>No status has reached us yet.</p>
      ) : (
        <ol className={styles.chain} aria-label={`Statuses in ${flow.title}`}>
          {first && first.previous_status !== null && first.gap_after === null ? (
            <li className={styles.origin}>
              <span className={styles.dot} />
              <span>{first.previous_status}</span>
              <span className={styles.when}>before the first that was seen here</span>
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
  return (
    <li
      className={styles.link}
      data-chain-link={link.transition_id}
      aria-current={isLast ? "step" : undefined}
    >
      <span className={styles.dot} />
      <span className={styles.status}>{link.new_status}</span>
      <span className={styles.when}>
        <When at={link.first_seen_at} now={now} />
        {link.trust === "verified" ? null : (
          <span className={styles.trust} data-trust={link.trust}>
            <Icon name="unverified" size={12} /> not verified: {trustWords(link)}
          </span>
        )}
      </span>
    </li>
  );
}

/** What is missing stands where it is missing. */
function Gap({ link }: { link: ChainLink }) {
  return (
    <li className={styles.gap} data-chain-gap={link.transition_id}>
      <Icon name="gap" />
      <span>{gapWords(link)}</span>
    </li>
  );
}

export function gapWords({ gap_after, previous_status, new_status }: ChainLink): string {
  return `At least one change between “${gap_after}” and “${previous_status ?? new_status}” never reached us`;
}

/** Why it could not be verified. */
function trustWords({ trust, seen_by }: ChainLink): string {
  if (trust === "absent") return "it came without a signature";
  return seen_by === "channel"
    ? "a channel passed it on"
    : "its signature fits none of the flows' secrets";
}
