import type { Translated } from "../../words/shape";
import type { en } from "./words.en";

export const de: Translated<typeof en> = {
  title: "Suche",
  field: "Alles durchsuchen",
  placeholder: "Ein Name, eine Adresse oder etwas, das gesagt oder notiert wurde",
  clear: "Suche leeren",
  results: "Suchergebnisse",
  found_one: "{{n}} Person",
  found_other: "{{n}} Personen",
  foundMore: "Die ersten {{n}} Personen",
  more: "Weitere Personen zeigen",
  searching: "Es wird gesucht …",
  trail: "Suche",
  kinds: { said: "Gesagt", summary: "Zusammenfassung der KI", note: "Ihre Notiz" },
  speaker: "{{name}}:",
  ofFive: "von 5",
  statusNone: "kein Status",
  start: {
    title: "Alles, was je gesagt wurde",
    what: "Namen, Adressen, Transkripte, Zusammenfassungen und Ihre Notizen, in jeder Sprache. Tippen Sie einfach los.",
    offline: "Das geht ohne Netz: Gesucht wird nur auf diesem Rechner.",
  },
  recent: {
    title: "Letzte Suchen",
    clear: "Vergessen",
    forgotten: "Letzte Suchen vergessen",
  },
  nothing: {
    title: "Nichts gefunden",
    words:
      "Suchen Sie nach weniger Wörtern oder nach einem Wortanfang. Was in Anführungszeichen steht, wird genau so gesucht.",
    filters: "Vielleicht ist ein Filter zu eng: Nehmen Sie einen weg.",
  },
  notUnderstood_one: "{{parts}} ist kein Filter. Es wurde als Wort gesucht.",
  notUnderstood_other: "{{parts}} sind keine Filter. Sie wurden als Wörter gesucht.",
  unknown:
    "Kein Kriterium und kein Team heißt hier {{parts}}, daher wurde niemand danach gefunden.",
  help: {
    open: "Filter",
    title: "Was Sie eingeben können",
    add: "{{filter}} zur Suche hinzufügen",
    flow: "in einem Flow, dessen Titel das enthält",
    status: "mit diesem Status",
    score: "mit einem Mittel darüber; score<3 für darunter",
    criterion:
      "mit mehr als diesem Wert für ein Kriterium; auch >=80%, und =ja, wo nur Ja oder Nein gilt",
    date: "an diesen Tagen interviewt; auch 2026-09, 2026-09-01..2026-09-30, >2026-09-01, 7t",
    team: "in einem Flow dieses Teams",
    unread: "mit etwas Ungelesenem im Eingang",
    starred: "mit Ihrem Stern; is:reviewed für Gesichtetes",
    tag: "mit diesem Schlagwort von Ihnen",
    lang: "in dieser Sprache interviewt",
    quotes: "genau diese Wörter in dieser Reihenfolge",
    example: {
      flow: "backend",
      status: "shortlisted",
      criterion: "Kundenorientierung",
      date: "heute",
      team: "vertrieb",
      tag: "zweite-runde",
      quotes: "im Team",
    },
  },
  keys: {
    group: "Suche",
    field: "Ins Suchfeld",
    hint: "bewegen",
    openHint: "öffnet an dieser Sekunde",
  },
};
