import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { useOpening } from "./opening";

/**
 * A component whose code is read after the first paint, or when it is first needed. It is shown as
 * soon as it is there; `lazy` would hold it back for up to 300 ms once its placeholder is on screen.
 */
export function later<Props extends object>(
  read: () => Promise<ComponentType<Props>>,
  placeholder: (props: Props) => ReactNode = () => null,
): ComponentType<Props> {
  let known: ComponentType<Props> | null = null;
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, never in a render.
  return function Later(props: Props) {
    const [Part, setPart] = useState(() => known);
    useOpening(!Part);
    useEffect(() => {
      if (Part) return;
      let isWanted = true;
      read().then(
        (part) => {
          known = part;
          if (isWanted) setPart(() => part);
        },
        (error: unknown) => {
          // For the boundary around it.
          setPart(() => {
            throw error;
          });
        },
      );
      return () => {
        isWanted = false;
      };
    }, [Part]);
    return Part ? <Part {...props} /> : placeholder(props);
  };
}
