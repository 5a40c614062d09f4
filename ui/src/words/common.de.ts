import type { en } from "./common.en";
import type { Translated } from "./shape";

export const de: Translated<typeof en> = {
  retry: "Noch einmal versuchen",
  cancel: "Abbrechen",
  close: "Schließen",
  save: "Sichern",
  remove: "Entfernen",
  undo: "Rückgängig",
  candidates_one: "{{n}} Person",
  candidates_other: "{{n}} Personen",
  interviews_one: "{{n}} Interview",
  interviews_other: "{{n}} Interviews",
};
