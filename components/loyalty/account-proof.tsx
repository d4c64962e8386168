"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { AccountProofResponse } from "@/lib/loyalty/account-proof-schema";
import { NO_CARD_ID } from "./anchors";
import { BirthDateProof, CodeProof } from "./proof-forms";
import { proveAccount } from "./queries";

/** Asks whose the account is that the customer's number has found: theirs by a second proof, or somebody else's. */
export function AccountProof({ account }: { account: AccountProofResponse }) {
  const t = useTranslations("loyalty.proof");
  const router = useRouter();
  const onAnswered = () => {
    router.replace("/account/loyalty?card=joined");
    router.refresh();
  };
  return (
    <>
      <Alert tone="notice" title={<span id={NO_CARD_ID}>{t("title")}</span>}>
        <p>{t("text")}</p>
      </Alert>
      {account.email_masked !== null && <EmailProof address={account.email_masked} onProved={onAnswered} />}
      {account.has_birth_date && (
        <Card title={t("birthTitle")} description={t("birthText")} beside>
          <BirthDateProof onProved={onAnswered} />
        </Card>
      )}
      <NotMine onDisowned={onAnswered} />
    </>
  );
}

/** Mails a code, then takes it. */
function EmailProof({ address, onProved }: { address: string; onProved: () => void }) {
  const t = useTranslations("loyalty.proof");
  const requestErrorText = useRequestErrorText();
  const [isSent, setSent] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { run, isPending } = useSingleFlight(async (): Promise<Outcome> => {
    setProblem(null);
    try {
      await proveAccount({ way: "email" });
      setSent(true);
    } catch (error) {
      setProblem(requestErrorText(error));
    }
    return undefined;
  });
  const masked = () => (
    <bdi dir="ltr" className="font-semibold wrap-anywhere">
      {address}
    </bdi>
  );
  return (
    <Card title={t("emailTitle")} description={t.rich("emailText", { address: masked })} beside>
      <div className="grid gap-5">
        {problem && <Alert>{problem}</Alert>}
        {isSent && <CodeProof onProved={onProved} />}
        <Button look={isSent ? "quiet" : "primary"} className="justify-self-start" pending={isPending} onClick={run}>
          {t(isSent ? "sendAgain" : "send")}
        </Button>
      </div>
    </Card>
  );
}

/** The number was somebody else's before: their account loses it, and a new one is opened. */
function NotMine({ onDisowned }: { onDisowned: () => void }) {
  const t = useTranslations("loyalty.proof");
  const requestErrorText = useRequestErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  const { run, isPending } = useSingleFlight(async (): Promise<Outcome> => {
    setProblem(null);
    try {
      await proveAccount({ way: "not_mine" });
      onDisowned();
      return "leave";
    } catch (error) {
      setProblem(requestErrorText(error));
    }
    return undefined;
  });
  return (
    <Card title={t("notMineTitle")} description={t("notMineText")} beside>
      <div className="grid gap-5">
        {problem && <Alert>{problem}</Alert>}
        <Button look="secondary" className="justify-self-start" pending={isPending} onClick={run}>
          {t("notMine")}
        </Button>
      </div>
    </Card>
  );
}
