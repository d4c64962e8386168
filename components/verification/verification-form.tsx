"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { ApiError } from "@/components/api/client";
import { forgetDrafts } from "@/components/auth/draft";
import { useFaultText } from "@/components/forms/field-error-text";
import { leaveForSignIn } from "@/components/forms/intentional-navigation";
import { useEarlyInput } from "@/components/forms/pre-hydration-input";
import { useFailureText } from "@/components/forms/request-error-text";
import { type FaultText, useSchemaResolver } from "@/components/forms/schema-resolver";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { useTitlePrefix } from "@/components/ui/title-prefix";
import { useToast } from "@/components/ui/toast";
import type { Purpose, VerificationResponse } from "@/lib/verification/schema";
import { CodeField } from "./code-field";
import { NoSmsHelp } from "./no-sms-help";
import { useOneAtATime } from "./one-at-a-time";
import { ResendButton } from "./resend-button";
import { confirmsChoices, DELETION_ASKED_PATH, signsIn, signsOut, startPath } from "./routes";
import { clockText } from "./server-clock";
import { useDialogue } from "./use-challenge";
import { useWebOtp } from "./web-otp";

type VerificationFormProps = {
  purpose: Purpose;
  /** Same-origin path to go to afterwards. */
  next: string;
  verification: VerificationResponse;
  renderedAt: string;
};

type Values = { code: string };

const loadSchema = () => import("./code-schema").then(({ codeForm }) => codeForm);

const SENT_ID = "code-sent";

