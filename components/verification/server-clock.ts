import { useCallback, useEffect, useState } from "react";

/**
 * By how many milliseconds the server's clock is ahead of the device's: the most that any page has shown, since each shows
 * less by the time that it took to arrive.
 */
let lead = Number.NEGATIVE_INFINITY;

/**
 * The time by the server's clock, in milliseconds, updated every second.
 *
 * @param renderedAt when the server rendered the page; also the first value, for hydration
 * @returns the time, and a way to update it at once
 */
export function useServerTime(renderedAt: string): { now: number; tick: () => void } {
  const [now, setNow] = useState(() => Date.parse(renderedAt));
  const tick = useCallback(() => setNow(Date.now() + lead), []);
  useEffect(() => {
    lead = Math.max(lead, Date.parse(renderedAt) - Date.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [renderedAt, tick]);
  return { now, tick };
}

/** Whole seconds until an instant, not one more for what the clock lags behind; zero when it has passed. */
export function secondsUntil(instant: string | number, now: number): number {
  const time = typeof instant === "number" ? instant : Date.parse(instant);
  return Math.max(0, Math.round((time - now) / 1000));
}

/** As 4:05. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
