import { Award } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback } from "react";

/** The member's tier, on the card. */
export function TierBadge({ name }: { name: string }) {
  const t = useTranslations("loyalty");
  const tierName = useTierName();
  return (
    <p className="inline-flex min-h-8 min-w-0 items-center gap-1.5 rounded-full bg-accent px-3 text-sm font-bold text-panel">
      <Award aria-hidden className="size-4 shrink-0" />
      <span className="sr-only">{t("level")}: </span>
      <bdi className="truncate">{tierName(name)}</bdi>
    </p>
  );
}

/** A tier's name, translated where it is a common word. */
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
