import { useRef, useState } from "react";

/** `leave` when the page is being left. */
export type Outcome = "leave" | undefined;

/**
 * Runs an action once at a time, however often it is asked for: a second press, or Enter beside the button, does nothing.
 * After an action that leaves the page none runs any more.
 */
export function useSingleFlight<Arguments extends unknown[]>(action: (...given: Arguments) => Promise<Outcome>) {
  // State would still be the old one for a second press in the same moment.
  const isBusy = useRef(false);
  const [phase, setPhase] = useState<"idle" | "pending" | "leaving">("idle");
  return {
    run: async (...given: Arguments): Promise<void> => {
      if (isBusy.current) return;
      isBusy.current = true;
      setPhase("pending");
      let outcome: Outcome;
      try {
        outcome = await action(...given);
      } finally {
        isBusy.current = outcome === "leave";
        setPhase(outcome === "leave" ? "leaving" : "idle");
      }
    },
    /** Under way, or the page is being left. */
    isPending: phase !== "idle",
    isLeaving: phase === "leaving",
  };
}
