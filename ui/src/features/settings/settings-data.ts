import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import type { ImportedMarks, Settings } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { useWords } from "../../words/words";

/** The settings that the program keeps, and a way to change a part of them. */
export function useSettings() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const query = useQuery({ queryKey: keys.settings, queryFn: () => platform.call("settings") });
  const save = useMutation({
    mutationFn: (next: Settings) => platform.call("set_settings", next),
    onMutate: (next) => queryClient.setQueryData(keys.settings, next),
    onSuccess: (saved) => queryClient.setQueryData(keys.settings, saved),
    onError: () => queryClient.invalidateQueries({ queryKey: keys.settings }),
  });
  const change = (part: Partial<Settings>) => {
    if (query.data) save.mutate({ ...query.data, ...part });
  };
  return { settings: query.data, unread: query.error, unsaved: save.error, change };
}

/** Whether the program starts when the user logs in, as the desktop has it. */
export function useStartsAtLogin() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: keys.startsAtLogin,
    queryFn: () => platform.call("starts_at_login"),
  });
  const save = useMutation({
    mutationFn: (starts: boolean) => platform.call("set_starts_at_login", starts),
    onSuccess: (starts) => queryClient.setQueryData(keys.startsAtLogin, starts),
  });
  return {
    starts: query.data,
    unsaved: save.error,
    change: (starts: boolean, then?: () => void) =>
      save.mutate(starts, then ? { onSuccess: then } : {}),
  };
}

/** Whether the secret of the organisation's default webhook was entered, and a way to change it. */
export function useOrganisationSecret() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: keys.organisationSecret,
    queryFn: () => platform.call("organisation_secret"),
  });
  const save = useMutation({
    mutationFn: (secret: string) => platform.call("set_organisation_secret", { secret }),
    onSuccess: (isSet) => queryClient.setQueryData(keys.organisationSecret, isSet),
  });
  return { isSet: query.data, unread: query.error, save };
}

/** A notice that tells nothing but that notices arrive. */
export function useTestNotice() {
  const platform = usePlatform();
  const { t } = useWords("firstRun");
  return useMutation({
    mutationFn: () =>
      platform.call("show_test_notice", {
        title: t("offer.testTitle"),
        body: t("offer.testBody"),
      }),
  });
}

/** What could not be applied, as far as there is anything. */
export function useQuarantine(isWanted: boolean) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.quarantine,
    queryFn: () => platform.call("quarantine"),
    enabled: isWanted,
  });
}

export function useRetryQuarantine() {
  const platform = usePlatform();
  return useMutation({ mutationFn: () => platform.call("retry_quarantine") });
}

/** What could not be read, as far as there is anything. */
export function useUnreadable(isWanted: boolean) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.unreadable,
    queryFn: () => platform.call("unreadable_items"),
    enabled: isWanted,
  });
}

/** Reads every list of Ribbon's again, from end to end. */
export function useSweepNow() {
  const platform = usePlatform();
  return useMutation({ mutationFn: () => platform.call("sweep_now") });
}

export function useExportMarks() {
  const platform = usePlatform();
  return useMutation({ mutationFn: () => platform.call("export_marks") });
}

export function useImportMarks() {
  const platform = usePlatform();
  return useMutation<ImportedMarks, Error, File>({
    mutationFn: async (file) => platform.call("import_marks", await file.text()),
  });
}
