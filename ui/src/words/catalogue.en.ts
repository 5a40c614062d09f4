import { en as candidateEn } from "../features/candidate/words.en";
import { en as compareEn } from "../features/compare/words.en";
import { en as connectEn } from "../features/connect/words.en";
import { en as firstRunEn } from "../features/first-run/words.en";
import { en as flowsEn } from "../features/flows/words.en";
import { en as inboxEn } from "../features/inbox/words.en";
import { en as insightsEn } from "../features/insights/words.en";
import { en as marksEn } from "../features/marks/words.en";
import { en as peopleEn } from "../features/people/words.en";
import { en as pipelineEn } from "../features/pipeline/words.en";
import { en as searchEn } from "../features/search/words.en";
import { en as settingsEn } from "../features/settings/words.en";
import { en as shellEn } from "../features/shell/words.en";
import { en as commonEn } from "./common.en";
import { en as saidEn } from "./said.en";

/** All texts in English, by topic. What a topic's texts are called is decided here. */
export const en = {
  common: commonEn,
  said: saidEn,
  connect: connectEn,
  firstRun: firstRunEn,
  candidate: candidateEn,
  compare: compareEn,
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
