import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { ApiError } from "@/components/api/client";

const UNAVAILABLE = 503;
const CODES = ["loyalty_100_1", "loyalty_100_2", "loyalty_100_3"] as const;

/** Turns the programme's refusals into words that say what to do; any other error is handed back as it is. */
export function useRefusalInWords(): (error: unknown) => unknown {
  const t = useTranslations("loyalty.refusals");
  return useCallback(
    (error) => {
      if (!(error instanceof ApiError)) return error;
      const { status, code, retryAfterSeconds } = error;
      const known = CODES.find((one) => one === code);
      if (!known && status !== UNAVAILABLE) return error;
      return new ApiError(status, {}, t(known ?? "unavailable"), code, retryAfterSeconds);
    },
    [t],
  );
}
