import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { ApiError } from "@/components/api/client";
import { ShownError } from "@/components/forms/request-error-text";

const UNAVAILABLE = 503;
const CODES = ["loyalty_100_1", "loyalty_100_2", "loyalty_100_3", "loyalty_100_5", "loyalty_100_6"] as const;
/** Only somebody of the shop can put these right. */
const NEED_PEOPLE: readonly string[] = ["loyalty_100_2", "loyalty_100_6"];

/** Rethrows the programme's errors with texts that say what to do, and any other as it is. */
export function useLoyaltyErrorInWords(): (error: unknown) => never {
  const t = useTranslations("loyalty.errors");
  return useCallback(
    (error) => {
      const known = error instanceof ApiError ? CODES.find((code) => code === error.code) : undefined;
      const isUnavailable = error instanceof ApiError && error.status === UNAVAILABLE;
      if (known) throw new ShownError(t(known), NEED_PEOPLE.includes(known));
      throw isUnavailable ? new ShownError(t("unavailable")) : error;
    },
    [t],
  );
}
