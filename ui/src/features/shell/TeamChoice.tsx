import { Choice } from "../../components/Choice";
import type { NamedId } from "../../contract/types";
import { useWords } from "../../words/words";

interface Props {
  teams: readonly NamedId[];
  teamId: string | null;
  choose: (teamId: string | null) => void;
}

const ALL = "";

/** Which team's flows are shown; nothing where there is no choice. */
export function TeamChoice({ teams, teamId, choose }: Props) {
  const { t } = useWords("common");
  if (teams.length < 2) return null;
  return (
    <Choice
      label={t("flow.team")}
      value={teamId ?? ALL}
      options={[
        { id: ALL, label: t("flow.allTeams") },
        ...teams.map(({ id, name }) => ({ id, label: name })),
      ]}
      onChange={(id) => choose(id === ALL ? null : id)}
    />
  );
}
