"use client";

import { useLocale } from "next-intl";
import { useSyncExternalStore } from "react";

type LocalProps = { iso: string };

/** An instant in the reader's own time zone, which only the browser knows: until it has spoken, just the room for it. */
export function LocalTime({ iso }: LocalProps) {
  // Arabic has words only in long dates; the others need less room in the middle ones.
  const dateStyle = useLocale().startsWith("ar") ? "long" : "medium";
  return <Local iso={iso} style={{ dateStyle, timeStyle: "short" }} />;
}

/** The day of an instant, where the reader is. */
export function LocalDate({ iso }: LocalProps) {
  return <Local iso={iso} style={{ day: "numeric", month: "short", year: "numeric" }} />;
}

function Local({ iso, style }: LocalProps & { style: Intl.DateTimeFormatOptions }) {
  const locale = useLocale();
  const inBrowser = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  const format = new Intl.DateTimeFormat(locale, { ...style, timeZone: inBrowser ? undefined : "UTC" });
  return (
    <time dateTime={iso} className={inBrowser ? "inline-block" : "invisible inline-block"}>
      {format.format(new Date(iso))}
    </time>
  );
}
