const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Until then it was "11 hours ago" rather than "yesterday". */
const YESTERDAY_MS = 12 * HOUR_MS;
const WEEK_DAYS = 7;

/** As Intl.RelativeTimeFormat takes it. */
type TimeAgo = [value: number, unit: "second" | "minute" | "hour" | "day"];

/**
 * How long ago something was, as people say it; null when it is so long ago that they would name the date.
 *
 * @param ms below zero where clocks differ
 * @param days the calendar days between, on the reader's clock
 */
export function timeAgo(ms: number, days: number): TimeAgo | null {
  if (ms < MINUTE_MS) return [0, "second"];
  if (ms < HOUR_MS) return [-Math.floor(ms / MINUTE_MS), "minute"];
  if (days === 0 || ms < YESTERDAY_MS) return [-Math.floor(ms / HOUR_MS), "hour"];
  return days < WEEK_DAYS ? [-days, "day"] : null;
}

/** The calendar days from one day to another, both as "2026-11-30". */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
