import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { ApiError, NetworkError } from "@/components/api/client";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** An error whose message is shown as it is. */
export class ShownError extends Error {
  /** @param needsPeople whether it takes somebody of the shop to go on */
  constructor(
    message: string,
    readonly needsPeople = false,
  ) {
    super(message);
  }
}

/** The text for a failed request; for one too many, how long to wait. */
export function useRequestErrorText(): (error: unknown) => string {
  const t = useTranslations("common.errors");
  return useCallback(
    (error) => {
      if (error instanceof NetworkError) return t("network");
      if (error instanceof ShownError) return error.message;
      if (!(error instanceof ApiError)) return t("pageTitle");
      const seconds = error.status === 429 ? error.retryAfterSeconds : undefined;
      if (seconds === undefined) {
        const key = `codes.${error.code}` as "codes.unavailable";
        return t.has(key) ? t(key) : error.message;
      }
      if (seconds <= MINUTE_SECONDS) return t("throttled.seconds", { count: seconds });
      if (seconds <= HOUR_SECONDS) return t("throttled.minutes", { count: Math.ceil(seconds / MINUTE_SECONDS) });
      return t("throttled.hours", { count: Math.ceil(seconds / HOUR_SECONDS) });
    },
    [t],
  );
}
