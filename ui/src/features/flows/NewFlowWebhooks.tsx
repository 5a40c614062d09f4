import { Field } from "../../components/Field";
import type { FlowDraft } from "../../contract/types";
import { wordsOf } from "../../words/words";
import { Copyable } from "../settings/Copyable";
import styles from "./NewFlowScreen.module.css";
import type { FlowForm } from "./new-flow-sections";

const t = wordsOf("flows");

/** Where Ribbon posts what happens in the flow, and how it signs that. */
export function Webhooks({ flow, draft, set, problem }: FlowForm) {
  const leadsToRelay = draft.relay !== null && flow.webhook_url.trim().startsWith(draft.relay);
  return (
    <section className={styles.section} aria-labelledby="webhooks-heading">
      <h2 id="webhooks-heading">{t("new.webhooks")}</h2>
      <Field
        label={t("new.address")}
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
            label={t("new.secret")}
            mono
            value={flow.webhook_secret_key}
            onChange={(webhook_secret_key) => set({ webhook_secret_key })}
            error={problem("webhook_secret_key")}
            details={t("new.secretMeans")}
          />
          {flow.webhook_secret_key === "" ? null : (
            <Copyable text={flow.webhook_secret_key} what={t("new.copySecret")} />
          )}
        </>
      )}
    </section>
  );
}

function whereItLeads(draft: FlowDraft, url: string, leadsToRelay: boolean): string {
  if (leadsToRelay) return t("new.toRelay");
  if (draft.relay === null) {
    return t(url === "" ? "new.noRelay" : "new.elsewhere");
  }
  if (url === "") {
    return t("new.pasteOnce", { relay: draft.relay });
  }
  return t("new.notToRelay", { relay: draft.relay });
}
