"use client";

import { type DateTimeFormatOptions, useFormatter, useLocale } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { clockOffset, ownTimeZone } from "./clock-offset";
import { rememberTimeZone } from "./display-cookies";
import { useIsLeftToServer } from "./server-text";

/** The zone in which the server writes times, from the browser's cookie; null for unknown. */
const ServerZone = createContext<string | null>(null);

export function TimeZoneProvider({ zone, children }: { zone: string | null; children: ReactNode }) {
  return <ServerZone value={zone}>{children}</ServerZone>;
}

/** The current time of day on the reader's clock. */
export function useClockTime(): () => string {
  const format = useFormatter();
  return useCallback(() => format.dateTime(new Date(), { timeStyle: "short", timeZone: ownTimeZone() }), [format]);
}

type LocalProps = { iso: string };

/** An instant in the reader's time zone; while only the browser knows that, an invisible placeholder. */
export function LocalTime({ iso }: LocalProps) {
  // Only Arabic's long dates have words; elsewhere medium ones save space.
  const dateStyle = useLocale().startsWith("ar") ? "long" : "medium";
  return <Local iso={iso} style={{ dateStyle, timeStyle: "short" }} />;
}

/** The day of an instant in the reader's time zone. */
export function LocalDate({ iso }: LocalProps) {
  return <Local iso={iso} style={{ day: "numeric", month: "short", year: "numeric" }} />;
}

/**
 * The server writes the time in the browser's last known zone. The browser rewrites it only if its clock differs: the
 * formatter for that takes a phone a tenth of a second to make.
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
