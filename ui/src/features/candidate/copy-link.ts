import { hashOf, type Route } from "../../app/router";
import { useUndo } from "../../components/Undo";
import { copyText } from "../../lib/clipboard";
import { timecode } from "../../lib/format";
import { useWords } from "../../words/words";

/** Puts the address of a candidate's page on the clipboard, with the second where one is meant. */
export function useCopyLink() {
  const say = useUndo();
  const { t } = useWords("candidate");
  return async (route: Extract<Route, { screen: "candidate" }>) => {
    const { at = null } = route;
    const done =
      at === null ? t("header.copied") : t("header.copiedMoment", { time: timecode(at) });
    say((await copyText(hashOf(route))) ? done : t("header.noClipboard"));
  };
}
