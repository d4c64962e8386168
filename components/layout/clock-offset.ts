/** Longer than any IANA zone name. */
const ZONE_MAX = 64;
const MINUTE_MS = 60_000;

/** The time zone in a cookie; null when invalid. */
export function timeZoneOf(value: string | undefined): string | null {
  if (!value || value.length > ZONE_MAX) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Minutes by which a zone's clock is behind UTC at an instant, as Date's getTimezoneOffset has it. */
export function clockOffset(instant: Date, timeZone: string): number {
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  clocks.set(timeZone, clock);
  const name = clock.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /([+-])(\d+):(\d+)/.exec(name) ?? [];
  const ahead = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sign === "-" ? ahead : -ahead;
}

/**
 * The calendar day of an instant on a clock, as "2026-11-30".
 *
 * @param offset minutes by which the clock is behind UTC
 */
export function dayOn(instant: Date, offset: number): string {
  return new Date(instant.getTime() - offset * MINUTE_MS).toISOString().slice(0, 10);
}

let own: string | undefined;

/** The device's time zone, cached since reading it takes a formatter. */
export function ownTimeZone(): string {
  own ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return own;
}
