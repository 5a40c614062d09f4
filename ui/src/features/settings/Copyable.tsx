import { useState } from "react";
import { Button } from "../../components/Button";
import { copyText } from "../../lib/clipboard";
import { useWords } from "../../words/words";
import styles from "./SettingsScreen.module.css";

/** A text and the button that copies it. */
export function Copyable({ text, what }: { text: string; what: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <span className={styles.copyable}>
      <code className="selectable">{text}</code>
      <Button onPress={() => void copyText(text).then(setCopied)}>
        {copied ? t("copied") : what}
      </Button>
    </span>
  );
}
