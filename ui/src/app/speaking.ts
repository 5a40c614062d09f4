import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { AppState } from "../contract/types";
import { reportFailure } from "../platform/failures";
import { usePlatform } from "../platform/PlatformContext";
import { languageNow } from "../words/language";
import { useWords } from "../words/words";

/** Has notices and the tray speak the window's language, in the cache that is open. */
export function useSpeaking(phase: AppState["phase"] | undefined): void {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const { i18n } = useWords();
  const { language } = i18n;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cache or language, said anew.
  useEffect(() => {
    if (!phase) return;
    platform.call("speak", languageNow()).then(
      // What stands for a name that nobody knows comes from the program.
      (isNew) => void (isNew && queryClient.invalidateQueries()),
      // They go on in the language that they spoke before.
      reportFailure,
    );
  }, [platform, phase, language]);
}
