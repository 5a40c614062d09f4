import type { MediaKind } from "../../contract/types";
import type { Playback } from "./playback";

interface Props {
  kind: MediaKind;
  url: string | null;
  playback: Playback;
  /** Of the picture. */
  className: string | undefined;
  /** What the picture is called, where its place does not say it. */
  label?: string;
  /** A click on the picture does what the button beside it does. */
  onToggle: () => void;
  onFailed?: () => void;
}

/** The element that plays. Until it is known from where, its place is kept. */
export function Recording({ kind, url, playback, className, label, onToggle, onFailed }: Props) {
  if (!url) return kind === "video" ? <div className={className} /> : null;
  if (kind === "audio") {
    // biome-ignore lint/a11y/useMediaCaption: what is said stands beside it word by word.
    return <audio ref={playback.attach} src={url} preload="metadata" />;
  }
  return (
    // biome-ignore lint/a11y/useMediaCaption: what is said stands beside it word by word.
    <video
      ref={playback.attach}
      className={className}
      aria-label={label}
      src={url}
      preload="metadata"
      playsInline
      onClick={onToggle}
      onError={onFailed}
    />
  );
}
