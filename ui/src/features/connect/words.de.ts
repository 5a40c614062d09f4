import type { Translated } from "../../words/shape";
import type { en } from "./words.en";

export const de: Translated<typeof en> = {
  form: "Mit Ribbon verbinden",
  key: "API-Schlüssel",
  missing: "Fügen Sie zuerst den API-Schlüssel ein.",
  hide: "Schlüssel verbergen",
  show: "Schlüssel zeigen",
  asking: "Ribbon wird gefragt …",
  connect: "Verbinden",
  askAdmin: "Administrator fragen",
  copiedForAdmin: "Eine Nachricht an Ihren Administrator ist kopiert",
  copyFailed: "Das Kopieren ging nicht",
  copied: "Nachricht kopiert: Fügen Sie sie für Ihren Administrator ein.",
  noClipboard: "Die Zwischenablage ist nicht verfügbar.",
  failure: {
    wrong_key:
      "Ribbon kennt diesen Schlüssel nicht. Prüfen Sie, ob er vollständig kopiert wurde, 36 Zeichen mit Bindestrichen, und ob er nicht widerrufen wurde. Ein Administrator kann einen neuen erstellen.",
    no_network:
      "Ribbon ist nicht zu erreichen. Prüfen Sie das Netz, ein VPN oder einen Proxy und verbinden Sie sich dann noch einmal. Ihr Schlüssel wurde noch nicht geprüft.",
    server_error:
      "Ribbon hat gerade selbst Schwierigkeiten. Ihr Schlüssel wurde noch nicht geprüft: Versuchen Sie es in ein paar Minuten noch einmal.",
  },
  adminRequest: `Hallo,

ich möchte Ribbon Desk verwenden. Es hält unsere Ribbon-Interviews auf meinem Laptop bereit, sodass ich sie schnell und auch offline sichten kann. Dazu braucht es einen API-Schlüssel unserer Organisation, den nur ein Administrator erstellen kann:

1. In Ribbon die Einstellungen (Settings) und dort API keys öffnen.
2. Einen Schlüssel namens „Ribbon Desk“ erstellen.
3. Ihn mir über unseren Passwort-Manager senden, nicht per E-Mail oder Chat.

Der Schlüssel liegt im Schlüsselbund meines Computers, und die Daten bleiben verschlüsselt auf meinem Laptop.

Vielen Dank!`,
};
