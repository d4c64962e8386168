import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { ApiError } from "@/components/api/client";
import { useFieldErrors } from "@/components/forms/field-error-text";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { CeremonyError } from "./ceremony";

/** The text for what went wrong with a passkey, in the browser or on the server. */
export function usePasskeyErrorText(): (error: unknown) => string {
  const t = useTranslations("passkeys.browser");
  const { text: fieldText } = useFieldErrors();
  const requestErrorText = useRequestErrorText();
  return useCallback(
    (error) => {
      if (error instanceof CeremonyError) return t(error.reason);
      const fault = error instanceof ApiError ? error.fields.passkey?.[0] : undefined;
      return fault ? fieldText("passkey", fault) : requestErrorText(error);
    },
    [t, fieldText, requestErrorText],
  );
}
