import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { FieldValues, Path, UseFormSetError } from "react-hook-form";
import { ApiError, NetworkError } from "@/components/api/client";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** What to tell the customer about a request that failed; of one too many, how long to wait, in fitting units. */
export function useFailureText(): (error: unknown) => string {
  const t = useTranslations("common.errors");
  return useCallback(
    (error) => {
      if (error instanceof NetworkError) return t("network");
      if (error instanceof ApiError) {
        const seconds = error.status === 429 ? error.retryAfterSeconds : undefined;
        if (seconds === undefined) return error.message;
        if (seconds <= MINUTE_SECONDS) return t("throttled.seconds", { count: seconds });
        if (seconds <= HOUR_SECONDS) return t("throttled.minutes", { count: Math.ceil(seconds / MINUTE_SECONDS) });
        return t("throttled.hours", { count: Math.ceil(seconds / HOUR_SECONDS) });
      }
      return t("pageTitle");
    },
    [t],
  );
}

/**
 * Puts a refusal's faults on the fields they belong to.
 *
 * @returns texts of the faults that belong to no field of the form
 */
export function placeFaults<Values extends FieldValues>(
  error: ApiError,
  names: readonly Path<Values>[],
  setError: UseFormSetError<Values>,
): string[] {
  const general = error.detail ? [error.detail] : [];
  for (const [field, texts] of Object.entries(error.fields)) {
    const name = names.find((candidate) => candidate === field);
    if (name) setError(name, { type: "server", message: texts.join(" ") });
    else general.push(...texts);
  }
  return general;
}
