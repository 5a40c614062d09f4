/** A table as a spreadsheet reads it: numbers as numbers, everything else quoted where needed. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  // The mark makes spreadsheets read what follows as UTF-8.
  return `\uFEFF${rows.map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;
}

function cellOf(cell: string | number | null): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  // A status may be called anything: no spreadsheet shall take it for a formula.
  const harmless = /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n;]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
