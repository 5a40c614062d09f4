import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { useActions } from "../app/actions";
import { later } from "../lib/later";
import { useWords } from "../words/words";
import { useAnnounce } from "./Announcer";

const UndoToast = later(async () => (await import("./UndoToast")).UndoToast);

/** How long something can be taken back. */
export const UNDO_MS = 10_000;

export interface Undoable {
  words: string;
  undo: (() => void) | null;
}

type Offer = (words: string, undo?: () => void) => void;

const Offered = createContext<Offer>(() => undefined);

/** Shows what was just done at the bottom, with a way back for ten seconds. */
export function UndoProvider({ children }: { children: ReactNode }) {
  const [offer, setOffer] = useState<Undoable | null>(null);
  const announce = useAnnounce();
  const { t } = useWords();
  const show = useCallback<Offer>(
    (words, undo) => {
      setOffer({ words, undo: undo ?? null });
      announce(undo ? t("undoOffer", { what: words }) : words);
    },
    [announce, t],
  );

  useEffect(() => {
    if (!offer) return;
    const timer = setTimeout(() => setOffer(null), offer.undo ? UNDO_MS : 4000);
    return () => clearTimeout(timer);
  }, [offer]);

  const takeBack = () => {
    offer?.undo?.();
    setOffer(null);
  };
  const undo = { id: "undo", label: t("undo"), group: t("anywhere"), keys: ["z", "mod+z"] };
  useActions(offer?.undo ? [{ ...undo, run: takeBack }] : []);

  return (
    <Offered value={show}>
      {children}
      {offer ? <UndoToast offer={offer} onUndo={takeBack} /> : null}
    </Offered>
  );
}

/** Says what was done; with a second argument it can be taken back for ten seconds. */
export function useUndo(): Offer {
  return useContext(Offered);
}
