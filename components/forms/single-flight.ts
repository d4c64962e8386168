import { useRef, useState } from "react";

/** `leave` when the action leaves the page. */
export type Outcome = "leave" | undefined;

/**
 * Runs one action at a time: a second press, or Enter beside the button, does nothing. Once an action leaves the page,
 * none runs any more.
 */
export function useSingleFlight<Arguments extends unknown[]>(action: (...given: Arguments) => Promise<Outcome>) {
  // State would be stale for a second press in the same moment.
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
    /** Running, or leaving the page. */
    isPending: phase !== "idle",
    isLeaving: phase === "leaving",
  };
}
