"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { callApi } from "@/components/api/client";
import { useSingleFlight } from "@/components/forms/single-flight";
import { Button } from "@/components/ui/button";
import type { PasskeyRequestOptions } from "@/lib/auth/passkey-schema";
import { requestPasskey } from "./ceremony";
import { usePasskeyErrorText } from "./use-passkey-error-text";

type PasskeyConfirmationProps = {
  /** Of the endpoint that gives the options and takes the answer. */
  path: string;
  onConfirmed: () => void;
  onProblem: (text: string | null) => void;
};

/** Confirms who is there by a passkey; nothing for those who have none. */
export function PasskeyConfirmation({ path, onConfirmed, onProblem }: PasskeyConfirmationProps) {
  const t = useTranslations("passkeys.confirm");
  const errorText = usePasskeyErrorText();
  const [isOffered, setIsOffered] = useState(false);
  useEffect(() => {
    // Without an answer there are the other ways.
    getOptions(path).then(
      (options) => setIsOffered(options !== null),
      () => undefined,
    );
  }, [path]);
  const { run, isPending } = useSingleFlight(async () => {
    onProblem(null);
    try {
      const options = await getOptions(path);
      if (options) await callApi(path, { method: "POST", body: { passkey: await requestPasskey(options) } });
      onConfirmed();
    } catch (error) {
      onProblem(errorText(error));
    }
  });
  if (!isOffered) return null;
  return (
    <Button look="quiet" className="-ms-5 justify-self-start" pending={isPending} onClick={() => void run()}>
      {t("button")}
    </Button>
  );
}

async function getOptions(path: string): Promise<PasskeyRequestOptions | null> {
  return (await callApi<{ passkey: PasskeyRequestOptions | null }>(path)).passkey;
}
