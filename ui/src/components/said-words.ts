import type { Said } from "../contract/types";
import { count } from "../lib/format";
import { wordsOf } from "../words/words";

const t = wordsOf("said");

/** What the program says in words of its own, in the reader's language. */
export function saidWords(said: Said): string {
  switch (said.said) {
    case "address_bad":
      return t("address_bad", { text: said.text, why: t(`address.${said.fault}`) });
    case "cache_damaged":
      return t("cache_damaged", {
        what: said.what,
        aside: said.aside,
        webhooks: t("webhooks", { count: said.webhooks, n: count(said.webhooks) }),
        marks: t("marks", { count: said.marks, n: count(said.marks) }),
        more: said.restored > 0 ? t("more", { n: count(said.restored) }) : "",
        asFar: said.incomplete ? t("as_far") : "",
        settings: said.settings_lost ? t("settings_lost") : "",
      });
    case "same_address":
      return t("same_address", { line: said.line });
    case "too_many_cells":
      return t("too_many_cells", { cells: count(said.cells), columns: count(said.columns) });
    case "too_many_questions":
      return t("too_many_questions", { most: count(said.most), asked: count(said.asked) });
    case "list_too_long":
      return t("list_too_long", {
        name: said.name,
        found: count(said.found),
        most: count(said.most),
      });
    case "secret_too_short":
      return t("secret_too_short", { least: count(said.least) });
    case "list_empty":
    case "list_nobody_below":
    case "list_workbook":
    case "list_no_text":
    case "list_too_large":
      return t(said.said, { name: said.name });
    case "marks_damaged":
      return t("marks_damaged", { why: said.why });
    default:
      return t(said.said);
  }
}
