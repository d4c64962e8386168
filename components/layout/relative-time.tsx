"use client";

import { useFormatter, useLocale } from "next-intl";
import { useEffect, useState } from "react";
import { clockOffset, dayOn, ownTimeZone } from "./clock-offset";
import { LocalText, LocalTime, useExactTime } from "./local-time";
import { daysBetween, timeAgo } from "./time-ago";
import { usePrinting } from "./use-printing";

type RelativeProps = { iso: string };

const RENEWED_MS = 60_000;

/**
 * How long ago an instant was, kept up to date; after a week, its date. The exact time opens beside it, and a mouse
 * need not even press; paper has it alone. Stands last in its line, since its width changes.
 */
export function RelativeTime({ iso }: RelativeProps) {
  const format = useFormatter();
  const locale = useLocale();
  const exact = useExactTime(iso);
  const [isOpen, setOpen] = useState(false);
  const isPrinting = usePrinting();
  const [title, setTitle] = useState<string>();
  const [renewals, setRenewals] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setRenewals((count) => count + 1), RENEWED_MS);
    return () => clearInterval(timer);
  }, []);

  const write = (timeZone: string) => {
    const { day, today } = daysOn(iso, timeZone);
    const ago = timeAgo(Date.now() - Date.parse(iso), daysBetween(day, today));
    if (ago) return relativeFormat(locale).format(...ago);
    return format.dateTime(new Date(iso), { day: "numeric", month: "short", year: "numeric", timeZone });
  };
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        title={title}
        onPointerEnter={() => setTitle(exact(ownTimeZone()))}
        onClick={() => setOpen(!isOpen)}
        className="min-h-6 rounded-sm *:underline *:decoration-line-strong *:decoration-dotted *:underline-offset-4 hover:text-ink"
      >
        <LocalText iso={iso} write={write} renewals={renewals} />
      </button>
      {isOpen && <span className="print:hidden">{" · "}</span>}
      {(isOpen || isPrinting) && <LocalTime iso={iso} />}
    </>
  );
}

/** The day of an instant as a heading: today, yesterday, or its date. */
export function RelativeDay({ iso }: RelativeProps) {
  const format = useFormatter();
  const locale = useLocale();
  const write = (timeZone: string) => {
    const { day, today } = daysOn(iso, timeZone);
    const daysAgo = daysBetween(day, today);
    if (daysAgo < 2) return relativeFormat(locale).format(-Math.max(0, daysAgo), "day");
    const isThisYear = day.slice(0, 4) === today.slice(0, 4);
    const style = { weekday: "long", day: "numeric", month: "long", timeZone } as const;
    return format.dateTime(new Date(iso), isThisYear ? style : { ...style, year: "numeric" });
  };
  return <LocalText iso={iso} write={write} isHeading />;
}

/** The calendar days of an instant and of now, on a time zone's clock. */
function daysOn(iso: string, timeZone: string): { day: string; today: string } {
  const dayOf = (instant: Date) => dayOn(instant, clockOffset(instant, timeZone));
  return { day: dayOf(new Date(iso)), today: dayOf(new Date()) };
}

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  const format = relativeFormats.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  relativeFormats.set(locale, format);
  return format;
}
