import { useEffect } from "react";

/**
 * Calls once when somebody first turns to a field of the page: time to fetch what it will take. A field that the page
 * itself put the cursor into does not count; nobody has touched it, and the page is still starting.
 *
 * @param onTouch may be called again when it is another
 */
export function useFirstTouch(onTouch: () => void): void {
  useEffect(() => {
    const untilTouched = new AbortController();
    const touch = () => {
      if (navigator.userActivation?.hasBeenActive === false) return;
      untilTouched.abort();
      onTouch();
    };
    for (const event of ["focusin", "input"]) document.addEventListener(event, touch, { signal: untilTouched.signal });
    // Somebody may be at it since before the scripts had run.
    if (document.activeElement?.matches("input, select, textarea")) touch();
    return () => untilTouched.abort();
  }, [onTouch]);
}
