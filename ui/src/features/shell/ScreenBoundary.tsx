import { Component, type ReactNode } from "react";
import { ErrorNote } from "../../components/Notice";
import { asFailure, type CommandFailure } from "../../platform/platform";
import { wordsOf } from "../../words/words";
import styles from "./Shell.module.css";

interface Props {
  children: ReactNode;
}

interface State {
  failure: CommandFailure | null;
}

const shell = wordsOf("shell");

/** Keeps a screen that fails to draw from taking the window with it. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { failure: asFailure(thrown) };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <main className={styles.failed} data-screen="failed" aria-labelledby="failed-heading">
        <h1 id="failed-heading">{shell("screenFailed")}</h1>
        <ErrorNote
          failure={failure}
          words={shell("screenFailedWhy")}
          onRetry={() => this.setState({ failure: null })}
        />
      </main>
    );
  }
}
