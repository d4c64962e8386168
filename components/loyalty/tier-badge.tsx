import { Award } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback } from "react";

/** Tiers whose material the card has (`MATERIALS` in tailwind.config.ts), beside the shop's own for all others. */
export const CARD_TIERS = ["blue", "bronze", "silver", "gold", "platinum"] as const;

/** The member's tier, into whose material the card around it turns. @param name the programme's own; null for none */
export function TierBadge({ name }: { name: string | null }) {
  const t = useTranslations("loyalty");
  const tierName = useTierName();
  if (name === null) return <span hidden data-tier="house" />;
  return (
    <p
      data-tier={materialOf(name)}
      className="inline-flex min-h-8 min-w-0 animate-appear items-center gap-1.5 rounded-full border border-on-panel/50 px-3 text-sm font-bold"
    >
      <Award aria-hidden className="size-4 shrink-0" />
      <span className="sr-only">{t("level")}: </span>
      <bdi className="min-w-0 wrap-anywhere">{tierName(name)}</bdi>
    </p>
  );
}

function materialOf(name: string): string {
  return CARD_TIERS.find((tier) => tier === name.trim().toLowerCase()) ?? "house";
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
