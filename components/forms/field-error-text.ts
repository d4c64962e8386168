import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { FaultText } from "./schema-resolver";

/** The text of a schema's issue in the page's language. */
export function useFaultText(): FaultText {
  const t = useTranslations("fields");
  return useCallback((key, values) => t(t.has(key as "invalid") ? (key as "invalid") : "invalid", values), [t]);
}
