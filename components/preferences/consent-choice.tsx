import { CircleCheck, History, LoaderCircle, Mail, MessageSquareText, PhoneCall } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useIsFromServer, valueInDocument } from "@/components/forms/pre-hydration-input";
import { RelativeTime } from "@/components/layout/relative-time";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { RadioGroup } from "@/components/ui/radio-group";
import type { ConsentReceiptResponse } from "@/lib/consents/schema";
import type { ProfileResponse } from "@/lib/profile/schema";
import { CONSENTS, type Consent } from "./consents";
import { useSourceText } from "./use-source-text";

const ICONS = { email_allowed: Mail, sms_allowed: MessageSquareText, call_allowed: PhoneCall };

type ConsentChoiceProps = {
  name: Consent;
  /** Null for never answered. */
  value: boolean | null;
  progress: "saving" | "saved" | null;
  /** Why the last answer could not be saved. */
  failure: ReactNode;
  /** Of the saved answer; undefined for none. */
  receipt: ConsentReceiptResponse | undefined;
  /** Whether there is a saved answer. */
  isAnswered: boolean;
  onChoose: (value: boolean) => void;
};

/** One question and the receipt of its last answer. "Never answered" is a state, not a choice. */
export function ConsentChoice({ name, value, progress, failure, receipt, isAnswered, onChoose }: ConsentChoiceProps) {
  const t = useTranslations("preferences");
  const questions = useTranslations("profile.consents");
  const answers = useTranslations("consents");
  const Icon = ICONS[name];
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 py-6 first:pt-0 last:pb-0">
      <span
        aria-hidden
        className="grid size-10 place-items-center rounded-full bg-primary-soft text-on-primary-soft max-sm:hidden"
      >
        <Icon className="size-5" />
      </span>
      <div className="grid min-w-0 gap-3 max-sm:col-span-2">
        <RadioGroup
          name={name}
          label={
            <>
              {questions(name)}
              {value === null && <span className="sr-only"> {answers("unanswered")}</span>}
            </>
          }
          value={value === null ? "" : `${value}`}
          options={[
            { value: "true", label: answers("yes") },
            { value: "false", label: answers("no") },
          ]}
          onChange={(event) => onChoose(event.target.value === "true")}
        />
        {failure && <Alert title={t("contact.failedTitle")}>{failure}</Alert>}
        <p className="flex min-h-5 items-start gap-2 text-xs text-ink-soft [&_svg]:mt-px [&_svg]:size-4 [&_svg]:shrink-0">
          {progress === "saving" ? (
            <LoaderCircle aria-hidden className="animate-spin" />
          ) : progress === "saved" ? (
            <CircleCheck aria-hidden className="text-success" />
          ) : (
            isAnswered && !failure && <History aria-hidden />
          )}
          <span>
            <span role="status" className="font-semibold text-success">
              {progress === "saved" && value !== null && t(`contact.${name}_${value}`)}
            </span>
            {progress === "saving" && t("contact.saving")}
            {progress === null && !failure && <ReceiptText receipt={receipt} isAnswered={isAnswered} />}
          </span>
        </p>
      </div>
    </div>
  );
}

function ReceiptText({ receipt, isAnswered }: Pick<ConsentChoiceProps, "receipt" | "isAnswered">) {
  const t = useTranslations("preferences");
  const unanswered = useTranslations("consents")("unanswered");
  const sourceText = useSourceText();
  // Not beside the question, whose options would move under the finger.
  if (!isAnswered) {
    return (
      <>
        <span aria-hidden>
          <Badge tone="notice">{unanswered}</Badge>{" "}
        </span>
        {t("receipt.never")}
      </>
    );
  }
  if (!receipt) return t("receipt.older");
  return (
    <>
      {sourceText(receipt.source)}&nbsp;· {/* Last, since its width changes with the reader's time zone. */}
      <RelativeTime key={receipt.at} iso={receipt.at} />
    </>
  );
}

/** Applies answers pressed before hydration. */
export function usePreHydrationAnswers(
  profile: ProfileResponse,
  choose: (name: Consent, value: boolean) => void,
): void {
  const isFromServer = useIsFromServer();
  const [pressed] = useState(() =>
    isFromServer ? CONSENTS.map((name) => [name, valueInDocument(name)] as const) : [],
  );
  const give = useRef(() => {
    for (const [name, value] of pressed) {
      if (value !== undefined && (value === "true") !== profile[name]) choose(name, value === "true");
    }
  });
  useEffect(() => {
    give.current();
    give.current = () => undefined;
  }, []);
}
