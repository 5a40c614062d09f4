import { type QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { AnnouncerProvider } from "../components/Announcer";
import { ErrorNote } from "../components/Notice";
import { UndoProvider } from "../components/Undo";
import { FirstRunScreen } from "../features/first-run/FirstRunScreen";
import { Shell } from "../features/shell/Shell";
import { PlatformContext, usePlatform } from "../platform/PlatformContext";
import { asFailure, type Platform } from "../platform/platform";
import { localeNow } from "../words/language";
import { useWords } from "../words/words";
import styles from "./App.module.css";
import { useAppearance } from "./appearance";
import { useKeyboard } from "./keyboard";
import { useLive } from "./live";
import { openKeptPlace } from "./place";
import { keys } from "./query-keys";
import { MemoryProvider } from "./remembered";

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
              <Window platform={platform} queryClient={queryClient} />
            </UndoProvider>
          </AnnouncerProvider>
        </QueryClientProvider>
      </PlatformContext>
    </I18nProvider>
  );
}

function Window({ platform, queryClient }: Props) {
  // Before anything reads the address.
  useState(openKeptPlace);
  useLive(platform, queryClient);
  useKeyboard();
  const { t } = useWords("shell");
  const { data: app, error, refetch } = useAppState();

  if (error && !app) {
    return (
      <main className={styles.failed} data-screen="failed">
        <h1>{t("couldNotStart")}</h1>
        <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
      </main>
    );
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
  const platform = usePlatform();
  return useQuery({ queryKey: keys.app, queryFn: () => platform.call("app_state") });
}
