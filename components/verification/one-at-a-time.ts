import { useCallback, useRef } from "react";

/**
 * Lets a form be sent once at a time: whoever presses twice, or Enter beside the button, is heard once.
 *
 * @param send resolves to true when the page is being left, after which nothing is sent any more
 */
export function useOneAtATime<Arguments extends unknown[]>(
  send: (...given: Arguments) => Promise<boolean>,
): (...given: Arguments) => Promise<void> {
  const isBusy = useRef(false);
  return useCallback(
    async (...given) => {
      if (isBusy.current) return;
      isBusy.current = true;
      let isLeaving = false;
      try {
        isLeaving = await send(...given);
      } finally {
        isBusy.current = isLeaving;
      }
    },
    [send],
  );
}
