import type { ErrorCode } from "../contract/types";

const WORDS: Record<ErrorCode, string> = {
  wrong_key: "Ribbon does not accept the API key. Connect again with a new one.",
  server_error:
    "Ribbon answered with an error of its own. It is worth trying again in a few minutes.",
  no_network: "Ribbon cannot be reached from here. What is already on this computer stays usable.",
  wrong_code: "The relay does not accept the pairing code. Ask for a new one.",
  needs_pairing: "The relay no longer knows this computer. Pair again in Settings.",
  broken_channel: "The channel that was joined cannot be listened to. Join it again in Settings.",
  not_found: "This is not on this computer. It may have been archived, or has not come in yet.",
  bad_request: "That request makes no sense as it stands.",
  storage: "The local cache could not be read or written. Check that the disk is not full.",
  keychain:
    "The key to the local cache could not be had from the keychain. Unlock it and try again.",
  media_unavailable:
    "This recording is not on this computer, and it cannot be fetched now. It needs a network.",
  refused: "Ribbon says no. Nothing was changed there.",
  outcome_unknown:
    "Ribbon gave no clear answer: it may have been done or not. Look before you do it again.",
  internal: "Something went wrong inside Ribbon Desk. Trying again may help.",
};

/** What an error means to the person in front of it, and what they can do. */
export function errorWords(code: ErrorCode): string {
  return WORDS[code];
}
