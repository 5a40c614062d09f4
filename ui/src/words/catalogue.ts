import { de as commonDe } from "./common.de";
import { en as commonEn } from "./common.en";

/** All texts in English, by topic. What a topic's texts are called is decided here. */
export const en = {
  common: commonEn,
} as const;

/** The same in German: the types keep the two in step. */
export const de = {
  common: commonDe,
} as const;
