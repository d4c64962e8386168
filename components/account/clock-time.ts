import { useFormatter } from "next-intl";
import { useCallback } from "react";

/** The time of day right now, on the reader's clock; for what was done in the browser. */
export function useClockTime(): () => string {
  const format = useFormatter();
  return useCallback(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return format.dateTime(new Date(), { timeStyle: "short", timeZone });
  }, [format]);
}
