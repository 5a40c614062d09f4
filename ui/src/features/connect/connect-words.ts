import { errorWords } from "../../components/error-words";
import type { ErrorCode } from "../../contract/types";

/** Why a key could not be taken, and what to do: each cause in its own words. */
export function connectErrorWords(code: ErrorCode): string {
  switch (code) {
    case "wrong_key":
      return "Ribbon does not know this key. Check that it was copied whole, 36 characters with dashes, and that it has not been revoked. An admin can make a new one.";
    case "no_network":
      return "Ribbon cannot be reached. Check the network, a VPN or a proxy, then connect again. Your key has not been judged yet.";
    case "server_error":
      return "Ribbon has trouble of its own at the moment. Your key has not been judged yet: try again in a few minutes.";
    default:
      return errorWords(code);
  }
}

/** What "Ask my admin" puts on the clipboard. */
export const ADMIN_REQUEST = `Hi,

I would like to use Ribbon Desk, which keeps our Ribbon interviews on my laptop so that I can review them quickly and offline. It needs an API key of our organisation, which only an admin can create:

1. In Ribbon, open Settings and then API keys.
2. Create a key named "Ribbon Desk".
3. Send it to me through our password manager, not by e-mail or chat.

The key is kept in my computer's keychain, and the data stays encrypted on my laptop.

Thank you!`;
