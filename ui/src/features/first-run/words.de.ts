import type { Translated } from "../../words/shape";
import type { en } from "./words.en";

export const de: Translated<typeof en> = {
  welcome: "Willkommen bei Ribbon Desk",
  what: "Jedes Interview, jedes Video und jeder Statuswechsel aus Ribbon, auf diesem Computer, auch offline.",
  connect: "Mit Ribbon verbinden",
  sample: "Nur umsehen",
  sampleWords:
    "Erfundene Kandidaten mit Aufnahmen und Transkripten. Geht ohne Schlüssel und ohne Netz, ist überall als Beispiel gekennzeichnet und mit einem Klick wieder weg.",
  preparing: "Die Beispieldaten werden vorbereitet …",
  explore: "Mit Beispieldaten erkunden",
  data: "Ihre Daten",
  dataIn: "Verschlüsselt und nur auf diesem Computer, in",
  itsKey: "Der Schlüssel dazu",
  keptIn: "Aufbewahrt in {{place}}",
  apiKey: "Ihr API-Schlüssel",
  sentTo: "Geht an niemanden außer",
  offer: {
    title: "Mitteilungen",
    step: {
      ask: "Möchten Sie erfahren, wenn Interviews fertig sind?",
      seen: "Eben wurde eine Mitteilung gezeigt. Haben Sie sie gesehen?",
      unseen:
        "Dann hält das System sie zurück. Sehen Sie nach, ob „Nicht stören“ an ist und ob Ribbon Desk in den Einstellungen des Systems mitteilen darf. Im Eingang steht in jedem Fall alles.",
      login:
        "Mitteilungen kommen, solange Ribbon Desk läuft. Soll es beim Anmelden im Hintergrund starten?",
    },
    yes: "Ja, zeigen Sie mir eine",
    no: "Nein, der Eingang genügt",
    seen: "Ja, gesehen",
    unseen: "Nicht gesehen",
    again: "Noch einmal zeigen",
    leave: "Weiter",
    atLogin: "Beim Anmelden starten",
    notNow: "Jetzt nicht",
    testTitle: "Ribbon Desk",
    testBody: "So erfahren Sie, dass ein Interview ausgewertet ist.",
  },
};
