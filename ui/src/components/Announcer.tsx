import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

const Announce = createContext<(words: string) => void>(() => undefined);

/** Lets components say something to screen readers without moving the focus. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ words: "", nth: 0 });
  const announce = useCallback(
    (words: string) => setSaid(({ nth }) => ({ words, nth: nth + 1 })),
    [],
  );
  return (
    <Announce value={announce}>
      {children}
      <div className="visually-hidden" role="status" aria-live="polite">
        {/* The same words twice are a new element, or they would be read only once. */}
        <span key={said.nth}>{said.words}</span>
      </div>
    </Announce>
  );
}

export function useAnnounce(): (words: string) => void {
  return useContext(Announce);
}
