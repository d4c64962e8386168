"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { useTitlePrefix } from "@/components/ui/title-prefix";
import type { Purpose, VerificationResponse } from "@/lib/verification/schema";
import { CodeField } from "./code-field";
import { Conflict } from "./conflict";
import { NoSmsHelp } from "./no-sms-help";
import { RecoveryForm } from "./recovery-form";
import { RecycledNumber } from "./recycled-number";
import { ResendButton } from "./resend-button";
import { confirmsChoices, signsOut, startPath } from "./routes";
import { clockText } from "./server-clock";
import { useChallenge } from "./use-challenge";
import { useCodeForm } from "./use-code-form";

type VerificationFormProps = {
  purpose: Purpose;
  /** Same-origin path to go to afterwards. */
  next: string;
  verification: VerificationResponse;
  /** Where the code went: whole if it was typed in here. */
  number: string;
  renderedAt: string;
};

const SENT_ID = "code-sent";

/** Asks for the code from the SMS. */
export function VerificationForm({ purpose, next, verification: rendered, number, renderedAt }: VerificationFormProps) {
  const t = useTranslations("verification");
  const deletion = useTranslations("privacy.deletion");
  const titlePrefix = useTranslations("common.errors")("titlePrefix");
  const challenge = useChallenge(purpose, rendered, renderedAt);
  const newCodeButton = useRef<HTMLButtonElement>(null);
  const code = useCodeForm({ purpose, next, challenge, newCodeButton });
  const { field, onSubmit, submitsItself, pending, problem, conflict } = code;
  useTitlePrefix(titlePrefix, field.error !== undefined || problem !== null || conflict !== null);

  const start = startPath(purpose, next);
  if (conflict) return <Conflict start={start} {...conflict} />;

  if (code.halfway !== null) return <RecoveryForm code={code.halfway} next={next} onCodeRefused={code.startOver} />;

  const { verification, needsNewCode, secondsLeft } = challenge;
  const isExpired = secondsLeft === 0;
  const hasConfirmed = confirmsChoices(purpose, next);
  const isOwnNumber = hasConfirmed || signsOut(purpose);
  const otherWay = signsOut(purpose) ? deletion("usePassword") : hasConfirmed ? null : t("help.otherNumber");
  return (
    <div className="grid gap-6">
      <p id={SENT_ID} className="text-ink-soft">
        {t.rich("sent", {
          number: () => (
            <bdi
              dir="ltr"
              className="font-semibold whitespace-nowrap text-ink max-[15rem]:whitespace-normal tabular-nums"
            >
              {number}
            </bdi>
          ),
        })}{" "}
        {!isOwnNumber && <TextLink href={start}>{t("changeNumber")}</TextLink>}
      </p>
      <form noValidate method="post" onSubmit={onSubmit} className="grid gap-4">
        {needsNewCode ? (
          <Alert title={t(isExpired ? "expiredTitle" : "voidTitle")}>{t(isExpired ? "expired" : "void")}</Alert>
        ) : (
          <CodeField
            {...field}
            hint={t(submitsItself ? "digitsChecked" : "digits", { count: verification.code_length })}
            about={SENT_ID}
          />
        )}
        {problem && <Alert>{problem}</Alert>}
        {!needsNewCode && (
          <>
            <Button type="submit" pending={pending === "submit"} className="min-h-12 text-base">
              {t("submit")}
            </Button>
            <p role="timer" className="text-center text-sm text-ink-soft">
              {t.rich("timeLeft", {
                time: () => (
                  <bdi dir="ltr" className="font-semibold text-ink tabular-nums">
                    {clockText(secondsLeft)}
                  </bdi>
                ),
              })}
            </p>
          </>
        )}
      </form>
      <ResendButton
        ref={newCodeButton}
        look={needsNewCode ? "primary" : "secondary"}
        seconds={challenge.secondsToResend}
        pending={pending === "resend"}
        isResent={code.isResent}
        onResend={code.resend}
      />
      {purpose === "sign_in" && !needsNewCode && (
        <RecycledNumber
          isDormant={code.isDormant}
          pending={pending === "release"}
          onToggle={code.setMayRelease}
          onRelease={code.release}
        />
      )}
      <NoSmsHelp start={start} otherWay={otherWay} />
      {/* For screen readers. */}
      <p role="status" className="sr-only">
        {needsNewCode && isExpired ? t("expiredTitle") : ""}
      </p>
    </div>
  );
}
