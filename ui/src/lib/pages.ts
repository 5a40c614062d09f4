/**
 * The pages of a list as they are without some rows: what comes behind moves up, also across pages.
 * Where the page behind is not loaded, the last places stay empty until they are read.
 */
export function withoutRows<Row>(
  pages: ReadonlyMap<number, readonly Row[]>,
  gone: ReadonlySet<number>,
  pageSize: number,
  idOf: (row: Row) => number,
): Map<number, Row[]> {
  const result = new Map<number, Row[]>();
  for (const page of [...pages.keys()].sort((a, b) => a - b)) {
    const kept = (pages.get(page) ?? []).filter((row) => !gone.has(idOf(row)));
    const before = result.get(page - 1);
    // Only a page that was full can take rows from the one behind it.
    const moved = before ? kept.splice(0, Math.max(0, pageSize - before.length)) : [];
    before?.push(...moved);
    result.set(page, kept);
  }
  return result;
}
