/**
 * What a translation of a topic must have: the same names, each a text. A German plural needs the
 * same forms as an English one (`_one`, `_other`).
 */
export type Translated<T> = { [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };
