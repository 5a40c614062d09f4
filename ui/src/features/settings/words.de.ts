import type { Translated } from "../../words/shape";
import type { en } from "./words.en";

export const de: Translated<typeof en> = {
  title: "Einstellungen",
  sections: "Abschnitte der Einstellungen",
  section: {
    connection: "Verbindung",
    sources: "Webhook-Quellen",
    notifications: "Mitteilungen",
    appearance: "Darstellung",
    privacy: "Datenschutz",
    keyboard: "Tastatur",
    marks: "Ihre Markierungen",
    diagnostics: "Diagnose",
  },
  connection: {
    sample:
      "Das sind Beispieldaten, nichts davon kommt von Ribbon. Verlassen Sie sie oben im Fenster, um sich mit einem API-Schlüssel zu verbinden.",
    connectedTo:
      "Verbunden mit {{address}}. Ein neuer Schlüssel ersetzt den alten, sobald Ribbon ihn annimmt.",
    change: "API-Schlüssel ändern",
  },
  sources: {
    what: "Ribbon meldet jede Änderung einmal, mit einem Webhook. Auf diesen Wegen erreichen sie diesen Computer.",
    sample: "Zu Beispieldaten gibt es keine Webhooks.",
    receiver: "Empfänger auf diesem Computer",
    copyAddress: "Adresse kopieren",
    receiverWhat:
      "Nur auf diesem Computer. Richten Sie einen Tunnel wie ngrok oder cloudflared hierher. Er empfängt nur live: Was Ribbon sendet, während dieser Computer schläft oder offline ist, geht verloren, ein Statuswechsel für immer. Einem Relay geht nichts verloren.",
  },
  organisation: {
    title: "Webhook der Organisation",
    what: "In den Einstellungen von Ribbon kann eine Organisation eine Webhook-Adresse für alle Flows ohne eigene Adresse festlegen, mit einem eigenen Geheimnis. Geben Sie dieses Geheimnis hier ein, dann prüft Ribbon Desk die Signaturen dieser Webhooks. Über die Schnittstelle gibt Ribbon es nicht heraus.",
    set: "Das Geheimnis ist hinterlegt. Es ist verschlüsselt gespeichert und wird nicht mehr angezeigt.",
    notSet:
      "Es ist kein Geheimnis hinterlegt: Was über die Vorgabe der Organisation kommt, gilt als „nicht bestätigt“.",
    form: "Geheimnis der Organisation eingeben",
    secret: "Geheimnis",
    missing: "Fügen Sie zuerst das Geheimnis aus den Einstellungen von Ribbon ein.",
    keep: "Speichern und prüfen",
    checking: "Wird geprüft …",
    replace: "Ersetzen",
    remove: "Entfernen",
  },
  relay: {
    title: "Relay",
    what: "Ein Relay bewahrt die Webhooks von Ribbon auf, während dieser Computer schläft. Ohne Relay geht ein Statuswechsel verloren, der in dieser Zeit gesendet wird.",
    address: "Adresse",
    inbox: "Postfach",
    leave: "Dieses Relay verlassen",
    leaving: "Wird verlassen …",
    pairForm: "Mit einem Relay koppeln",
    line: "Kopplungszeile",
    missing: "Fügen Sie zuerst die Zeile ein, die Sie vom Betreiber des Relays bekommen haben.",
    pair: "Koppeln",
    pairing: "Wird gekoppelt …",
    mode: {
      live: "Gekoppelt. Was Ribbon sendet, kommt sofort an und wird aufbewahrt, während dieser Computer schläft.",
      polling:
        "Gekoppelt. Etwas auf dem Weg hält Datenströme zurück, deshalb wird das Relay immer wieder gefragt. Verloren geht nichts.",
      connecting: "Gekoppelt. Die Verbindung zum Relay wird aufgebaut.",
      offline:
        "Gekoppelt, aber das Relay ist nicht zu erreichen. Es bewahrt auf, was inzwischen gesendet wird.",
      needs_pairing:
        "Das Relay unter {{address}} kennt diesen Computer nicht mehr. Bitten Sie den Betreiber um eine neue Zeile und koppeln Sie neu.",
      broken:
        "Die Kopplung mit dem Relay unter {{address}} ist nicht zu gebrauchen. Bitten Sie den Betreiber um eine neue Zeile und koppeln Sie neu.",
    },
    failure: {
      wrong_code:
        "Das Relay nimmt diesen Code nicht an. Ein Code gilt 15 Minuten und für einen Computer: Bitten Sie um einen neuen.",
      bad_request:
        "Das ist keine Kopplungszeile. Sie besteht aus der Adresse des Relays, die mit https:// beginnt, einem Leerzeichen und dem Code.",
      no_network:
        "Das Relay ist nicht zu erreichen. Prüfen Sie seine Adresse und das Netz und koppeln Sie dann neu.",
      server_error:
        "Unter dieser Adresse antwortet etwas, aber nicht wie ein Relay. Prüfen Sie die Adresse.",
    },
  },
  channel: {
    title: "Kanal",
    what: "Ein Kanal von smee.io oder einem gosmee-Server gibt die Webhooks von Ribbon weiter, solange dieser Computer wach ist. Nur für den Fall, dass Sie schon einen haben: Einem Relay geht nichts verloren.",
    kind: "Art",
    kindAt: "{{kind}} auf",
    trust: "Vertrauen",
    away: "In Abwesenheit",
    itsAddress: "Seine Adresse",
    addressKept:
      "Verschlüsselt gespeichert und nicht mehr angezeigt: Wer sie kennt, kann mitlesen und senden, ebenso wer den Server betreibt.",
    leave: "Diesen Kanal verlassen",
    leaving: "Wird verlassen …",
    joinForm: "Einen Kanal abhören",
    address: "Adresse des Kanals",
    missing: "Fügen Sie zuerst die Adresse des Kanals ein: die, an die Ribbon sendet.",
    listen: "Abhören",
    looking: "Wird geprüft …",
    mode: {
      live: "Wird abgehört. Was Ribbon an den Kanal sendet, kommt sofort an.",
      connecting: "Die Verbindung zum Kanal wird aufgebaut.",
      offlineKeeps:
        "Der Kanal ist nicht zu erreichen. Er bewahrt eine Zeit lang auf, was inzwischen gesendet wird.",
      offline: "Der Kanal ist nicht zu erreichen. Was inzwischen gesendet wird, geht verloren.",
      broken: "Dieser Kanal kann nicht abgehört werden. Fügen Sie seine Adresse noch einmal ein.",
    },
    trustOf: {
      smee: "smee schreibt jeden Webhook neu, deshalb beweist die Signatur von Ribbon nichts mehr. Ein gemeldetes Interview wird erst von Ribbon geholt, bevor es zählt. Ein Statuswechsel, den niemand bestätigen kann, zählt und wird als „nicht bestätigt“ gekennzeichnet.",
      gosmee:
        "gosmee gibt jedes Byte unverändert weiter, deshalb wird die Signatur von Ribbon hier geprüft. Was nicht signiert ist, wird mit Vorsicht behandelt: Ein Interview wird erst von Ribbon geholt, bevor es zählt, ein Statuswechsel zählt und wird als „nicht bestätigt“ gekennzeichnet.",
    },
    keeps:
      "Dieses gosmee bewahrt Webhooks eine Zeit lang auf: Nach einer Pause macht dieser Computer dort weiter, wo er war, und erfährt, wenn etwas verloren ging.",
    lost: "Nur live: Was gesendet wird, während dieser Computer schläft oder offline ist, geht verloren, ein Statuswechsel für immer.",
    onlyWithRedis: "Nur ein gosmee, das mit Redis läuft, bewahrt es auf.",
    failure: {
      bad_request:
        "Das ist keine Adresse eines Kanals. Sie beginnt mit https:// und endet mit dem Namen des Kanals, etwa https://smee.io/AbCdEf123456.",
      not_found:
        "Unter dieser Adresse gibt es weder einen smee- noch einen gosmee-Kanal. Öffnen Sie sie im Browser, um zu sehen, was dort ist.",
      no_network:
        "Der Server des Kanals antwortet nicht. Prüfen Sie die Adresse und das Netz und versuchen Sie es dann noch einmal.",
      server_error:
        "Der Server des Kanals antwortet, gibt aber gerade keine Auskunft. Versuchen Sie es in ein paar Minuten noch einmal.",
    },
  },
  notices: {
    all: "Auf dem Desktop mitteilen",
    allMeans: "Im Eingang steht in jedem Fall alles.",
    test: "Eine Mitteilung zur Probe",
    tested:
      "Gezeigt. Wenn Sie sie nicht gesehen haben, sehen Sie bei „Nicht stören“ und in den Einstellungen des Systems nach.",
    atLogin: "Beim Anmelden starten",
    atLoginMeans:
      "Im Hintergrund, mit dem Symbol in der Leiste. Solange Ribbon Desk nicht läuft, wird nichts mitgeteilt.",
    kinds: "Was mitgeteilt wird, und wie",
    kind: {
      processed: "Ein Interview ist ausgewertet",
      video: "Ein Video ist bereit",
      status: "Ein Status hat sich geändert",
    },
    way: { on: "Mitteilen", silent: "Lautlos mitteilen", off: "Nur im Eingang" },
    wayMeans:
      "Mehrere auf einmal werden zu einer Mitteilung. Was nicht mitgeteilt wird, steht trotzdem ungelesen im Eingang.",
    pause: "Pause",
    pauseMeans: "Bis dahin wird nichts mitgeteilt; was inzwischen kommt, wartet im Eingang.",
    pauseHour: "Eine Stunde lang",
    pauseTomorrow: "Bis morgen, {{time}}",
    paused: "Pause bis {{until}}.",
    resume: "Jetzt fortsetzen",
    quiet: "Ruhezeiten",
    quietMeans: "Jeden Tag, nach der Uhr dieses Computers.",
    from: "Von",
    to: "Bis",
    quietSpan: "Von {{from}} bis {{to}} wird nichts mitgeteilt.",
    quietSpanNext: "Von {{from}} bis {{to}} des nächsten Tages wird nichts mitgeteilt.",
    muted: "Stummgeschaltete Flows",
    mutedMeans: "Zu diesen Flows wird nichts mitgeteilt, gleich welcher Art.",
    noFlows: "Es gibt noch keine Flows.",
  },
  appearance: {
    language: "Sprache",
    languageSystem: "Wie das System",
    theme: "Farben",
    themeSystem: "Wie das System",
    light: "Hell",
    dark: "Dunkel",
    contrast: "Mehr Kontrast",
    contrastMeans: "Kräftigere Linien und dunklere Schrift. Auch an, wenn das System es verlangt.",
    motion:
      "Bewegung richtet sich nach dem System: Mit „Bewegung reduzieren“ bewegt sich hier nichts.",
  },
  privacy: {
    hide: "Inhalte verbergen",
    hideMeans:
      "Mitteilungen sagen nur, dass etwas geschehen ist: keine Namen, keine Worte, keine Bewertungen.",
    where: "Was wo gespeichert ist",
    cache: "Verschlüsselter Speicher",
    cacheMeans: "Alles von Ribbon und alle Ihre Markierungen, in diesem Ordner und nirgends sonst.",
    copyFolder: "Ordner kopieren",
    key: "Der Schlüssel dazu",
    keptIn: "Aufbewahrt in {{place}}",
    recordings: "Aufnahmen",
    recordingsMeans:
      "Werden aus dem Speicher abgespielt, wenn sie auf diesem Computer sind, sonst beim Abspielen von Ribbon geladen.",
    window: "Dieses Fenster",
    windowMeans:
      "Sprache, Farben, wo Sie waren und was Sie zuletzt gesucht haben, wird unverschlüsselt gespeichert. Was Kandidaten gesagt haben, ist nicht dabei.",
    files: "Gespeicherte Dateien",
    filesMeans:
      "Was Sie exportieren, landet unverschlüsselt in Ihrem Download-Ordner. Löschen Sie es, wenn es seinen Zweck erfüllt hat.",
    sent: "Nach außen",
    sentMeans: "Anfragen an Ribbon und an die Webhook-Quellen oben. Sonst geht nichts hinaus.",
  },
  keyboard: {
    single: "Ein-Tasten-Kürzel",
    singleMeans:
      "Ist das aus, bewirken einzelne Buchstaben und Zeichen nichts: für Spracheingabe oder gegen Versehen. Pfeiltasten, Enter, Leertaste und Tasten mit Strg, Alt oder ⌘ wirken weiter.",
    everywhere: "Tasten, die auf jeder Ansicht wirken",
    here: "Drücken Sie auf einer Ansicht ?, um auch ihre eigenen Tasten zu sehen.",
    action: "Aktion",
    keys: "Tasten",
  },
  marks: {
    what: "Notizen, Schlagwörter, Sterne, „Gesichtet“, Wiedervorlagen und gespeicherte Ansichten gehören Ihnen: Ribbon weiß nichts davon, und der Abgleich rührt sie nicht an.",
    export: "In eine Datei exportieren",
    exporting: "Wird geschrieben …",
    written: "Geschrieben nach",
    notEncrypted: "Die Datei ist nicht verschlüsselt und enthält Ihre Notizen.",
    import: "Datei importieren …",
    importing: "Wird übernommen …",
    importMeans:
      "Fügt hinzu, was in der Datei steht. Nichts hier wird durch Älteres ersetzt, und zweimal zu importieren ändert nichts.",
    unreadable: "Die Datei konnte nicht gelesen werden.",
    nothingNew: "Nichts Neues: Alles aus der Datei war schon hier.",
    taken: "Übernommen: {{what}}.",
    candidates_one: "Markierungen zu {{n}} Person",
    candidates_other: "Markierungen zu {{n}} Personen",
    notes_one: "{{n}} Notiz",
    notes_other: "{{n}} Notizen",
    views_one: "{{n}} gespeicherte Ansicht",
    views_other: "{{n}} gespeicherte Ansichten",
    inbox_one: "{{n}} Markierung im Eingang",
    inbox_other: "{{n}} Markierungen im Eingang",
    unchanged_one: "{{n}} Markierung war schon hier.",
    unchanged_other: "{{n}} Markierungen waren schon hier.",
    waiting_one: "{{n}} Markierung gehört zu jemandem, der noch nicht hier ist, und wartet.",
    waiting_other: "{{n}} Markierungen gehören zu Personen, die noch nicht hier sind, und warten.",
  },
  quarantine: {
    means:
      "Was nicht übernommen werden konnte, bleibt so erhalten, wie es kam, und wird nach jeder Aktualisierung von Ribbon Desk noch einmal versucht.",
    listed: "Zustellungen in Wartestellung",
    received: "Empfangen",
    event: "Ereignis",
    why: "Warum es wartet",
    unknown: "Nicht bekannt",
    notAll: "Die neuesten {{n}} von {{total}}.",
    obstacle: {
      unreadable: "So sieht kein Webhook von Ribbon aus.",
      unknown_event: "Diese Version kennt Ereignisse dieser Art nicht.",
      nobody: "Es steht nicht darin, wessen Status sich geändert hat.",
      denied: "Es ist nicht signiert, und Ribbon kennt kein solches Interview.",
      not_applied: "Es wurde verstanden, ließ sich aber nicht in den Speicher schreiben.",
    },
    apply: "Noch einmal übernehmen",
    applying: "Wird übernommen …",
    nothing: "Es hat nichts gewartet.",
    done: "{{n}} versucht: {{what}}.",
    applied: "{{n}} übernommen",
    repeats: "{{n}} schon bekannt",
    kept_one: "{{n}} wartet weiter",
    kept_other: "{{n}} warten weiter",
    mayReturn: "Was nicht signiert ist, kommt hierher zurück, wenn Ribbon es nicht bestätigt.",
  },
  unreadable: {
    title: "Nicht lesbar",
    none: "Alles, was Ribbon gesendet hat, war lesbar",
    some: "{{n}}, siehe unten",
    means:
      "Ribbon hat diese Einträge in einer Form gesendet, die diese Version nicht versteht. Was lesbar war, wird gezeigt; der Rest wird aufbewahrt, wie er kam, und nach jeder Aktualisierung von Ribbon Desk von selbst noch einmal gelesen.",
    listed: "Nicht vollständig lesbare Einträge",
    first: "Zuerst gesehen",
    item: "Eintrag",
    wrong: "Was nicht stimmt",
    kind: {
      interview: "Interview",
      flow: "Flow",
      team: "Team",
      team_member: "Teammitglied",
    },
    whole: "Nichts davon war lesbar.",
    inPart: "Lesbar bis auf:",
    reason: {
      wrong_type: "nicht von der dokumentierten Art",
      out_of_range: "eine Zahl außerhalb des Bereichs",
      damaged_text: "beschädigter Text, ungültige Zeichen wurden ersetzt",
      bad_date: "kein Datum",
      missing: "fehlt",
      not_json: "kein JSON",
      other_item: "von etwas anderem, als angefragt war",
      too_large: "größer, als Ribbon sendet",
    },
    readAgain: "Noch einmal lesen",
    reading: "Wird angefragt …",
    asked:
      "Alles wird noch einmal von Ribbon gelesen. Was jetzt lesbar ist, verschwindet aus dieser Liste.",
    copy: "Bericht kopieren",
    reportMeans:
      "Der Bericht ist für die Entwicklung von Ribbon Desk: IDs, Felder und was mit ihnen nicht stimmt. Nichts, was Kandidaten gesagt haben.",
  },
  diagnostics: {
    quarantine: "Quarantäne",
    quarantineEmpty: "Leer: Jede Zustellung konnte übernommen werden",
    quarantineWaiting: "{{n}} in Wartestellung, nichts davon ist verloren",
    gaps: "Verluste",
    noGaps: "Keine bekannt",
    ribbon: "Ribbon",
    version: "Version",
    copy: "Als Text kopieren",
    copyMeans:
      "Für alle, die Ihnen helfen: Zustände, Zeiten und Anzahlen. Kein Schlüssel, kein Geheimnis, nichts über Kandidaten.",
    copyFailed: "Die Zwischenablage ist nicht verfügbar.",
  },
};
