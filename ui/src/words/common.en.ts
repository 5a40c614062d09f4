/** Texts that several topics use. `{{x}}` is filled in; `_one` and `_other` are chosen by `count`. */
export const en = {
  retry: "Try again",
  cancel: "Cancel",
  close: "Close",
  save: "Save",
  remove: "Remove",
  undo: "Undo",
  candidates_one: "{{n}} candidate",
  candidates_other: "{{n}} candidates",
  interviews_one: "{{n}} interview",
  interviews_other: "{{n}} interviews",
} as const;
