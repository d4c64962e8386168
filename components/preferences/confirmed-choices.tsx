"use client";

import { CircleDot } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiError } from "@/components/api/client";
import { LeaveGuard } from "@/components/forms/leave-guard";
import { useFocusOnLinkedField } from "@/components/forms/linked-field";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { type PendingPhone, PendingPhoneNote } from "@/components/profile/pending-phone-note";
import { useProfile } from "@/components/profile/queries";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatusRegion } from "@/components/ui/status-region";
import { TextLink } from "@/components/ui/text-link";
import { useTitlePrefix } from "@/components/ui/title-prefix";
import { verifyPath } from "@/components/verification/routes";
import type { ConsentReceiptResponse } from "@/lib/consents/schema";
import type { ProfileResponse } from "@/lib/profile/schema";
import { ConsentChoice, usePreHydrationAnswers } from "./consent-choice";
import { CONSENTS } from "./consents";
import { type Answers, CHANNEL_OF, useAnswerConsents, useReceipts } from "./queries";

type ConfirmedChoicesProps = {
  profile: ProfileResponse;
  receipts: ConsentReceiptResponse[];
  /** Earlier choices that still wait for their code; null for none. */
  pending: PendingPhone | null;
};

type Problem = { text: string; needsPhone: boolean };

/**
 * The three consents where a code confirms them: answered together, then sent at a press, so that one SMS serves for
 * all.
 */
export function ConfirmedChoices({ profile: rendered, receipts: renderedReceipts, pending }: ConfirmedChoicesProps) {
  const t = useTranslations("preferences.contact");
  const texts = useTranslations("profile.consents");
  const router = useRouter();
  const requestErrorText = useRequestErrorText();
  const { data: profile } = useProfile(rendered);
  const { data: receipts } = useReceipts(renderedReceipts);
  const answer = useAnswerConsents();
  const [draft, setDraft] = useState<Answers>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isConfirmed, setConfirmed] = useState(false);
  const changed = CONSENTS.filter((name) => draft[name] !== undefined && draft[name] !== profile[name]);
  useFocusOnLinkedField();
  useTitlePrefix(useTranslations("common.errors")("titlePrefix"), problem !== null);
  usePreHydrationAnswers(rendered, (name, value) => setDraft((others) => ({ ...others, [name]: value })));

  const { run, isPending, isLeaving } = useSingleFlight(async (): Promise<Outcome> => {
    setProblem(null);
    setConfirmed(false);
    try {
      const outcome = await answer.mutateAsync(Object.fromEntries(changed.map((name) => [name, draft[name]])));
      if (outcome.step === "code") {
        router.push(verifyPath("phone_change", "/account/preferences"));
        return "leave";
      }
      setDraft({});
      setConfirmed(true);
    } catch (error) {
      const needsPhone = error instanceof ApiError && error.fields.phone !== undefined;
      setProblem({ text: needsPhone ? t("needsPhone") : requestErrorText(error), needsPhone });
    }
  });

  return (
    <Card title={texts("title")} description={`${texts("text")} ${t("needsCode")}`} beside className="print:hidden">
      {pending && changed.length === 0 && (
        <div className="mb-6">
          <PendingPhoneNote pending={pending} />
        </div>
      )}
      <div className="divide-y divide-line">
        {CONSENTS.map((name) => (
          <ConsentChoice
            key={name}
            name={name}
            value={draft[name] ?? profile[name]}
            progress={null}
            failure={null}
            receipt={receipts.find(({ channel }) => channel === CHANNEL_OF[name])}
            isAnswered={profile[name] !== null}
            onChoose={(value) => setDraft((others) => ({ ...others, [name]: value }))}
          />
        ))}
      </div>
      {problem && (
        <div className="mt-6">
          <Alert title={t("failedTitle")}>
            <p>{problem.text}</p>
            {problem.needsPhone && <TextLink href="/account/profile">{t("addPhone")}</TextLink>}
          </Alert>
        </div>
      )}
      <StatusRegion>
        {isConfirmed && changed.length === 0 && (
          <div className="mt-6">
            <Alert tone="success">{t("confirmed")}</Alert>
          </div>
        )}
      </StatusRegion>
      {changed.length > 0 && (
        <div className="mt-6 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-5">
          <p className="flex items-center gap-2 text-sm font-medium text-ink-soft">
            <CircleDot aria-hidden className="size-4.5 shrink-0 text-on-accent-soft" />
            {t("waiting", { count: changed.length })}
          </p>
          <div className="flex grow flex-wrap justify-end gap-2">
            <Button
              look="quiet"
              onClick={() => {
                setDraft({});
                setProblem(null);
              }}
            >
              {t("discard")}
            </Button>
            <Button pending={isPending} onClick={() => run()}>
              {t("confirm")}
            </Button>
          </div>
        </div>
      )}
      <LeaveGuard active={changed.length > 0 && !isLeaving} />
    </Card>
  );
}
