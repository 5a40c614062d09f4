import type { InviteFile } from "../../contract/types";
import { wordsOf } from "../../words/words";

const t = wordsOf("flows");

/** So many bytes are turned into signs at once: more would not fit a call's arguments. */
const CHUNK = 0x8000;

/** A chosen file as the program takes it. */
export async function fileOf(file: File): Promise<InviteFile> {
  return { name: file.name, base64: base64(new Uint8Array(await file.arrayBuffer())) };
}

/** Cells that were pasted: what a spreadsheet puts on the clipboard is separated by tabs. */
export function pastedFile(text: string): InviteFile {
  return { name: t("pastedList"), base64: base64(new TextEncoder().encode(text)) };
}

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  }
  return btoa(parts.join(""));
}
