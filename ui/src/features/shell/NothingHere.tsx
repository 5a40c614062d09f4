import type { ReactNode } from "react";
import { Button } from "../../components/Button";
import { errorWords } from "../../components/error-words";
import type { IconName } from "../../components/Icon";
import { EmptyState } from "../../components/Notice";
import { useSync } from "./shell-data";
import { UnreadableLink } from "./UnreadableBanner";

interface NoMatchProps {
  icon: IconName;
  title: string;
  clear: string;
  onClear: () => void;
}

/** Filters leave nothing of a list: the way out is to clear them. */
export function NoMatch({ icon, title, clear, onClear }: NoMatchProps) {
  return (
    <EmptyState icon={icon} title={title}>
      <Button onPress={onClear}>{clear}</Button>
    </EmptyState>
  );
}

interface Words {
  firstTitle: string;
  firstText: string;
  offlineTitle: string;
  offlineText: string;
}

/** A list in which nothing is yet, where that may change by itself; else what its screen says. */
export function NothingYet({ words, children }: { words: Words; children: ReactNode }) {
  const { data: sync } = useSync();
  if (sync?.mode === "first_sync") {
    return (
      <EmptyState icon="polling" title={words.firstTitle}>
        {words.firstText}
      </EmptyState>
    );
  }
  if (sync?.mode === "offline") {
    return (
      <EmptyState icon="offline" title={words.offlineTitle}>
        {words.offlineText}
      </EmptyState>
    );
  }
  if (sync && sync.unreadable > 0) {
    return (
      <EmptyState icon="alert" title={words.offlineTitle}>
        <UnreadableLink count={sync.unreadable} />
      </EmptyState>
    );
  }
  // Whoever has never read anything is not done with it.
  if (sync?.error && sync.interviews === 0) {
    return (
      <EmptyState icon="alert" title={words.offlineTitle}>
        {errorWords(sync.error.code)}
      </EmptyState>
    );
  }
  return children;
}
