/** The settings. */
export const en = {
  title: "Settings",
  sections: "Sections of the settings",
  section: {
    connection: "Connection",
    sources: "Webhook sources",
    notifications: "Notifications",
    appearance: "Appearance",
    privacy: "Privacy",
    keyboard: "Keyboard",
    marks: "Your marks",
    diagnostics: "Diagnostics",
  },
  connection: {
    sample:
      "This is sample data, and nothing of it comes from Ribbon. Leave it at the top of the window to connect with an API key.",
    connectedTo:
      "Connected to {{address}}. A new key takes the place of the old one as soon as Ribbon accepts it.",
    change: "Change API key",
  },
  sources: {
    what: "Ribbon tells of each change once, by a webhook. By these ways they reach this computer.",
    sample: "Sample data has no webhooks.",
    receiver: "Receiver on this computer",
    copyAddress: "Copy address",
    receiverWhat:
      "On this computer only. Point a tunnel such as ngrok or cloudflared here. It is live only: what Ribbon posts while this computer sleeps or is offline is lost, a status change for ever. A relay loses nothing.",
  },
  relay: {
    title: "Relay",
    what: "A relay keeps Ribbon's webhooks while this computer sleeps. Without one, a status change that is posted meanwhile is lost.",
    address: "Address",
    inbox: "Inbox",
    leave: "Leave this relay",
    leaving: "Leaving…",
    pairForm: "Pair with a relay",
    line: "Pairing line",
    missing: "Paste the line that the relay's operator sent you first.",
    pair: "Pair",
    pairing: "Pairing…",
    mode: {
      live: "Paired. What Ribbon posts arrives at once, and is kept while this computer sleeps.",
      polling:
        "Paired. Something in between holds streams back, so the relay is asked again and again. Nothing is lost.",
      connecting: "Paired. On the way to the relay.",
      offline: "Paired, but the relay cannot be reached. It keeps what is posted meanwhile.",
      needs_pairing:
        "The relay at {{address}} no longer knows this computer. Ask its operator for a new line, and pair again.",
      broken:
        "The pairing with the relay at {{address}} cannot be used. Ask its operator for a new line, and pair again.",
    },
    failure: {
      wrong_code:
        "The relay does not accept this code. A code lets one computer in, for 15 minutes: ask for a new one.",
      bad_request:
        "This is not a pairing line. It is the relay's address, beginning with https://, then a space, then the code.",
      no_network:
        "The relay cannot be reached. Check its address and the network, then pair again.",
      server_error:
        "Something answers at this address, but not as a relay does. Check the address.",
    },
  },
  channel: {
    title: "Channel",
    what: "A channel of smee.io or of a gosmee server passes Ribbon's webhooks on while this computer is awake. Only for those who have one already: a relay loses nothing.",
    kind: "Kind",
    kindAt: "{{kind}} at",
    trust: "Trust",
    away: "While away",
    itsAddress: "Its address",
    addressKept:
      "Kept encrypted and not shown again: whoever knows it can read along and post, and so can whoever runs the server.",
    leave: "Leave this channel",
    leaving: "Leaving…",
    joinForm: "Listen to a channel",
    address: "Channel address",
    missing: "Paste the channel's address first: the one that Ribbon posts to.",
    listen: "Listen",
    looking: "Looking…",
    mode: {
      live: "Listening. What Ribbon posts to the channel arrives at once.",
      connecting: "On the way to the channel.",
      offlineKeeps: "The channel cannot be reached. It keeps what is posted meanwhile for a while.",
      offline: "The channel cannot be reached. What is posted meanwhile is lost.",
      broken: "The channel that was joined cannot be listened to. Paste its address again.",
    },
    trustOf: {
      smee: "smee writes each webhook anew, so Ribbon's signature proves nothing any more. An interview that it tells of is fetched from Ribbon before it counts. A status change, which nobody can confirm, counts and is marked “not verified”.",
      gosmee:
        "gosmee passes on the very bytes, so Ribbon's signature is checked here. What is not signed is treated with caution: an interview is fetched from Ribbon before it counts, a status change counts and is marked “not verified”.",
    },
    keeps:
      "This gosmee keeps webhooks for a while: after a pause this computer goes on where it left off, and is told when something is lost.",
    lost: "Live only: what is posted while this computer sleeps or is offline is lost, a status change for ever.",
    onlyWithRedis: "Only a gosmee that runs with Redis keeps it.",
    failure: {
      bad_request:
        "This is not a channel's address. It begins with https:// and ends in the channel's name, such as https://smee.io/AbCdEf123456.",
      not_found:
        "There is neither a smee nor a gosmee channel at this address. Open it in a browser to see what is there.",
      no_network:
        "The channel's server does not answer. Check the address and the network, then try again.",
      server_error:
        "The channel's server answers, but refuses to tell for now. Try again in a few minutes.",
    },
  },
  notices: {
    all: "Notify me on the desktop",
    allMeans: "Everything stays in the inbox either way.",
    test: "Show a test notice",
    tested:
      "Shown. If you did not see it, look into “do not disturb” and the system's own settings.",
    atLogin: "Start at login",
    atLoginMeans:
      "In the background, with its icon in the tray. Nothing is told while Ribbon Desk does not run.",
    kinds: "What is told, and how",
    kind: {
      processed: "An interview was processed",
      video: "A video is ready",
      status: "A status changed",
    },
    way: { on: "Notify", silent: "Notify without sound", off: "Inbox only" },
    wayMeans:
      "Several at a time become one notice. What is not told still stands unread in the inbox.",
    pause: "Pause",
    pauseMeans: "Nothing is told until then; what comes meanwhile waits in the inbox.",
    pauseHour: "For an hour",
    pauseTomorrow: "Until tomorrow, {{time}}",
    paused: "Paused until {{until}}.",
    resume: "Resume now",
    quiet: "Quiet hours",
    quietMeans: "Every day, by this computer's clock.",
    from: "From",
    to: "To",
    quietSpan: "Nothing is told from {{from}} to {{to}}.",
    quietSpanNext: "Nothing is told from {{from}} to {{to}} of the next day.",
    muted: "Muted flows",
    mutedMeans: "Of these flows nothing is told, of whatever kind.",
    noFlows: "There are no flows yet.",
  },
  appearance: {
    language: "Language",
    languageSystem: "As the system",
    theme: "Theme",
    themeSystem: "As the system",
    light: "Light",
    dark: "Dark",
    contrast: "More contrast",
    contrastMeans: "Stronger lines and darker words. Also on when the system asks for it.",
    motion: "Movement follows the system: with “reduce motion” nothing moves here.",
  },
  privacy: {
    hide: "Hide content",
    hideMeans: "Notifications say only that something happened: no names, no words, no scores.",
    where: "What is kept where",
    cache: "Encrypted cache",
    cacheMeans: "Everything from Ribbon and all your marks, in this folder and nowhere else.",
    copyFolder: "Copy folder",
    key: "Its key",
    keptIn: "Kept in {{place}}",
    recordings: "Recordings",
    recordingsMeans:
      "Played from the cache where they are on this computer, else fetched from Ribbon while they play.",
    window: "This window",
    windowMeans:
      "Language, theme, where you were and your recent searches are kept unencrypted. Nothing that candidates said is among them.",
    files: "Saved files",
    filesMeans:
      "What you export goes to your downloads folder and is not encrypted. Delete it when it has done its work.",
    sent: "Sent out",
    sentMeans: "Requests to Ribbon and to the webhook sources above. Nothing to anybody else.",
  },
  keyboard: {
    single: "Single-key shortcuts",
    singleMeans:
      "Off, letters and signs by themselves do nothing: for speech input, or against slips. Arrow keys, Enter, Space and keys with Ctrl, Alt or ⌘ go on working.",
    everywhere: "Keys that work on every screen",
    here: "Press ? on a screen to see its own keys as well.",
    action: "Action",
    keys: "Keys",
  },
  marks: {
    what: "Notes, tags, stars, reviewed, snoozes and saved views are yours: Ribbon knows nothing of them, and synchronisation never touches them.",
    export: "Export to a file",
    exporting: "Writing…",
    written: "Written to",
    notEncrypted: "The file is not encrypted and holds your notes.",
    import: "Import a file…",
    importing: "Taking in…",
    importMeans:
      "Adds what the file holds. Nothing here is overwritten by something older, and importing twice changes nothing.",
    unreadable: "The file could not be read.",
    nothingNew: "Nothing new: everything in the file was here already.",
    taken: "Taken in: {{what}}.",
    candidates_one: "marks of {{n}} candidate",
    candidates_other: "marks of {{n}} candidates",
    notes_one: "{{n}} note",
    notes_other: "{{n}} notes",
    views_one: "{{n}} saved view",
    views_other: "{{n}} saved views",
    inbox_one: "{{n}} mark in the inbox",
    inbox_other: "{{n}} marks in the inbox",
    unchanged_one: "{{n}} mark was here already.",
    unchanged_other: "{{n}} marks were here already.",
    waiting_one: "{{n}} mark is of somebody who is not here yet, and waits for them.",
    waiting_other: "{{n}} marks are of people who are not here yet, and wait for them.",
  },
  quarantine: {
    means:
      "What could not be applied is kept as it came, and is tried again after each update of Ribbon Desk.",
    listed: "Deliveries that wait",
    received: "Received",
    event: "Event",
    why: "Why it waits",
    unknown: "Not known",
    notAll: "The newest {{n}} of {{total}}.",
    obstacle: {
      unreadable: "It is not what a webhook of Ribbon looks like.",
      unknown_event: "This version does not know events of this kind.",
      nobody: "It does not say whose status changed.",
      denied: "It is not signed, and Ribbon knows no such interview.",
      not_applied: "It was understood, but could not be written into the cache.",
    },
    apply: "Apply again",
    applying: "Applying…",
    nothing: "Nothing was waiting.",
    done: "{{n}} tried: {{what}}.",
    applied: "{{n}} applied",
    repeats: "{{n}} known already",
    kept_one: "{{n}} waits on",
    kept_other: "{{n}} wait on",
    mayReturn: "One that is not signed comes back here if Ribbon does not confirm it.",
  },
  diagnostics: {
    quarantine: "Quarantine",
    quarantineEmpty: "Empty: every delivery could be applied",
    quarantineWaiting: "{{n}} waiting, nothing of them is lost",
    gaps: "Losses",
    noGaps: "None are known",
    ribbon: "Ribbon",
    version: "Version",
    copy: "Copy as text",
    copyMeans:
      "For whoever helps you: states, times and counts. No key, no secret, nothing about candidates.",
    copyFailed: "The clipboard is not available.",
  },
} as const;
