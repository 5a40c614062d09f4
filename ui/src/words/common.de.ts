import type { en } from "./common.en";
import type { Translated } from "./shape";

export const de: Translated<typeof en> = {
  retry: "Noch einmal versuchen",
  cancel: "Abbrechen",
  close: "Schließen",
  save: "Speichern",
  remove: "Entfernen",
  undo: "Rückgängig",
  andThen: "dann",
  undoOffer: "{{what}}. Mit Z machen Sie es rückgängig.",
  anywhere: "Überall",
  understood: "Verstanden",
  aboutCache: "Zum lokalen Speicher",
  copied: "Kopiert",
  seenHere: "hier gesehen",
  interviewed: "Interviewt",
  received: "Empfangen",
  yes: "Ja",
  no: "Nein",
  shareOfYes: "{{share}} Ja",
  averageRule:
    "Mittel der Kriterien, die mit bis zu 5 Punkten oder in Prozent bewertet sind. Ja/Nein-Kriterien zählen nicht dazu.",
  gone: "Nicht mehr bei Ribbon",
  goneDetails:
    "Seit {{when}} nicht mehr bei Ribbon. Das Interview ist nur noch auf diesem Computer gespeichert; vielleicht hat die Person es löschen lassen.",
  goneCount_one: "{{n}} nicht mehr bei Ribbon",
  goneCount_other: "{{n}} nicht mehr bei Ribbon",
  recordingsGone: "Aufnahmen nicht mehr bei Ribbon",
  recordingsGoneDetails:
    "Seit {{when}} hat Ribbon diese Aufnahmen nicht mehr. Was auf diesem Computer gespeichert ist, lässt sich weiter abspielen.",
  today: "heute",
  days_one: "{{n}} Tag",
  days_other: "{{n}} Tage",
  candidates_one: "{{n}} Person",
  candidates_other: "{{n}} Personen",
  interviews_one: "{{n}} Interview",
  interviews_other: "{{n}} Interviews",
  flow: {
    closed: "geschlossen",
    archived: "archiviert",
    marked: "{{flow}} ({{mark}})",
    unknownTeam: "Unbekanntes Team ({{id}})",
    team: "Team",
    allTeams: "Alle Teams",
  },
  keychain: "dem Schlüsselbund des Systems",
  keyFile: "der Schlüsseldatei {{path}}",
  day: {
    from: "Von",
    to: "Bis einschließlich",
    backwards: "Der letzte Tag liegt vor dem ersten.",
  },
  list: {
    next: "Nächste Zeile",
    previous: "Vorherige Zeile",
    pageDown: "Zehn weiter",
    pageUp: "Zehn zurück",
    first: "Erste Zeile",
    last: "Letzte Zeile",
    down: "Nach unten auswählen",
    up: "Nach oben auswählen",
  },
  didNotWork: "Etwas hat nicht geklappt",
  dismiss: "Ausblenden",
  moreFailures_one: "und {{n}} weiterer Fehler",
  moreFailures_other: "und {{n}} weitere Fehler",
  failure: {
    wrong_key: "Ribbon nimmt den API-Schlüssel nicht an. Verbinden Sie sich mit einem neuen.",
    server_error:
      "Ribbon hat selbst einen Fehler gemeldet. In ein paar Minuten lohnt sich ein neuer Versuch.",
    no_network:
      "Ribbon ist von hier aus nicht zu erreichen. Was auf diesem Computer liegt, bleibt benutzbar.",
    wrong_code: "Das Relay nimmt den Kopplungscode nicht an. Bitten Sie um einen neuen.",
    needs_pairing:
      "Das Relay kennt diesen Computer nicht mehr. Koppeln Sie ihn in den Einstellungen neu.",
    broken_pairing:
      "Die Kopplung mit dem Relay ist unbrauchbar. Koppeln Sie in den Einstellungen neu.",
    broken_channel:
      "Der Kanal kann nicht mehr abgehört werden. Treten Sie ihm in den Einstellungen neu bei.",
    receiver_blocked:
      "Auf diesem Computer kommen keine Webhooks an: Ein anderes Programm belegt den Port. Beenden Sie es, oder starten Sie Ribbon Desk mit --receiver-listen und einem anderen Port.",
    not_found:
      "Das liegt nicht auf diesem Computer. Vielleicht wurde es archiviert oder ist noch nicht angekommen.",
    bad_request: "Diese Anfrage ergibt so keinen Sinn.",
    storage:
      "Der lokale Speicher konnte nicht gelesen oder geschrieben werden. Prüfen Sie, ob die Festplatte voll ist.",
    keychain:
      "Der Schlüssel zum lokalen Speicher war im Schlüsselbund nicht zu bekommen. Entsperren Sie ihn und versuchen Sie es noch einmal.",
    media_unavailable:
      "Diese Aufnahme liegt nicht auf diesem Computer und kann gerade nicht geladen werden. Dazu braucht es ein Netz.",
    refused: "Ribbon lehnt ab. Dort wurde nichts geändert.",
    outcome_unknown:
      "Ribbon hat nicht eindeutig geantwortet: Vielleicht ist es geschehen, vielleicht nicht. Sehen Sie nach, bevor Sie es wiederholen.",
    not_allowed:
      "Dieses Fenster darf das nicht ausführen. Starten Sie Ribbon Desk neu. Geschieht es wieder, melden Sie es mit den Einzelheiten.",
    internal: "In Ribbon Desk ist etwas schiefgegangen. Vielleicht hilft ein neuer Versuch.",
  },
  key: {
    space: "Leertaste",
    enter: "Enter",
    escape: "Esc",
    pageUp: "Bild ↑",
    pageDown: "Bild ↓",
    home: "Pos1",
    end: "Ende",
    control: "Strg",
    shift: "Umschalt",
  },
};
