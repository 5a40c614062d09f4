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
};
