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
  offer: {
    title: "Notifications",
    step: {
      ask: "Tell you when interviews finish?",
      seen: "A notice was just shown. Did you see it?",
      unseen:
        "Then the system holds it back. Look whether “do not disturb” is on, and whether Ribbon Desk may notify in the system's settings. Everything stands in the inbox either way.",
      login: "Notices come while Ribbon Desk runs. Start it in the background when you log in?",
    },
    yes: "Yes, show me one",
    no: "No, the inbox is enough",
    seen: "I saw it",
    unseen: "I did not",
    again: "Show it again",
    leave: "Go on",
    atLogin: "Start at login",
    notNow: "Not now",
    testTitle: "Ribbon Desk",
    testBody: "This is how you are told that an interview was processed.",
  },
} as const;
