import { type QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { AnnouncerProvider } from "../components/Announcer";
import { UndoProvider } from "../components/Undo";
import { Shell } from "../features/shell/Shell";
import { later } from "../lib/later";
import { useOpening } from "../lib/opening";
import { PlatformContext, usePlatform } from "../platform/PlatformContext";
import { asFailure, type Platform } from "../platform/platform";
import { localeNow } from "../words/language";
import { useWords } from "../words/words";
import { useAppearance } from "./appearance";
import { FailureBanner } from "./FailureBanner";
import { useKeyboard } from "./keyboard";
import { openKeptPlace } from "./place";
import { appState } from "./read-ahead";
import { MemoryProvider } from "./remembered";
import { useSpeaking } from "./speaking";

// Neither is what the window usually opens with.
const FirstRunScreen = later(
  async () => (await import("../features/first-run/FirstRunScreen")).FirstRunScreen,
);
const CouldNotStart = later(async () => (await import("./CouldNotStart")).CouldNotStart);

interface Props {
  platform: Platform;
  queryClient: QueryClient;
}

export function App({ platform, queryClient }: Props) {
  // Another language draws everything anew from here.
  useWords();
  useAppearance();
  return (
    <I18nProvider locale={localeNow()}>
      <PlatformContext value={platform}>
        <QueryClientProvider client={queryClient}>
          <AnnouncerProvider>
            <UndoProvider>
              <Window />
              <FailureBanner />
            </UndoProvider>
          </AnnouncerProvider>
        </QueryClientProvider>
      </PlatformContext>
    </I18nProvider>
  );
}

function Window() {
  // Before anything reads the address.
  useState(openKeptPlace);
  useKeyboard();
  const { data: app, error, refetch } = useAppState();
  useSpeaking(app?.phase);
  useOpening(!app && !error);

  if (error && !app) {
    return <CouldNotStart failure={asFailure(error)} onRetry={() => void refetch()} />;
  }
  // The answer is a frame away; a spinner would only flash.
  if (!app) return null;
  if (app.phase === "first_run") return <FirstRunScreen app={app} />;
  return (
    // What screens remember belongs to one life: sample data leaves nothing behind.
    <MemoryProvider key={app.phase} keptBy={app.phase === "connected" ? app.version : null}>
      <Shell app={app} />
    </MemoryProvider>
  );
}

function useAppState() {
  return useQuery(appState(usePlatform()));
}
