import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { ApiError, callApi } from "@/components/api/client";
import type { Purpose, VerificationResponse } from "@/lib/verification/schema";
import { secondsUntil, useServerTime } from "./server-clock";

export type Challenge = {
  verification: VerificationResponse;
  /** Until the code expires. */
  secondsLeft: number;
  /** Until another code can be requested. */
  secondsToResend: number;
  /** The code is void or expired. */
  needsNewCode: boolean;
  /** @returns what the purpose's endpoint answers */
  submit: (code: string) => Promise<unknown>;
  /** Requests another code and reloads the challenge. */
  resend: () => Promise<void>;
  /** Reloads the challenge; null when it is no longer open. */
  read: () => Promise<VerificationResponse | null>;
  /** Delays the next resend. */
  waitFor: (seconds: number) => void;
};

/** The open challenge of this session, starting from the server's rendering, in sync with other tabs. */
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
    // Back from reading the SMS, or from another tab.
    const onVisible = () => {
      if (document.visibilityState !== "visible" || isOver) return;
      read().then(
        // The server knows the way on: the customer may be signed in by now.
        (open) => open ?? router.refresh(),
        // Offline, for example.
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
