"use client";

import { type DateTimeFormatOptions, useFormatter, useLocale } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { clockOffset, ownTimeZone } from "./clock-offset";
import { rememberTimeZone } from "./display-cookies";
import { useIsLeftToServer } from "./server-text";

/** The zone in which the server writes the page's times, by the cookie that the browser wrote last; null for unknown. */
const ServerZone = createContext<string | null>(null);

/** Says in which zone the server writes the page's times. @param zone an IANA name; null while it is unknown */
export function TimeZoneProvider({ zone, children }: { zone: string | null; children: ReactNode }) {
  return <ServerZone value={zone}>{children}</ServerZone>;
}

/** The time of day right now, on the reader's clock; for what was done in the browser. */
export function useClockTime(): () => string {
  const format = useFormatter();
  return useCallback(() => format.dateTime(new Date(), { timeStyle: "short", timeZone: ownTimeZone() }), [format]);
}

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

/**
 * Written by the server in the zone that this browser had last. The browser compares its clock, and only where that
 * is another does it write the time itself: what it needs for that takes a phone a tenth of a second to make.
 */
function Local({ iso, style }: LocalProps & { style: DateTimeFormatOptions }) {
  const format = useFormatter();
  const zone = useContext(ServerZone);
  const element = useRef<HTMLTimeElement>(null);
  const [isAnotherClock, setAnotherClock] = useState(false);
  const isServer = typeof window === "undefined";
  const isLeft = useIsLeftToServer(iso) && !isAnotherClock;

  useEffect(() => {
    if (!isLeft) {
      if (zone !== ownTimeZone()) rememberTimeZone(ownTimeZone());
      return;
    }
    const isRight = element.current?.dataset.offset === String(new Date(iso).getTimezoneOffset());
    if (!isRight) setAnotherClock(true);
  }, [iso, zone, isLeft]);

  const write = () => {
    const timeZone = isServer ? (zone ?? "UTC") : ownTimeZone();
    return format.dateTime(new Date(iso), { ...style, timeZone });
  };
  return (
    <time
      ref={element}
      dateTime={iso}
      data-offset={isServer && zone ? clockOffset(new Date(iso), zone) : undefined}
      className={(isServer || isLeft) && zone === null ? "invisible inline-block" : "inline-block"}
      suppressHydrationWarning
    >
      {isLeft ? "" : write()}
    </time>
  );
}
