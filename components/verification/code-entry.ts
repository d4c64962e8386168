import { useCallback, useEffect, useEffectEvent } from "react";
import { useIsFromServer } from "@/components/forms/pre-hydration-input";
import { fieldId } from "@/components/ui/field";

/* What is typed as a code, before anybody judges it. */

const loadSchema = () => import("@/lib/verification/schema");

/** Loads the schema of a form whose code has so many digits: nothing shorter is sent. */
export function useCodeSchema(length: number) {
  return useCallback(async () => {
    const { submissionBody } = await loadSchema();
    const body = submissionBody.pick({ code: true }).required();
    return body.refine(({ code }) => code.length === length, { path: ["code"], error: "code" });
  }, [length]);
}

/** Whether all digits are there, typed or pasted in whatever way; without a connection only a press tells. */
export async function isWholeCode(typed: string, length: number): Promise<boolean> {
  const code = await loadSchema().then(
    ({ normalizeCode }) => normalizeCode(typed),
    () => "",
  );
  return code.length === length && /^\d+$/.test(code);
}

/**
 * Tells once of a code that was typed before hydration. Not of one that the browser restored, which may be a wrong one, nor
 * beside a part that was opened then: a press is to say what the code is for.
 */
export function useEarlyCode(onTyped: () => void): void {
  const isFromServer = useIsFromServer();
  const tell = useEffectEvent(onTyped);
  useEffect(() => {
    const [arrival] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    if (isFromServer && arrival?.type === "navigate" && !document.querySelector("details[open]")) tell();
  }, [isFromServer]);
}

/** Focuses the field once it is there. @param resent how often another code was sent */
export function useCodeFocus(resent: number): void {
  useEffect(() => {
    // Unless something else is focused already.
    if (document.activeElement === document.body) selectCode();
  }, []);
  useEffect(() => {
    // After rendering: a void code has no field. Who is typing in it already has the new code.
    if (resent > 0 && document.activeElement?.id !== fieldId("code")) selectCode();
  }, [resent]);
}

/** Focuses the field and selects its text, which the next key replaces. */
export function selectCode(): void {
  const field = document.getElementById(fieldId("code"));
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}
