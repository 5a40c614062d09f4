import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { reportFailure } from "./failures";
import { asFailure, type Platform } from "./platform";

/** The program itself. Commands that take something take it as one parameter named `argument`. */
export const tauri: Platform = {
  async call(name, ...argument) {
    try {
      return await invoke(name, argument.length === 0 ? {} : { argument: argument[0] });
    } catch (thrown) {
      throw asFailure(thrown);
    }
  },

  on(event, handler) {
    let stopped = false;
    const listening = listen(event, ({ payload }) => {
      // Stopping takes a turn; an event that is already on its way must not reach the handler.
      if (!stopped) handler(payload as Parameters<typeof handler>[0]);
    });
    // Without its events the window would go stale without a word.
    listening.catch(reportFailure);
    return () => {
      stopped = true;
      listening.then(
        (stop) => stop(),
        // Reported above: there is nothing to stop.
        () => undefined,
      );
    };
  },
};
