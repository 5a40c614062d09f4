import { type ReactNode, useLayoutEffect } from "react";
import { drawFailure } from "../platform/failures";
import type { CommandFailure } from "../platform/platform";
import { useWords } from "../words/words";
import { Button } from "./Button";
import { errorWords } from "./error-words";
import { Icon, type IconName } from "./Icon";
import styles from "./Notice.module.css";
import { saidWords } from "./said-words";

interface ErrorNoteProps {
  failure: CommandFailure;
  /** Better words than the general ones, where the place knows more. */
  words?: string;
  onRetry?: () => void;
}

/** What went wrong and what to do about it. */
export function ErrorNote({ failure, words, onRetry }: ErrorNoteProps) {
  const { t } = useWords();
  useDrawn(failure);
  return (
    <div className={styles.error} role="alert" data-error-code={failure.code}>
      <Icon name="alert" />
      <div className={styles.errorText}>
        <p>{words ?? (failure.said ? saidWords(failure.said) : errorWords(failure.code))}</p>
        {failure.said || words?.includes(failure.message) ? null : (
          <p className={styles.errorDetail} lang="en">
            {failure.message}
          </p>
        )}
      </div>
      {onRetry ? <Button onPress={onRetry}>{t("retry")}</Button> : null}
    </div>
  );
}

/** Keeps a failure that is shown here out of the window's banner. */
export function useDrawn(failure: CommandFailure | null): void {
  useLayoutEffect(() => (failure ? drawFailure(failure) : undefined), [failure]);
}

interface EmptyStateProps {
  icon: IconName;
  title: string;
  children?: ReactNode;
}

/** A place with nothing in it, and why. */
export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Icon name={icon} size={28} />
      <h2>{title}</h2>
      {children ? <div className={styles.emptyText}>{children}</div> : null}
    </div>
  );
}
