import { Choice } from "../../components/Choice";
import { Labelled } from "../../components/Field";
import { ErrorNote } from "../../components/Notice";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useTeamMembers } from "./flows-data";

interface Props {
  value: string | null;
  onChange: (memberId: string | null) => void;
}

const NOBODY = "";

/** To whom of the team an interview is assigned; nothing to choose where the team has nobody. */
export function RecruiterChoice({ value, onChange }: Props) {
  const { t } = useWords("flows");
  const { data: members = [], error, refetch } = useTeamMembers();
  if (error) {
    return (
      <Labelled label={t("form.recruiter")}>
        <p>{t("form.recruitersUnread")}</p>
        <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
      </Labelled>
    );
  }
  if (members.length === 0) return null;
  const options = members.map(({ id, name }) => ({ id, label: name }));
  return (
    <Labelled label={t("form.recruiter")}>
      <Choice
        label={t("form.recruiter")}
        value={value ?? NOBODY}
        options={[{ id: NOBODY, label: t("form.noRecruiter") }, ...options]}
        onChange={(id) => onChange(id === NOBODY ? null : id)}
      />
    </Labelled>
  );
}
