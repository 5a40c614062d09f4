import { useState } from "react";
import { useComingField } from "../../app/type-ahead";
import { later } from "../../lib/later";

const CommandPalette = later(async () => (await import("./CommandPalette")).CommandPalette);

/** The palette from the key that calls for it: what is typed before its field is there counts. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [isEntered, setIsEntered] = useState(false);
  useComingField((key) => {
    if (key === "Enter") setIsEntered(true);
    else setTyped((before) => before + key);
  });
  return <CommandPalette typed={typed} onType={setTyped} isEntered={isEntered} onClose={onClose} />;
}
