import { useEffect } from "react";

/**
 * Calls back once, at the first interaction with a field of the page. A focus that the page itself sets does not count:
 * the page is still starting.
 *
 * @param onInteraction called again when it is another function
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
    // The interaction may have begun before hydration.
    if (document.activeElement?.matches("input, select, textarea")) listen();
    return () => untilFirst.abort();
  }, [onInteraction]);
}
