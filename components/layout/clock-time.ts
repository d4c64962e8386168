import { useFormatter } from "next-intl";
import { useCallback } from "react";
import { ownTimeZone } from "./clock-offset";

/** The time of day right now, on the reader's clock; for what was done in the browser. */
export function useClockTime(): () => string {
  const format = useFormatter();
  return useCallback(() => format.dateTime(new Date(), { timeStyle: "short", timeZone: ownTimeZone() }), [format]);
}
