/** Drawn on a 16 × 16 grid with one stroke width, so that they sit together. */
const PATHS = {
  inbox: "M2.5 9.5 4 3.5h8l1.5 6v3h-11zM2.5 9.5h3.2l1 1.5h2.6l1-1.5h3.2",
  board: "M2.5 3h3v10h-3zM6.5 3h3v6.5h-3zM10.5 3h3v8h-3z",
  flows: "M3 3.5h10M3 8h6M3 12.5h10M11 6.2v3.6M9.2 8h3.6",
  invite:
    "M7 3a2.2 2.2 0 1 1 0 4.400A2.2 2.2 0 0 1 7 3zM2.500 13c.5-2.500 2-3.700 4.500-3.700 1 0 1.900.2 2.600.6M12 9v5M9.500 11.500h5",
  archive: "M2.5 3.500h11v3h-11zM3.500 6.500v6.500h9V6.500M6.500 9h3",
  download: "M8 2.500v7.500M4.800 7 8 10.200 11.200 7M3 13h10",
  stop: "M4.500 4.500h7v7h-7z",
  settings: "M2.5 5h5M11 5h2.5M2.5 11H5M8.5 11h5M9.2 3.2v3.6M6.8 9.2v3.6",
  check: "m3 8.5 3.2 3.2L13 4.8",
  star: "m8 2.4 1.7 3.5 3.9.5-2.8 2.7.7 3.8L8 11.1l-3.5 1.8.7-3.8-2.8-2.7 3.9-.5z",
  unread: "M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  processed: "M2.5 8h1.2M5.3 5.5v5M7.8 3v10M10.3 5.5v5M12.4 8h1.1",
  video: "M2.5 4.5h7.5v7H2.5zM10 7.2l3.5-2v5.6l-3.5-2",
  status: "M2.5 8h10M9 4.5 12.5 8 9 11.5",
  gap: "M2 8h3M11 8h3M7 5.5 6.2 10.5M9.8 5.5 9 10.5",
  stale: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 5v3.2l2.2 1.4",
  bell: "M4.500 11V7a3.500 3.500 0 0 1 7 0v4M3 11h10M7 13.300h2",
  alert: "M8 2.8 14 13H2zM8 6.6v3M8 11.2v.2",
  offline:
    "M2.5 2.5l11 11M4.6 6.2A6.8 6.8 0 0 0 2.8 7.4M13.2 7.4A7.3 7.3 0 0 0 7 5.1M6.2 10.3a3 3 0 0 1 3.4-.5M8 12.6v.1",
  live: "M8 6.7a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6zM4.8 11.2a4.5 4.5 0 0 1 0-6.4M11.2 4.8a4.5 4.5 0 0 1 0 6.4M2.9 13a7.2 7.2 0 0 1 0-10M13.1 3a7.2 7.2 0 0 1 0 10",
  polling:
    "M13 6.2A5.3 5.3 0 0 0 3.4 5.3M3 2.8v2.7h2.7M3 9.8a5.3 5.3 0 0 0 9.6.9M13 13.2v-2.7h-2.7",
  external: "M9 3h4v4M13 3 7.5 8.5M11 9v4H3V5h4",
  copy: "M5.5 5.5h7.5v7.5H5.5zM10.5 5.5V3H3v7.5h2.5",
  narrower: "M2 8h4.500M4.500 5.500 7 8 4.500 10.500M14 8H9.500M11.500 5.500 9 8l2.500 2.500",
  wider: "M7 8H2M4.500 5.500 2 8l2.500 2.500M9 8h5M11.500 5.500 14 8l-2.500 2.500",
  snooze:
    "M8 4a4.800 4.800 0 1 1 0 9.600A4.800 4.800 0 0 1 8 4zM8 6.300v2.600l1.800 1M2.500 4.500l2-1.700M13.500 4.500l-2-1.700",
  tag: "M2.800 8.200V3h5.200l5.500 5.500-5.200 5.200zM5.300 5.500v.1",
  more: "M3.500 8h.1M8 8h.1M12.500 8h.1",
  back: "M10 3.5 5.5 8l4.5 4.5",
  forward: "M6 3.5 10.5 8 6 12.5",
  up: "M3.5 10 8 5.5l4.5 4.5",
  down: "M3.5 6 8 10.5 12.5 6",
  play: "M5 3.2v9.6L12.6 8z",
  pause: "M5 3.5v9M11 3.5v9",
  skipBack:
    "M4.2 4.4A5.3 5.3 0 1 1 2.7 8M4.5 1.8v3h3M7 6.5v4M9 7.5v2a1 1 0 0 0 2 0v-2a1 1 0 0 0-2 0",
  skipAhead:
    "M11.8 4.4A5.3 5.3 0 1 0 13.3 8M11.5 1.8v3h-3M5.5 6.5v4M7.5 7.5v2a1 1 0 0 0 2 0v-2a1 1 0 0 0-2 0",
  search: "M7 2.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4zM10.2 10.2l3.3 3.3",
  chart: "M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6",
  command: "m3 4.5 3.500 3.500L3 11.500M8 12h5",
  close: "m4 4 8 8M12 4l-8 8",
  keyboard: "M2 4.5h12v7H2zM4.5 7h.1M7 7h.1M9.3 7h.1M11.5 7h.1M5 9.3h6",
  note: "M3.5 2.500h9v7l-3.500 4h-5.500zM9 13.300V9.700h3.400M5.800 5.500h4.400M5.800 8h3",
  pin: "M8 14V9.500M5 9.500h6l-1.200-2.500V3h-3.600v4z",
  edit: "m3 13 .6-2.800 7-7 2.200 2.200-7 7z",
  trash: "M3 4.500h10M6.500 4.500V3h3v1.500M4.300 4.500l.6 8.500h6.200l.6-8.500",
  link: "M6.800 9.200a2.600 2.600 0 0 0 3.700 0l2-2a2.600 2.600 0 0 0-3.700-3.700l-.6.6M9.200 6.800a2.600 2.600 0 0 0-3.700 0l-2 2a2.600 2.600 0 0 0 3.700 3.700l.6-.6",
  compare: "M3 3h4v10H3zM9 3h4v10H9z",
  help: "M8 2.500a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM6.500 6.500a1.500 1.500 0 1 1 2.200 1.300c-.5.300-.7.600-.7 1.200M8 11v.1",
  person: "M8 3a2.3 2.3 0 1 1 0 4.6A2.3 2.3 0 0 1 8 3zM3.5 13c.5-2.6 2.2-3.8 4.5-3.8s4 1.2 4.5 3.8",
  sparkle: "M8 2.5 9.4 6.6 13.5 8 9.4 9.4 8 13.5 6.6 9.4 2.5 8 6.6 6.6z",
  unverified: "M8 2.3 13 4v4c0 3-2.2 4.9-5 5.8C5.2 12.900 3 11 3 8V4zM8 5.3v3.2M8 10.6v.1",
} as const;

export type IconName = keyof typeof PATHS;

interface Props {
  name: IconName;
  filled?: boolean;
  size?: number;
}

/** A picture beside words; it says nothing by itself and is hidden from screen readers. */
export function Icon({ name, filled = false, size = 16 }: Props) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill={filled ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
