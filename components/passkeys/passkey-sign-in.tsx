"use client";

import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { callApi } from "@/components/api/client";
import { loadPage } from "@/components/forms/intentional-navigation";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Assertion, PasskeyRequestOptions } from "@/lib/auth/passkey-schema";
import { canSuggestPasskeys, endPasskeyRequest, requestPasskey, suggestPasskeys } from "./ceremony";
import { usePasskeyErrorText } from "./use-passkey-error-text";

const PATH = "/api/users/passkey-login/";
/** A challenge is good for five minutes. */
const RENEWED_AFTER_MS = 240_000;

const getOptions = () => callApi<PasskeyRequestOptions>(PATH);

type PasskeySignInProps = {
  /** Same-origin path to go to afterwards. */
  next: string;
  /** The page has a field among whose suggestions passkeys can be. */
  suggests: boolean;
};

/** Signs in with a passkey: by a button, or chosen from the suggestions of the page's field. */
export function PasskeySignIn({ next, suggests }: PasskeySignInProps) {
  const t = useTranslations("passkeys.signIn");
  const errorText = usePasskeyErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  const [attempts, setAttempts] = useState(0);
  const { run, isPending } = useSingleFlight(async (chosen: Assertion | null): Promise<Outcome> => {
    setProblem(null);
    try {
      const passkey = chosen ?? (await requestPasskey(await getOptions()));
      await callApi(PATH, { method: "POST", body: { passkey } });
    } catch (error) {
      setProblem(errorText(error));
      setAttempts((count) => count + 1);
      return;
    }
    // A full load, so that nothing of the guest's page survives.
    loadPage(next);
    return "leave";
  });

  const suggest = useEffectEvent(async () => {
    // The browser has one request at a time, and the dialog is open.
    if (isPending || !(await canSuggestPasskeys())) return;
    const options = await getOptions().catch(() => null);
    const chosen = options && (await suggestPasskeys(options));
    if (chosen) await run(chosen);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the dialog of an attempt has ended the suggestions
  useEffect(() => {
    if (!suggests) return;
    void suggest();
    const timer = window.setInterval(() => void suggest(), RENEWED_AFTER_MS);
    return () => {
      window.clearInterval(timer);
      void endPasskeyRequest();
    };
  }, [suggests, attempts]);

  return (
    <div className="mt-6 grid gap-5">
      <p
        aria-hidden
        className="flex items-center gap-3 text-sm text-ink-soft before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line"
      >
        {t("or")}
      </p>
      {problem && <Alert>{problem}</Alert>}
      <Button look="secondary" pending={isPending} onClick={() => void run(null)} className="min-h-12 text-base">
        {!isPending && <Fingerprint aria-hidden />}
        {t("button")}
      </Button>
    </div>
  );
}
