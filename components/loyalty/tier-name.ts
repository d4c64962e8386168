import { useTranslations } from "next-intl";
import { useCallback } from "react";

/** A level in the page's language where its name is a common word; else as the programme calls it. */
export function useTierName(): (name: string) => string {
  const t = useTranslations("loyalty.tiers");
  return useCallback(
    (name) => {
      const key = name.toLowerCase();
      return t.has(key as "gold") ? t(key as "gold") : name;
    },
    [t],
  );
}
