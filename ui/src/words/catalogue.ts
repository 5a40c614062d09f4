import { de as candidateDe } from "../features/candidate/words.de";
import { en as candidateEn } from "../features/candidate/words.en";
import { de as compareDe } from "../features/compare/words.de";
import { en as compareEn } from "../features/compare/words.en";
import { de as connectDe } from "../features/connect/words.de";
import { en as connectEn } from "../features/connect/words.en";
import { de as firstRunDe } from "../features/first-run/words.de";
import { en as firstRunEn } from "../features/first-run/words.en";
import { de as flowsDe } from "../features/flows/words.de";
import { en as flowsEn } from "../features/flows/words.en";
import { de as inboxDe } from "../features/inbox/words.de";
import { en as inboxEn } from "../features/inbox/words.en";
import { de as insightsDe } from "../features/insights/words.de";
import { en as insightsEn } from "../features/insights/words.en";
import { de as marksDe } from "../features/marks/words.de";
import { en as marksEn } from "../features/marks/words.en";
import { de as peopleDe } from "../features/people/words.de";
import { en as peopleEn } from "../features/people/words.en";
import { de as pipelineDe } from "../features/pipeline/words.de";
import { en as pipelineEn } from "../features/pipeline/words.en";
import { de as searchDe } from "../features/search/words.de";
import { en as searchEn } from "../features/search/words.en";
import { de as settingsDe } from "../features/settings/words.de";
import { en as settingsEn } from "../features/settings/words.en";
import { de as shellDe } from "../features/shell/words.de";
import { en as shellEn } from "../features/shell/words.en";
import { de as commonDe } from "./common.de";
import { en as commonEn } from "./common.en";

/** All texts in English, by topic. What a topic's texts are called is decided here. */
export const en = {
  common: commonEn,
  candidate: candidateEn,
  compare: compareEn,
  connect: connectEn,
  firstRun: firstRunEn,
  flows: flowsEn,
  inbox: inboxEn,
  marks: marksEn,
  people: peopleEn,
  pipeline: pipelineEn,
  search: searchEn,
  insights: insightsEn,
  settings: settingsEn,
  shell: shellEn,
} as const;

/** The same in German: the types keep the two in step. */
export const de = {
  common: commonDe,
  candidate: candidateDe,
  compare: compareDe,
  connect: connectDe,
  firstRun: firstRunDe,
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
