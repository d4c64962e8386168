"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { guardLeaving, isNavigationIntentional } from "@/components/forms/intentional-navigation";
import { useFocusOnLinkedField } from "@/components/forms/linked-field";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { useProfile } from "@/components/profile/queries";
import { Card } from "@/components/ui/card";
import { useTitlePrefix } from "@/components/ui/title-prefix";
import { verifyPath } from "@/components/verification/routes";
import type { ConsentReceiptResponse } from "@/lib/consents/schema";
import type { ProfileResponse } from "@/lib/profile/schema";
import { ConsentChoice, usePreHydrationAnswers } from "./consent-choice";
import { CONSENTS, type Consent } from "./consents";
import { CHANNEL_OF, useAnswerConsents, useAnswersOnTheWay, useReceipts } from "./queries";

type ContactChoicesProps = { profile: ProfileResponse; receipts: ConsentReceiptResponse[] };

/** The three consents, each saved as soon as it is answered: optimistic, and rolled back on an error. */
export function ContactChoices({ profile: rendered, receipts: renderedReceipts }: ContactChoicesProps) {
  const t = useTranslations("preferences.contact");
  const texts = useTranslations("profile.consents");
  const answers = useTranslations("consents");
  const router = useRouter();
  const requestErrorText = useRequestErrorText();
  const { data: profile } = useProfile(rendered);
  const { data: receipts } = useReceipts(renderedReceipts);
  const onTheWay = useAnswersOnTheWay();
  const answer = useAnswerConsents();
  const [saved, setSaved] = useState<Consent | null>(null);
  const [failures, setFailures] = useState<Partial<Record<Consent, string>>>({});
  const latest = useRef<Partial<Record<Consent, number>>>({});
  useWaitBeforeLeaving(Object.keys(onTheWay).length > 0);
  useFocusOnLinkedField();
  useTitlePrefix(useTranslations("common.errors")("titlePrefix"), Object.keys(failures).length > 0);

  const choose = async (name: Consent, value: boolean): Promise<void> => {
    const turn = (latest.current[name] ?? 0) + 1;
    latest.current[name] = turn;
    setSaved(null);
    setFailures(({ [name]: _over, ...others }) => others);
    try {
      const outcome = await answer.mutateAsync({ [name]: value });
      if (outcome.step === "code") return router.push(verifyPath("phone_change", "/account/preferences"));
      // A newer answer is announced instead.
      if (latest.current[name] !== turn) return;
      setSaved(name);
    } catch (error) {
      if (latest.current[name] === turn) setFailures((others) => ({ ...others, [name]: requestErrorText(error) }));
    }
  };
  usePreHydrationAnswers(rendered, choose);

  const answerText = (value: boolean | null) => answers(value === null ? "unanswered" : value ? "yes" : "no");

  return (
    <Card title={texts("title")} description={`${texts("text")} ${t("atOnce")}`} beside className="print:hidden">
      <div className="divide-y divide-line">
        {CONSENTS.map((name) => (
          <ConsentChoice
            key={name}
            name={name}
            value={onTheWay[name] ?? profile[name]}
            progress={name in onTheWay ? "saving" : saved === name ? "saved" : null}
            failure={
              failures[name] !== undefined && (
                <p>
                  {failures[name]} {t("unchanged", { answer: answerText(profile[name]) })}
                </p>
              )
            }
            receipt={receipts.find(({ channel }) => channel === CHANNEL_OF[name])}
            isAnswered={profile[name] !== null}
            onChoose={(value) => choose(name, value)}
          />
        ))}
      </div>
    </Card>
  );
}

/** While answers are being saved, signing out waits for them, and the browser asks before the tab is closed. */
function useWaitBeforeLeaving(isSaving: boolean): void {
  const leave = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (!isSaving) return;
    const hold = (event: BeforeUnloadEvent) => {
      if (!isNavigationIntentional()) event.preventDefault();
    };
    window.addEventListener("beforeunload", hold);
    const unguard = guardLeaving((go) => {
      leave.current = go;
    });
    return () => {
      window.removeEventListener("beforeunload", hold);
      unguard();
      leave.current?.();
      leave.current = null;
    };
  }, [isSaving]);
}
