import { de as candidateDe } from "../features/candidate/words.de";
import { de as compareDe } from "../features/compare/words.de";
import { de as connectDe } from "../features/connect/words.de";
import { de as firstRunDe } from "../features/first-run/words.de";
import { de as flowsDe } from "../features/flows/words.de";
import { de as inboxDe } from "../features/inbox/words.de";
import { de as insightsDe } from "../features/insights/words.de";
import { de as marksDe } from "../features/marks/words.de";
import { de as peopleDe } from "../features/people/words.de";
import { de as pipelineDe } from "../features/pipeline/words.de";
import { de as searchDe } from "../features/search/words.de";
import { de as settingsDe } from "../features/settings/words.de";
import { de as shellDe } from "../features/shell/words.de";
import { de as commonDe } from "./common.de";
import { de as saidDe } from "./said.de";

/** The same in German: the types keep the two in step. */
export const de = {
  common: commonDe,
  said: saidDe,
  connect: connectDe,
  firstRun: firstRunDe,
  candidate: candidateDe,
  compare: compareDe,
  flows: flowsDe,
  inbox: inboxDe,
  marks: marksDe,
  people: peopleDe,
  pipeline: pipelineDe,
  search: searchDe,
  insights: insightsDe,
  settings: settingsDe,
  shell: shellDe,
} as const;
