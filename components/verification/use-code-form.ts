import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ChangeEvent, type RefObject, useState } from "react";
import { ApiError, callApi } from "@/components/api/client";
import { useFieldErrors } from "@/components/forms/field-error-text";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { useAppForm } from "@/components/forms/use-app-form";
import { useToast } from "@/components/ui/toast";
import type { Purpose } from "@/lib/verification/schema";
import { isWholeCode, selectCode, useCodeFocus, useCodeSchema, useEarlyCode } from "./code-entry";
import { registers, signsOut, startPath, takenPath } from "./routes";
import type { Challenge } from "./use-challenge";
import { useWayOn } from "./use-way-on";
import { useWebOtp } from "./web-otp";

const WRONG_CODE = "sms_verification_100_2";
const NOT_OPEN = "sms_verification_100_4";

type CodeFormOptions = {
  purpose: Purpose;
  /** Same-origin path to go to afterwards. */
  next: string;
  challenge: Challenge;
  newCodeButton: RefObject<HTMLButtonElement | null>;
};

/** Submits the code or requests another one, and handles the outcome. */
export function useCodeForm({ purpose, next, challenge, newCodeButton }: CodeFormOptions) {
  const t = useTranslations("verification");
  const recycled = useTranslations("verification.recycled");
  const router = useRouter();
  const toast = useToast();
  const leaveFor = useWayOn(purpose, next);
  const { text: fieldText } = useFieldErrors();
  const requestErrorText = useRequestErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  /** The code was right, but the number or the address is somebody else's. */
  const [conflict, setConflict] = useState<{ field: string; text: string } | null>(null);
  const [isDormant, setDormant] = useState(false);
  /** Whether freeing the number is offered too: a complete code then waits for a press, which says what it is for. */
  const [mayRelease, setMayRelease] = useState(false);
  /** The right code of an account that asks for more. */
  const [halfway, setHalfway] = useState<string | null>(null);
  const [action, setAction] = useState<"submit" | "resend" | "release">("submit");
  const [resent, setResent] = useState(0);
  const { code_length: length } = challenge.verification;
  const form = useAppForm({
    labels: { code: t("code") },
    defaultValues: { code: "" },
    loadSchema: useCodeSchema(length),
  });
  useCodeFocus(resent);
  const rejectCode = (text: string) => {
    form.setError("code", { type: "code", message: text });
    selectCode();
  };

  const tell = async (error: unknown, code: string): Promise<void> => {
    if (!(error instanceof ApiError)) return setProblem(requestErrorText(error));
    if (error.status === 400) {
      const [field = "", [fault] = []] = Object.entries(error.fields)[0] ?? [];
      // The number stays verified: with another address, no second code is needed.
      if (field === "email" && registers(purpose)) return router.replace(takenPath(startPath(purpose, next), field));
      const text = fault ? fieldText(field, fault) : requestErrorText(error);
      return field === "code" ? rejectCode(text) : setConflict({ field, text });
    }
    if (error.code === WRONG_CODE || error.code === NOT_OPEN) {
      const open = await challenge.read();
      // No longer open: expired, or passed elsewhere. The server knows the way on.
      if (!open) return challenge.secondsLeft > 0 ? router.refresh() : undefined;
      if (open.attempts_left === 0) return newCodeButton.current?.focus();
      return rejectCode(error.code === WRONG_CODE ? t("wrong", { count: open.attempts_left }) : t("superseded"));
    }
    if (error.code === "account_dormant") return setDormant(true);
    if (error.code === "passkey_required") return setHalfway(code);
    // What the code confirms was rejected: it has to be entered anew.
    if (error.status === 406) return setConflict({ field: "", text: requestErrorText(error) });
    setProblem(requestErrorText(error));
  };

  const { run, isPending } = useSingleFlight(async (asked: typeof action, code: string): Promise<Outcome> => {
    setProblem(null);
    setAction(asked);
    try {
      if (asked === "submit") {
        leaveFor(await challenge.submit(code));
        return "leave";
      }
      if (asked === "release") {
        await callApi("/api/users/release-number/", { method: "POST", body: { code } });
        toast(recycled("done"));
        router.replace("/register");
        return "leave";
      }
      await challenge.resend();
      // What was typed meanwhile is the new code.
      if (form.getValues("code") === code) form.reset();
      setResent((times) => times + 1);
    } catch (error) {
      const isResend = asked === "resend" && error instanceof ApiError;
      if (isResend && error.status === 429) challenge.waitFor(error.retryAfterSeconds ?? 0);
      if (isResend && error.code === NOT_OPEN) router.refresh();
      else await tell(error, code).catch((second) => setProblem(requestErrorText(second)));
    }
  });

  const onSubmit = form.handleSubmit(({ code }) => run("submit", code), selectCode);
  const submitsItself = !signsOut(purpose) && !mayRelease;
  const submitWhole = async (typed: string) => {
    if (submitsItself && (await isWholeCode(typed, length))) void onSubmit();
  };
  useEarlyCode(() => void submitWhole(form.getValues("code")));
  useWebOtp(!challenge.needsNewCode && conflict === null, (code) => {
    form.setValue("code", code);
    if (submitsItself) void onSubmit();
  });

  const resend = async () => {
    const before = form.getValues("code");
    await run("resend", before);
    const typed = form.getValues("code");
    // It may have come before the request for it was answered.
    if (typed !== before) await submitWhole(typed);
  };

  const field = form.field("code");
  const onChange = async (event: ChangeEvent<HTMLInputElement>) => {
    const typed = event.target.value;
    await field.onChange(event);
    await submitWhole(typed);
  };

  return {
    field: { ...field, onChange },
    submitsItself,
    setMayRelease,
    onSubmit,
    resend: () => void resend(),
    isResent: resent > 0,
    /** Takes the number out of the account of whoever had it before; needs the code, too. */
    release: form.handleSubmit(({ code }) => run("release", code), selectCode),
    isDormant,
    halfway,
    startOver: () => setHalfway(null),
    pending: isPending ? action : null,
    problem,
    conflict,
  };
}
