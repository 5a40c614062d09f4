import "./styles/tokens.css";
import "./styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { applyAppearance } from "./app/appearance";
import { follow } from "./app/live";
import { createQueryClient } from "./app/query-client";
import { readAhead } from "./app/read-ahead";
import { createDemoPlatform } from "./platform/demo";
import { reportFailure, reporting } from "./platform/failures";
import { CommandFailure } from "./platform/platform";
import { tauri } from "./platform/tauri";
import { languageNow } from "./words/language";
import { readWords } from "./words/words";

// The mode is a constant when building, so that the app's own build holds nothing of the stand-in.
const platform = reporting(import.meta.env.MODE === "fake" ? createDemoPlatform() : tauri);

const queryClient = createQueryClient();

applyAppearance();
// A command whose failure nobody took is shown like any other.
window.addEventListener("unhandledrejection", ({ reason }) => {
  if (reason instanceof CommandFailure) reportFailure(reason);
});
// First of all: what changes while the window reads is then not missed.
follow(platform, queryClient);

const root = document.getElementById("root");
if (root) {
  // Drawn once, with what it shows; else it would be drawn empty first.
  await Promise.all([readAhead(platform, queryClient), readWords(languageNow())]);
  createRoot(root).render(
    <StrictMode>
      <App platform={platform} queryClient={queryClient} />
    </StrictMode>,
  );
}
