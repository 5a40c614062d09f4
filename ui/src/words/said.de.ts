import type { en } from "./said.en";
import type { Translated } from "./shape";

export const de: Translated<typeof en> = {
  address_missing: "es gibt keine E-Mail-Adresse",
  address_bad: "„{{text}}“: {{why}}",
  address: {
    space: "in einer E-Mail-Adresse ist kein Leerzeichen oder Zeilenumbruch",
    not_alone: "hier muss eine einzige E-Mail-Adresse stehen, ohne Namen daneben",
    no_at: "in einer E-Mail-Adresse steht ein @",
    two_ats: "in einer E-Mail-Adresse steht nur ein @",
    nobody_before: "vor dem @ steht nichts",
    no_server: "was auf das @ folgt, ist nicht der Name eines Mailservers",
    too_long: "so lang ist keine E-Mail-Adresse",
  },
  quote_open:
    "hier öffnet ein Anführungszeichen, das nie geschlossen wird; die Zeilen danach wurden ein Teil von dieser. Schließen Sie es in der Datei",
  too_many_cells:
    "sie hat {{cells}} Zellen, die Datei hat {{columns}} Spalten; setzen Sie eine Zelle, in der das Trennzeichen vorkommt, in Anführungszeichen",
  no_email_column: "für die E-Mail-Adresse ist keine Spalte gewählt",
  same_address: "dieselbe Adresse wie in Zeile {{line}}",
  invited_before: "wurde von hier schon in diesen Flow eingeladen",
  separated_by_semicolons: "Die Zellen sind durch Semikolons getrennt.",
  separated_by_tabs: "Die Zellen sind durch Tabulatoren getrennt.",
  read_as_windows1252:
    "Die Datei ist nicht in UTF-8 geschrieben; sie wurde als Windows-1252 gelesen. Sehen Sie nach, ob Umlaute richtig aussehen, oder speichern Sie sie als „CSV UTF-8“.",
  list_not_whole: "Die Datei kam nicht vollständig an. Wählen Sie sie noch einmal.",
  list_empty: "{{name}} ist nicht zu gebrauchen: Es steht nichts darin.",
  list_nobody_below:
    "{{name}} ist nicht zu gebrauchen: Es stehen Spaltennamen darin und niemand darunter.",
  list_workbook:
    "{{name}} ist nicht zu gebrauchen: Das ist die eigene Datei eines Tabellenprogramms. Speichern Sie sie als CSV und wählen Sie diese Datei.",
  list_no_text:
    "{{name}} ist nicht zu gebrauchen: Das ist keine Textdatei. Speichern Sie die Liste als CSV und wählen Sie diese Datei.",
  list_too_long:
    "{{name}} ist nicht zu gebrauchen: Darin stehen {{found}} Personen, höchstens {{most}} gehen auf einmal. Teilen Sie die Datei.",
  list_too_large:
    "{{name}} ist nicht zu gebrauchen: Sie ist größer als 20 MB; das ist keine Liste von 10.000 Personen.",
  nobody_to_invite:
    "In dieser Datei ist niemand einzuladen: Sehen Sie die ausgelassenen Zeilen an.",
  organisation_missing: "Schreiben Sie, welche Organisation einlädt; Eingeladene sehen das.",
  title_missing: "Geben Sie dem Flow einen Titel, etwa den der Stelle.",
  question_missing: "Schreiben Sie mindestens eine Frage.",
  too_many_questions: "Ribbon nimmt höchstens {{most}} Fragen; hier sind {{asked}}.",
  url_incomplete: "Schreiben Sie die ganze Adresse, mit https:// am Anfang",
  url_not_secure: "Sie muss mit https:// beginnen, damit unterwegs niemand mitliest.",
  secret_too_short:
    "Ein Geheimnis hat mindestens {{least}} Zeichen. Lassen Sie es leer, wenn nichts signiert werden soll.",
  flow_closed:
    "Dieser Flow ist in Ribbon geschlossen: Einladungen sind erst wieder möglich, wenn er dort geöffnet wird.",
  flow_archived: "Dieser Flow ist archiviert: Einladungen sind nicht mehr möglich.",
  voice_unknown: "Diese Stimme ist bei Ribbon nicht dokumentiert.",
  language_unknown: "Diese Sprache ist bei Ribbon nicht dokumentiert.",
  type_unknown: "Es gibt nur „recruitment“ und „general“.",
  marks_none:
    "Das ist keine Datei mit Markierungen: Wählen Sie eine, die Ribbon Desk exportiert hat.",
  marks_newer:
    "Diese Datei mit Markierungen hat eine neuere Version von Ribbon Desk geschrieben. Aktualisieren Sie diese hier und übernehmen Sie sie dann.",
  interview_at_ribbon: "Ribbon hat dieses Interview noch. Löschen Sie es zuerst dort.",
  recordings_at_ribbon:
    "Ribbon hat die Aufnahmen dieses Interviews noch. Widerrufen Sie sie stattdessen.",
  marks_damaged: "Diese Datei mit Markierungen ist beschädigt: {{why}}.",
  cache_damaged:
    "Der lokale Speicher war beschädigt ({{what}}) und wurde als {{aside}} weggelegt. {{webhooks}} und {{marks}} wurden daraus übernommen{{asFar}}{{more}}; alles andere wird neu aus Ribbon gelesen.{{settings}}",
  webhooks_one: "{{n}} Webhook",
  webhooks_other: "{{n}} Webhooks",
  marks_one: "{{n}} Ihrer Markierungen",
  marks_other: "{{n}} Ihrer Markierungen",
  more: ", {{n}} weitere aus ihrer Sicherung",
  as_far: ", soweit sie zu lesen waren",
  settings_lost: " Ihre Einstellungen sind verloren: Verbinden Sie sich neu mit dem API-Schlüssel.",
};
