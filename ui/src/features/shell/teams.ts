import { useRemembered } from "../../app/remembered";
import type { FlowSummary, NamedId } from "../../contract/types";
import { wordsOf } from "../../words/words";

const t = wordsOf("common");

/** What a flow's team is called; null for a flow without one. */
export function teamName({ team_id, team }: FlowSummary): string | null {
  if (team_id === null) return null;
  return team ?? t("flow.unknownTeam", { id: team_id });
}

/** The teams of some flows, each once, by name. */
export function teamsOf(flows: readonly FlowSummary[]): NamedId[] {
  const teams = new Map<string, string>();
  for (const flow of flows) {
    const name = teamName(flow);
    if (flow.team_id !== null && name !== null) teams.set(flow.team_id, name);
  }
  return [...teams]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

interface TeamFilter {
  /** The teams to choose from; fewer than two leave nothing to choose. */
  teams: NamedId[];
  /** The chosen team; null for all of them. */
  teamId: string | null;
  choose: (teamId: string | null) => void;
  /** The flows of the chosen team. */
  flows: readonly FlowSummary[];
}

/** Narrows flows to one team and remembers which, by the name of the place that does so. */
export function useTeamFilter(place: string, flows: readonly FlowSummary[]): TeamFilter {
  const [kept, choose] = useRemembered<string | null>(`team-${place}`, null);
  const teams = teamsOf(flows);
  // A team that has no flow any more would leave an empty list.
  const isUsable = teams.length > 1 && teams.some(({ id }) => id === kept);
  const teamId = isUsable ? kept : null;
  return {
    teams,
    teamId,
    choose,
    flows: teamId === null ? flows : flows.filter((flow) => flow.team_id === teamId),
  };
}
