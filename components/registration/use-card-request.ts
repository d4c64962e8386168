import { useTranslations } from "next-intl";
import { ApiError, callApi } from "@/components/api/client";
import { ShownError, useRequestErrorText } from "@/components/forms/request-error-text";
import { hasDisputedAccount } from "@/components/loyalty/disputed-account";
import { useLoyaltyErrorInWords } from "@/components/loyalty/loyalty-errors";
import type { ProfileResponse } from "@/lib/profile/schema";

const HAS_CARD = "loyalty_100_1";
const ACCOUNT_FOUND = "loyalty_100_4";

/**
 * Gets the loyalty card with the customer's own number. The call says whether it is there now; if not, the programme
 * waits for a word on whose the account is that it has for the number.
 */
export function useCardRequest({ first_name, last_name, email, phone }: ProfileResponse) {
  const t = useTranslations("welcome");
  const inWords = useLoyaltyErrorInWords();
  const requestErrorText = useRequestErrorText();
  const errorText = (error: unknown): string => {
    try {
      return inWords(error);
    } catch (worded) {
      return requestErrorText(worded);
    }
  };
  return async (answers: object): Promise<boolean> => {
    const body = { gender: "unknown", ...answers, first_name, last_name, email, phone };
    try {
      await callApi("/api/loyalty-card/add_loyalty_card_otp/", { method: "POST", body });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 400) throw error;
      // From another tab, or from a request whose answer was lost.
      if (error.code === HAS_CARD) return true;
      if (error.code === ACCOUNT_FOUND && (await hasDisputedAccount())) return false;
      throw new ShownError(`${errorText(error)} ${t("cardFailed")}`);
    }
  };
}
