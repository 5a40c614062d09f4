import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { frozenPrototype } from "./frozen-prototype";

/** The policy of `tauri.conf.json`, so that a preview in a browser fails where the app would. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "media-src http://127.0.0.1:* blob:",
  "style-src 'self'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
].join("; ");

export default defineConfig({
  plugins: [frozenPrototype(), react()],
  clearScreen: false,
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  preview: {
    host: "127.0.0.1",
    port: 4173,
    strictPort: true,
    headers: { "Content-Security-Policy": contentSecurityPolicy },
  },
  build: {
    target: "safari16",
    // A data: URL would need a wider policy, and an inline polyfill script would be refused.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    // One file for what is needed before the first paint: each one costs a way through the program.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } },
    },
  },
  test: {
    environment: "happy-dom",
    setupFiles: ["src/test/setup.ts"],
    env: { TZ: "UTC" },
    // Only to end what hangs: a busy machine must not fail a test.
    testTimeout: 60_000,
  },
});
