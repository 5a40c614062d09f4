import "./styles/tokens.css";
import "./styles/base.css";
import "./words/words";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { applyAppearance } from "./app/appearance";
import { createQueryClient } from "./app/query-client";
import { createDemoPlatform } from "./platform/demo";
import { tauri } from "./platform/tauri";

// The mode is a constant when building, so that the app's own build holds nothing of the stand-in.
const platform = import.meta.env.MODE === "fake" ? createDemoPlatform() : tauri;

applyAppearance();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App platform={platform} queryClient={createQueryClient()} />
    </StrictMode>,
  );
}
