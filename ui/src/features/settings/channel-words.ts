import { errorWords } from "../../components/error-words";
import type { ChannelState, ErrorCode } from "../../contract/types";

/** How the way to the channel is, in a sentence. */
export function channelMeaning({ mode, error, resumes }: ChannelState): string {
  const why = error ? ` (${error})` : "";
  switch (mode) {
    case "live":
      return "Listening. What Ribbon posts to the channel arrives at once.";
    case "connecting":
      return "On the way to the channel.";
    case "offline":
      return resumes
        ? `The channel cannot be reached. It keeps what is posted meanwhile for a while.${why}`
        : `The channel cannot be reached. What is posted meanwhile is lost.${why}`;
    case "broken":
      return `The channel that was joined cannot be listened to. Paste its address again.${why}`;
  }
}

/** What that which comes through it is worth. */
export function channelTrust({ kind }: ChannelState): string {
  switch (kind) {
    case "smee":
      return "smee writes each webhook anew, so Ribbon's signature proves nothing any more. An interview that it tells of is fetched from Ribbon before it counts. A status change, which nobody can confirm, counts and is marked “not verified”.";
    case "gosmee":
      return "gosmee passes on the very bytes, so Ribbon's signature is checked here. What is not signed is treated with caution: an interview is fetched from Ribbon before it counts, a status change counts and is marked “not verified”.";
  }
}

/** What becomes of webhooks while this computer is away. */
export function channelKeeps({ kind, resumes }: ChannelState): string {
  if (resumes) {
    return "This gosmee keeps webhooks for a while: after a pause this computer goes on where it left off, and is told when something is lost.";
  }
  const lost =
    "Live only: what is posted while this computer sleeps or is offline is lost, a status change for ever.";
  return kind === "gosmee" ? `${lost} Only a gosmee that runs with Redis keeps it.` : lost;
}

/** Why the channel could not be joined, and what to do. */
export function joinErrorWords(code: ErrorCode): string {
  switch (code) {
    case "bad_request":
      return "This is not a channel's address. It begins with https:// and ends in the channel's name, such as https://smee.io/AbCdEf123456.";
    case "not_found":
      return "There is neither a smee nor a gosmee channel at this address. Open it in a browser to see what is there.";
    case "no_network":
      return "The channel's server does not answer. Check the address and the network, then try again.";
    case "server_error":
      return "The channel's server answers, but refuses to tell for now. Try again in a few minutes.";
    default:
      return errorWords(code);
  }
}
