import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { ApiError, callApi } from "@/components/api/client";
import type { Purpose, VerificationResponse } from "@/lib/verification/schema";
import { secondsUntil, useServerTime } from "./server-clock";

export type Challenge = {
  verification: VerificationResponse;
  /** Until the code is worth nothing any more. */
  secondsLeft: number;
  /** Until another code can be asked for. */
  secondsToResend: number;
  /** The code is void or its time is up: only another one helps. */
  needsNewCode: boolean;
  submit: (code: string) => Promise<void>;
  /** Asks for another code, and reads where the challenge stands then. */
  resend: () => Promise<void>;
  /** Reads where the challenge stands; null when it is not open any more. */
  read: () => Promise<VerificationResponse | null>;
  /** Lets the button wait: the server said for how long. */
  waitFor: (seconds: number) => void;
};

/** The open challenge of this session, beginning with what the server rendered, kept true to what other tabs do. */
export function useChallenge(purpose: Purpose, rendered: VerificationResponse, renderedAt: string): Challenge {
  const path = `/api/verification/${purpose}`;
  const router = useRouter();
  const { now, tick } = useServerTime(renderedAt);
  const [verification, setVerification] = useState(rendered);
  const [seen, setSeen] = useState(rendered);
  const [waitUntil, setWaitUntil] = useState(0);
  if (rendered !== seen) {
    setSeen(rendered);
    setVerification(rendered);
  }

  const read = useCallback(async () => {
    try {
      const fresh = await callApi<VerificationResponse>(path);
      setVerification(fresh);
      tick();
      return fresh;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  }, [path, tick]);

  const secondsLeft = secondsUntil(verification.expires_at, now);
  const isOver = secondsLeft === 0;
  useEffect(() => {
    // Somebody who comes back from their messages, or from another tab where they went on.
    const onVisible = () => {
      if (document.visibilityState !== "visible" || isOver) return;
      read().then(
        // The server knows the way on: they may be signed in by now.
        (open) => open ?? router.refresh(),
        // Offline, say: what is shown stays.
        () => undefined,
      );
    };
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, [read, router, isOver]);

  return {
    verification,
    secondsLeft,
    secondsToResend: Math.max(secondsUntil(verification.resend_at, now), secondsUntil(waitUntil, now)),
    needsNewCode: isOver || verification.attempts_left === 0,
    submit: (code) => callApi(path, { method: "POST", body: { code } }),
    resend: async () => {
      await callApi(path, { method: "POST", body: { resend: true } });
      setWaitUntil(0);
      await read();
    },
    read,
    waitFor: (seconds) => setWaitUntil(now + seconds * 1000),
  };
}
