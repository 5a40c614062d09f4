/** Until when something can be put off with one choice. */
export interface SnoozeTime {
  id: "laterToday" | "tomorrow" | "nextWeek";
  /** Milliseconds. */
  until: number;
}

const HOURS_LATER = 3;
const MORNING = 9;
const MONDAY = 1;

/** The choices at a moment, in the reader's time zone. Late in the evening there is no later today. */
export function snoozeTimes(now: number): SnoozeTime[] {
  const later = new Date(now);
  later.setHours(later.getHours() + HOURS_LATER, 0, 0, 0);
  const isToday = later.getDate() === new Date(now).getDate();
  const daysToMonday = (MONDAY - new Date(now).getDay() + 7) % 7 || 7;
  const times: SnoozeTime[] = [
    { id: "tomorrow", until: morningIn(1, now) },
    { id: "nextWeek", until: morningIn(daysToMonday, now) },
  ];
  return isToday ? [{ id: "laterToday", until: later.getTime() }, ...times] : times;
}

function morningIn(days: number, now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return day.setHours(MORNING, 0, 0, 0);
}
