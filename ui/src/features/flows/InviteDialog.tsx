import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Choice";
import { Field, Labelled } from "../../components/Field";
import { ErrorNote, useDrawn } from "../../components/Notice";
import { Sheet, SheetActions } from "../../components/Sheet";
import { saidWords } from "../../components/said-words";
import type { FlowDetail } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { takesInvitations } from "../shell/flow-words";
import { useInviteOne } from "./flows-data";
import { useWhyOff } from "./flows-words";
import styles from "./InviteDialog.module.css";
import { InviteResult } from "./InviteResult";
import { RecruiterChoice } from "./RecruiterChoice";

interface Props {
  flow: FlowDetail;
  flows: readonly FlowDetail[];
  onClose: () => void;
}

/** Invites one person and shows the single-use link. */
export function InviteDialog({ flow, flows, onClose }: Props) {
  const { t } = useWords("flows");
  const [batchId, setBatchId] = useState<number | null>(null);
  return (
    <Sheet title={t("invite")} onClose={onClose}>
      {batchId === null ? (
        <InviteForm flow={flow} flows={flows} onInvited={setBatchId} />
      ) : (
        <>
          <InviteResult batchId={batchId} />
          <SheetActions>
            <Button onPress={() => setBatchId(null)}>{t("form.another")}</Button>
            <Button look="primary" onPress={onClose}>
              {t("form.done")}
            </Button>
          </SheetActions>
        </>
      )}
    </Sheet>
  );
}

interface FormProps {
  flow: FlowDetail;
  flows: readonly FlowDetail[];
  onInvited: (batchId: number) => void;
}

function InviteForm({ flow, flows, onInvited }: FormProps) {
  const invite = useInviteOne();
  const { t } = useWords("flows");
  const off = useWhyOff();
  const [flowId, setFlowId] = useState(flow.flow.flow_id);
  const [email, setEmail] = useState("");
  const [firstName, setFirstName] = useState("");
  const [lastName, setLastName] = useState("");
  const [recruiter, setRecruiter] = useState<string | null>(null);
  const failure = invite.error ? asFailure(invite.error) : null;
  const badAddress = failure?.said?.said === "address_bad" ? saidWords(failure.said) : null;
  useDrawn(badAddress ? failure : null);
  const busy = invite.isPending || off !== null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const who = { email, first_name: firstName, last_name: lastName };
    const asked = { ...who, flow_id: flowId, recruiter_id: recruiter };
    invite.mutate(asked, { onSuccess: ({ id }) => onInvited(id) });
  }

  return (
    <form onSubmit={submit} aria-label={t("invite")} noValidate className={styles.form}>
      <Labelled label={t("form.flow")}>
        <Choice
          label={t("form.flow")}
          value={flowId}
          options={flows
            .filter(({ flow: { status } }) => takesInvitations(status))
            .map(({ flow: { flow_id, title } }) => ({ id: flow_id, label: title }))}
          onChange={setFlowId}
        />
      </Labelled>
      <Field
        label={t("form.email")}
        type="email"
        value={email}
        onChange={setEmail}
        error={badAddress}
        details={t("form.emailMeans")}
        autoFocus
      />
      <Field label={t("form.firstName")} value={firstName} onChange={setFirstName} />
      <Field label={t("form.lastName")} value={lastName} onChange={setLastName} />
      <RecruiterChoice value={recruiter} onChange={setRecruiter} />
      {failure && !badAddress ? <ErrorNote failure={failure} /> : null}
      {off ? <p role="note">{off}</p> : null}
      <SheetActions>
        <Button type="submit" look="primary" isDisabled={busy}>
          {invite.isPending ? t("form.inviting") : t("form.submit")}
        </Button>
      </SheetActions>
    </form>
  );
}
