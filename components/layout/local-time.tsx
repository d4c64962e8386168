"use client";

import { type DateTimeFormatOptions, useFormatter, useLocale } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
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

/** Writes day and time of an instant, as they are on a time zone's clock. */
export function useExactTime(iso: string): (timeZone: string) => string {
  const format = useFormatter();
  // Only Arabic's long dates have words; elsewhere medium ones save space.
  const dateStyle = useLocale().startsWith("ar") ? "long" : "medium";
  return (timeZone) => format.dateTime(new Date(iso), { dateStyle, timeStyle: "short", timeZone });
}

type LocalProps = { iso: string };

/** An instant in the reader's time zone; while only the browser knows that, an invisible placeholder. */
export function LocalTime({ iso }: LocalProps) {
  return <LocalText iso={iso} write={useExactTime(iso)} />;
}

/** The day of an instant in the reader's time zone. */
export function LocalDate({ iso }: LocalProps) {
  return <LocalPart iso={iso} style={{ day: "numeric", month: "short", year: "numeric" }} />;
}

type LocalPartProps = LocalProps & { style: DateTimeFormatOptions; isHeading?: boolean };

/** A part of an instant in the reader's time zone; the rest of it is said by what is above. */
export function LocalPart({ iso, style, isHeading = false }: LocalPartProps) {
  const format = useFormatter();
  const write = (timeZone: string) => format.dateTime(new Date(iso), { ...style, timeZone });
  return <LocalText iso={iso} write={write} isHeading={isHeading} />;
}

type LocalTextProps = LocalProps & {
  /** Writes it for a time zone. */
  write: (timeZone: string) => string;
  /** How often it was to be written anew. */
  renewals?: number;
  /** Begins with a capital. */
  isHeading?: boolean;
};

/**
 * The server writes the time in the browser's last known zone. The browser rewrites it only if its clock differs: the
 * formatter for that takes a phone a tenth of a second to make.
 */
export function LocalText({ iso, write, renewals = 0, isHeading = false }: LocalTextProps) {
  const zone = useContext(ServerZone);
  const element = useRef<HTMLTimeElement>(null);
  const [isAnotherClock, setAnotherClock] = useState(false);
  const isServer = typeof window === "undefined";
  const isLeft = useIsLeftToServer(`${iso} ${renewals}`) && !isAnotherClock;

  useEffect(() => {
    if (!isLeft) {
      if (zone !== ownTimeZone()) rememberTimeZone(ownTimeZone());
      return;
    }
    const isRight = element.current?.dataset.offset === String(new Date(iso).getTimezoneOffset());
    if (!isRight) setAnotherClock(true);
  }, [iso, zone, isLeft]);

  const isHidden = (isServer || isLeft) && zone === null;
  return (
    <time
      ref={element}
      dateTime={iso}
      data-offset={isServer && zone ? clockOffset(new Date(iso), zone) : undefined}
      className={classNames("inline-block", isHidden && "invisible", isHeading && "first-letter:uppercase")}
      suppressHydrationWarning
    >
      {isLeft ? "" : write(isServer ? (zone ?? "UTC") : ownTimeZone())}
    </time>
  );
}
