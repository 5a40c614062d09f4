import { Field } from "../../components/Field";
import type { FlowDraft } from "../../contract/types";
import { Copyable } from "../settings/Copyable";
import styles from "./NewFlowScreen.module.css";
import type { FlowForm } from "./new-flow-sections";

/** Where Ribbon posts what happens in the flow, and how it signs that. */
export function Webhooks({ flow, draft, set, problem }: FlowForm) {
  const leadsToRelay = draft.relay !== null && flow.webhook_url.trim().startsWith(draft.relay);
  return (
    <section className={styles.section} aria-labelledby="webhooks-heading">
      <h2 id="webhooks-heading">Webhooks</h2>
      <Field
        label="Address"
        type="url"
        mono
        value={flow.webhook_url}
        onChange={(webhook_url) => set({ webhook_url })}
        error={problem("webhook_url")}
        details={whereItLeads(draft, flow.webhook_url.trim(), leadsToRelay)}
      />
      {flow.webhook_url.trim() === "" ? null : (
        <>
          <Field
            label="Secret"
            mono
            value={flow.webhook_secret_key}
            onChange={(webhook_secret_key) => set({ webhook_secret_key })}
            error={problem("webhook_secret_key")}
            details="Ribbon signs what it posts with it, so that nobody else can post in its name. Made for this flow; Ribbon Desk learns it from Ribbon again."
          />
          {flow.webhook_secret_key === "" ? null : (
            <Copyable text={flow.webhook_secret_key} what="Copy secret" />
          )}
        </>
      )}
    </section>
  );
}

function whereItLeads(draft: FlowDraft, url: string, leadsToRelay: boolean): string {
  if (leadsToRelay) return "Leads to your relay, which keeps what is posted while you are away.";
  if (draft.relay === null) {
    return "No relay is paired, so no address is filled in. Without one, status changes of this flow do not reach Ribbon Desk.";
  }
  if (url === "") {
    return `Your relay’s address begins with ${draft.relay} and is known to its operator. Paste it once: it is filled in from then on.`;
  }
  return `This does not lead to your relay, whose addresses begin with ${draft.relay}.`;
}
