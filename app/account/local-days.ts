import { cookies } from "next/headers";
import { clockOffset, dayOn, timeZoneOf } from "@/components/layout/clock-offset";
import { DISPLAY_COOKIES } from "@/components/layout/display-cookies";
import type { LocalDays } from "@/components/layout/local-days";

/** The day of each entry in the zone that the browser had last, or else in UTC. */
export async function localDaysOf(entries: readonly { at: string }[]): Promise<LocalDays> {
  const zone = timeZoneOf((await cookies()).get(DISPLAY_COOKIES.timeZone)?.value) ?? "UTC";
  return Object.fromEntries(
    entries.map(({ at }) => {
      const instant = new Date(at);
      return [at, dayOn(instant, clockOffset(instant, zone))];
    }),
  );
}
