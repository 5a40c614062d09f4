/** How a criterion is scored, which its key ends in unless it is out of five. */
export function systemOf(key: string): string {
  const system = /:(.+?)(?:_\d+)?$/u.exec(key)?.[1];
  return system ?? "out_of_5";
}

/** A criterion's name as nearly as its key tells it. */
export function keyInWords(key: string): string {
  return (key.split(":")[0] ?? key).replaceAll("_", " ");
}
