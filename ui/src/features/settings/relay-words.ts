import { errorWords } from "../../components/error-words";
import type { ErrorCode, RelayState } from "../../contract/types";

/** How the way to the relay is, in a sentence. */
export function relayMeaning(relay: RelayState): string {
  switch (relay.mode) {
    case "live":
      return "Paired. What Ribbon posts arrives at once, and is kept while this computer sleeps.";
    case "polling":
      return "Paired. Something in between holds streams back, so the relay is asked again and again. Nothing is lost.";
    case "connecting":
      return "Paired. On the way to the relay.";
    case "offline":
      return `Paired, but the relay cannot be reached. It keeps what is posted meanwhile.${
        relay.error ? ` (${relay.error})` : ""
      }`;
    case "needs_pairing":
      return `The relay at ${relay.address} no longer knows this computer. Ask its operator for a new line, and pair again.`;
    case "broken":
      return `The pairing with the relay at ${relay.address} cannot be used. Ask its operator for a new line, and pair again.${
        relay.error ? ` (${relay.error})` : ""
      }`;
  }
}

/** Why pairing did not work, and what to do. */
export function pairErrorWords(code: ErrorCode): string {
  switch (code) {
    case "wrong_code":
      return "The relay does not accept this code. A code lets one computer in, for 15 minutes: ask for a new one.";
    case "bad_request":
      return "This is not a pairing line. It is the relay's address, beginning with https://, then a space, then the code.";
    case "no_network":
      return "The relay cannot be reached. Check its address and the network, then pair again.";
    case "server_error":
      return "Something answers at this address, but not as a relay does. Check the address.";
    default:
      return errorWords(code);
  }
}
