/** What the program says in words of its own: each by its name in the contract. */
export const en = {
  address_missing: "there is no e-mail address",
  address_bad: "“{{text}}”: {{why}}",
  address: {
    space: "an e-mail address has no space or line break in it",
    not_alone: "there must be one e-mail address alone, without a name beside it",
    no_at: "an e-mail address has an @ in it",
    two_ats: "an e-mail address has one @ only",
    nobody_before: "there is nothing before the @",
    no_server: "what follows the @ is not the name of a mail server",
    too_long: "no e-mail address is that long",
  },
  quote_open:
    "a quotation mark is opened here and never closed, so the lines after it became a part of this one; close it in the file",
  too_many_cells:
    "it has {{cells}} cells and the file has {{columns}} columns; put quotation marks around a cell that contains the separator",
  no_email_column: "no column is chosen for the e-mail address",
  same_address: "the same address as in line {{line}}",
  invited_before: "was invited into this flow from here before",
  separated_by_semicolons: "Cells are separated by semicolons.",
  separated_by_tabs: "Cells are separated by tabs.",
  read_as_windows1252:
    "The file is not written in UTF-8; it was read as Windows-1252. Check that accents look right, or save it as “CSV UTF-8”.",
  list_not_whole: "The file did not arrive whole. Choose it again.",
  list_empty: "{{name}} cannot be used: there is nothing in it.",
  list_nobody_below: "{{name}} cannot be used: there are column names in it and nobody below them.",
  list_workbook:
    "{{name}} cannot be used: this is a spreadsheet's own file. Save it as CSV and choose that file.",
  list_no_text:
    "{{name}} cannot be used: this is not a text file. Save the list as CSV and choose that file.",
  list_too_long:
    "{{name}} cannot be used: there are {{found}} people in it, at most {{most}} are taken at once. Split the file.",
  list_too_large:
    "{{name}} cannot be used: it is larger than 20 MB, which no list of 10,000 people is.",
  nobody_to_invite: "There is nobody in this file to invite: see the lines left out.",
  organisation_missing: "Say which organisation invites; candidates see it.",
  title_missing: "Give the flow a title, such as the job's.",
  question_missing: "Write at least one question.",
  too_many_questions: "Ribbon takes at most {{most}} questions; here are {{asked}}.",
  url_incomplete: "Write the full address, beginning with https://",
  url_not_secure: "It must begin with https://, so that nobody on the way reads it.",
  secret_too_short:
    "A secret has at least {{least}} characters. Leave it empty to have nothing signed.",
  flow_closed:
    "This flow is closed in Ribbon: nobody can be invited into it until it is reopened there.",
  flow_archived: "This flow is archived: nobody can be invited into it.",
  voice_unknown: "Ribbon does not document this voice.",
  language_unknown: "Ribbon does not document this language.",
  type_unknown: "It is either recruitment or general.",
  marks_none: "This is not a file of marks: choose one that Ribbon Desk has exported.",
  marks_newer:
    "This file of marks was written by a newer version of Ribbon Desk. Update this one, then take it in.",
  interview_at_ribbon: "Ribbon still has this interview. Delete it there first.",
  recordings_at_ribbon: "Ribbon still has the recordings of this interview. Revoke them instead.",
  marks_damaged: "This file of marks is damaged: {{why}}.",
  cache_damaged:
    "The cache was damaged ({{what}}) and was put away as {{aside}}. {{webhooks}} and {{marks}} were taken over from it{{asFar}}{{more}}; everything else is read again from Ribbon.{{settings}}",
  webhooks_one: "{{n}} webhook",
  webhooks_other: "{{n}} webhooks",
  marks_one: "{{n}} of your marks",
  marks_other: "{{n}} of your marks",
  more: ", {{n}} more from their back-up",
  as_far: ", as far as they could be read",
  settings_lost: " Your settings are lost: connect again with the API key.",
} as const;
