/** Taking an API key. */
export const en = {
  form: "Connect to Ribbon",
  key: "API key",
  missing: "Paste the API key first.",
  hide: "Hide key",
  show: "Show key",
  asking: "Asking Ribbon…",
  connect: "Connect",
  askAdmin: "Ask my admin",
  copiedForAdmin: "Copied a message for your admin",
  copyFailed: "Copying did not work",
  copied: "Message copied: paste it to your admin.",
  noClipboard: "The clipboard is not available.",
  failure: {
    wrong_key:
      "Ribbon does not know this key. Check that it was copied whole, 36 characters with dashes, and that it has not been revoked. An admin can make a new one.",
    no_network:
      "Ribbon cannot be reached. Check the network, a VPN or a proxy, then connect again. Your key has not been judged yet.",
    server_error:
      "Ribbon has trouble of its own at the moment. Your key has not been judged yet: try again in a few minutes.",
  },
  /** Goes to somebody else: it is a whole letter. */
  adminRequest: `Hi,

I would like to use Ribbon Desk, which keeps our Ribbon interviews on my laptop so that I can review them quickly and offline. It needs an API key of our organisation, which only an admin can create:

1. In Ribbon, open Settings and then API keys.
2. Create a key named "Ribbon Desk".
3. Send it to me through our password manager, not by e-mail or chat.

The key is kept in my computer's keychain, and the data stays encrypted on my laptop.

Thank you!`,
} as const;
