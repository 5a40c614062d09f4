import type { MediaKind } from "../../contract/types";
import { useWords } from "../../words/words";
import type { Playback } from "../candidate/playback";
import styles from "./CompareScreen.module.css";

interface Props {
  /** Whose answer it is. */
  name: string;
  kind: MediaKind;
  url: string | null;
  playback: Playback;
  /** As the button does: a click at the answer's end does not play on into the next question. */
  onToggle: () => void;
  onFailed: () => void;
}

/** What plays the answer: small, and with a picture where there is one. */
export function AnswerRecording({ name, kind, url, playback, onToggle, onFailed }: Props) {
  const { t } = useWords("compare");
  if (!url) return kind === "video" ? <div className={styles.video} /> : null;
  if (kind === "audio") {
    // biome-ignore lint/a11y/useMediaCaption: the answer stands in the table word by word.
    return <audio ref={playback.attach} src={url} preload="metadata" />;
  }
  return (
    // biome-ignore lint/a11y/useMediaCaption: the answer stands in the table word by word.
    <video
      ref={playback.attach}
      className={styles.video}
      aria-label={t("video", { name })}
      src={url}
      preload="metadata"
      playsInline
      onClick={onToggle}
      onError={onFailed}
    />
  );
}
