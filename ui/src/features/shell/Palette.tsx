import { useState } from "react";
import { useSigns } from "../../app/type-ahead";
import { later } from "../../lib/later";

const CommandPalette = later(async () => (await import("./CommandPalette")).CommandPalette);

/** The palette from the key that calls for it: what is typed before its field is there counts. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  useSigns((sign) => setTyped((before) => before + sign));
  return <CommandPalette typed={typed} onType={setTyped} onClose={onClose} />;
}
