import { useEffect } from "react";

/**
 * Calls once at the first interaction with a field of the page: time to fetch what it will take. A cursor that the page
 * itself has set does not count; nobody has touched the field, and the page is still starting.
 *
 * @param onInteraction may be called again when it is another
 */
export function useFirstInteraction(onInteraction: () => void): void {
  useEffect(() => {
    const untilFirst = new AbortController();
    const listen = () => {
      if (navigator.userActivation?.hasBeenActive === false) return;
      untilFirst.abort();
      onInteraction();
    };
    for (const event of ["focusin", "input"]) document.addEventListener(event, listen, { signal: untilFirst.signal });
    // Somebody may be at it since before the scripts had run.
    if (document.activeElement?.matches("input, select, textarea")) listen();
    return () => untilFirst.abort();
  }, [onInteraction]);
}
