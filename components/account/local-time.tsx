"use client";

import { useLocale } from "next-intl";
import { useSyncExternalStore } from "react";

/** An instant in the reader's own time zone; until the browser has told it, the day in UTC. */
export function LocalTime({ iso }: { iso: string }) {
  const locale = useLocale();
  const inBrowser = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  const format = new Intl.DateTimeFormat(
    locale,
    inBrowser ? { dateStyle: "long", timeStyle: "short" } : { dateStyle: "long", timeZone: "UTC" },
  );
  return <time dateTime={iso}>{format.format(new Date(iso))}</time>;
}
