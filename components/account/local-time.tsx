"use client";

import { useLocale } from "next-intl";
import { useSyncExternalStore } from "react";

/** An instant in the reader's own time zone, which only the browser knows: until it has spoken, just the room for it. */
export function LocalTime({ iso }: { iso: string }) {
  const locale = useLocale();
  const inBrowser = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: inBrowser ? undefined : "UTC",
  });
  return (
    <time dateTime={iso} className={inBrowser ? undefined : "invisible"}>
      {format.format(new Date(iso))}
    </time>
  );
}
