import { useState } from "react";
import { useComingField } from "../../app/type-ahead";
import { later } from "../../lib/later";

const CommandPalette = later(async () => (await import("./CommandPalette")).CommandPalette);

/** The palette from the key that calls for it: what is typed before its field is there counts. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [isAhead, setIsAhead] = useState(false);
  const [isEntered, setIsEntered] = useState(false);
  useComingField((key) => {
    if (key === "Escape") return onClose();
    if (isEntered) return;
    if (key === "Enter") setIsEntered(true);
    else if (key === "Backspace") setTyped((before) => [...before].slice(0, -1).join(""));
    else if (key.length === 1) setTyped((before) => before + key);
    setIsAhead(true);
  });
  const onType = (text: string) => {
    setTyped(text);
    setIsAhead(false);
    setIsEntered(false);
  };
  return <CommandPalette {...{ typed, onType, isAhead, isEntered, onClose }} />;
}