/** The code from the SMS, whatever it was asked for: to be entered, or asked for anew. */
export function VerificationForm({ purpose, next, verification: rendered, renderedAt }: VerificationFormProps) {
  const t = useTranslations("verification");
  const choices = useTranslations("preferences.contact");
  const deletion = useTranslations("privacy.deletion");
  const titlePrefix = useTranslations("common.errors")("titlePrefix");
  const router = useRouter();
  const toast = useToast();
  const faultText = useFaultText();
  // How long the API lets codes be is of no use to whoever lacks a digit of his.
  const codeFaultText: FaultText = (key, values) => (key === "code" ? t("incomplete") : faultText(key, values));
  const failureText = useFailureText();
  const dialogue = useDialogue(purpose, rendered, renderedAt);
  const { verification, needsNewCode, secondsLeft } = dialogue;
  const [problem, setProblem] = useState<string | null>(null);
  /** Proved, and yet it cannot be done: the number or the address is somebody else's. */
  const [conflict, setConflict] = useState<{ field: string; text: string } | null>(null);
  const [busy, setBusy] = useState<"answer" | "resend" | null>(null);
  const [resent, setResent] = useState(0);
  const newCode = useRef<HTMLButtonElement>(null);
  const hasConfirmed = confirmsChoices(purpose, next);
  const form = useForm<Values>({
    defaultValues: { code: "" },
    resolver: useSchemaResolver(loadSchema, codeFaultText),
    shouldFocusError: false,
  });
  const error = form.formState.errors.code?.message;
  useEarlyInput(form, ["code"]);
  useTitlePrefix(titlePrefix, error !== undefined || problem !== null || conflict !== null);

  useEffect(() => {
    // The page is for nothing else. Whoever is somewhere already stays there.
    if (document.activeElement === document.body) selectCode();
  }, []);

  useEffect(() => {
    // Not before it is drawn: of a code that was void there was no field.
    if (resent > 0) selectCode();
  }, [resent]);

  const refuseCode = (text: string) => {
    form.setError("code", { type: "server", message: text });
    selectCode();
  };

  const refuse = async (failure: unknown): Promise<void> => {
    if (!(failure instanceof ApiError)) return setProblem(failureText(failure));
    if (failure.status === 401) return leaveForSignIn();
    if (failure.status === 400) {
      const [field, texts] = Object.entries(failure.fields)[0] ?? [];
      if (field === "code") return refuseCode(texts?.join(" ") ?? "");
      return setConflict({ field: field ?? "", text: texts?.join(" ") ?? failure.message });
    }
    if (failure.code === "sms_verification_100_2" || failure.code === "sms_verification_100_4") {
      const open = await dialogue.read();
      // Not open any more, by its time or because it was brought to its end elsewhere: the server knows the way on.
      if (!open) return secondsLeft > 0 ? router.refresh() : undefined;
      if (open.attempts_left === 0) return newCode.current?.focus();
      const isWrong = failure.code === "sms_verification_100_2";
      return refuseCode(isWrong ? t("wrong", { count: open.attempts_left }) : t("superseded"));
    }
    // Refused because of what was confirmed beside the number: that is to be stated anew.
    if (failure.status === 406) return setConflict({ field: "", text: failure.message });
    setProblem(failureText(failure));
  };

  const attempt = useOneAtATime(async (kind: "answer" | "resend", code: string): Promise<boolean> => {
    setProblem(null);
    setBusy(kind);
    let isLeaving = false;
    try {
      if (kind === "answer") {
        await dialogue.answer(code);
        isLeaving = true;
        goOn();
      } else {
        await dialogue.resend();
        form.reset({ code: "" });
        toast(t("resent"));
        setResent((times) => times + 1);
      }
    } catch (failure) {
      const wait = failure instanceof ApiError && failure.status === 429 ? failure.retryAfterSeconds : undefined;
      if (kind === "resend" && wait !== undefined) dialogue.waitFor(wait);
      const isGone = failure instanceof ApiError && failure.code === "sms_verification_100_4";
      if (kind === "resend" && isGone) router.refresh();
      else await refuse(failure).catch((second) => setProblem(failureText(second)));
    } finally {
      if (!isLeaving) setBusy(null);
    }
    return isLeaving;
  });

  const goOn = () => {
    // A full load: nothing that a guest's page held may outlive the sign-in. The code's page has had its day.
    if (signsIn(purpose)) {
      forgetDrafts();
      return window.location.replace(next);
    }
    if (signsOut(purpose)) return window.location.replace(DELETION_ASKED_PATH);
    if (hasConfirmed) toast(choices("confirmed"));
    else if (purpose === "phone_change") toast(t("phoneChanged"));
    router.replace(next);
    router.refresh();
  };

  const submit = form.handleSubmit(({ code }) => attempt("answer", code), selectCode);
  useWebOtp(!needsNewCode && conflict === null, (code) => {
    form.setValue("code", code);
    void submit();
  });

  const start = startPath(purpose, next);
  const isOwnNumber = hasConfirmed || signsOut(purpose);
  const otherWay = signsOut(purpose) ? deletion("usePassword") : hasConfirmed ? null : t("help.otherNumber");
  if (conflict) return <Conflict text={conflict.text} href={withFault(start, conflict.field)} />;

  return (
    <div className="grid gap-6">
      <p id={SENT_ID} className="text-ink-soft">
        {t.rich("sent", {
          number: () => (
            <bdi
              dir="ltr"
              className="font-semibold whitespace-nowrap text-ink max-[15rem]:whitespace-normal tabular-nums"
            >
              {verification.phone_masked}
            </bdi>
          ),
        })}{" "}
        {!isOwnNumber && <TextLink href={start}>{t("changeNumber")}</TextLink>}
      </p>
      <form noValidate method="post" onSubmit={submit} className="grid gap-4">
        {needsNewCode ? (
          <Alert title={t(secondsLeft === 0 ? "expiredTitle" : "voidTitle")}>
            <p>{t(secondsLeft === 0 ? "expired" : "void")}</p>
          </Alert>
        ) : (
          <CodeField label={t("code")} about={SENT_ID} error={error} {...form.register("code")} />
        )}
        {problem && (
          <Alert>
            <p>{problem}</p>
          </Alert>
        )}
        {!needsNewCode && (
          <>
            <Button type="submit" pending={busy === "answer"} className="min-h-12 text-base">
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
        ref={newCode}
        look={needsNewCode ? "primary" : "secondary"}
        seconds={dialogue.secondsToResend}
        pending={busy === "resend"}
        onResend={() => attempt("resend", "")}
      />
      <NoSmsHelp start={start} otherWay={otherWay} />
      <Announcement text={needsNewCode && secondsLeft === 0 ? t("expiredTitle") : ""} />
    </div>
  );
}

/** Tells once, to those who do not see it, what happened without their doing. */
function Announcement({ text }: { text: string }) {
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}

/** Back to the form, which says at its field what is wrong. */
function Conflict({ text, href }: { text: string; href: string }) {
  const t = useTranslations("verification");
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  return (
    <div className="grid gap-5">
      <Alert title={t("conflictTitle")}>
        <p>{text}</p>
      </Alert>
      <ButtonLink ref={link} href={href} className="min-h-12 text-base">
        {t("backToForm")}
      </ButtonLink>
    </div>
  );
}

function withFault(path: string, field: string): string {
  if (field !== "phone" && field !== "email") return path;
  return `${path}${path.includes("?") ? "&" : "?"}taken=${field}`;
}

/** Into the field, with what stands there marked: the next key replaces it. */
function selectCode(): void {
  const field = document.getElementById("field-code");
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}
