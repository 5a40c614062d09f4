import type { Route } from "../../app/router";
import { BatchScreen } from "./BatchScreen";
import { FlowScreen } from "./FlowScreen";
import { FlowsScreen } from "./FlowsScreen";
import { InviteManyScreen } from "./InviteManyScreen";
import { NewFlowScreen } from "./NewFlowScreen";

interface Props {
  route: Extract<Route, { screen: "flows" | "flow" | "new-flow" | "invite-many" | "batch" }>;
}

/** Flows and what can be done with them. */
export function FlowsPlace({ route }: Props) {
  switch (route.screen) {
    case "flows":
      return <FlowsScreen />;
    case "flow":
      return <FlowScreen key={route.flowId} flowId={route.flowId} />;
    case "new-flow":
      return <NewFlowScreen />;
    case "invite-many":
      return <InviteManyScreen flowId={route.flowId} />;
    case "batch":
      return <BatchScreen key={route.batchId} batchId={route.batchId} />;
  }
}
