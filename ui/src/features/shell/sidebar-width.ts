import { kept } from "../../app/kept";

/** Whether the sidebar shows its words, or only its icons. */
export const sidebarWidth = kept("sidebar", ["full", "rail"]);

export function toggleSidebar(): void {
  sidebarWidth.keep(sidebarWidth.now() === "full" ? "rail" : "full");
}
