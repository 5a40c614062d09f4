/** The first minute. */
export const en = {
  welcome: "Welcome to Ribbon Desk",
  what: "Every interview, video and status change from Ribbon, on this computer, even offline.",
  connect: "Connect to Ribbon",
  sample: "Just look around",
  sampleWords:
    "Invented candidates with recordings and transcripts. Works without a key and without a network, is marked as sample everywhere, and is gone with one click.",
  preparing: "Preparing sample data…",
  explore: "Explore with sample data",
  data: "Your data",
  dataIn: "Encrypted on this computer only, in",
  itsKey: "Its key",
  keptIn: "Kept in {{place}}",
  apiKey: "Your API key",
  sentTo: "Sent to nobody but",
} as const;
