"use client";

import { useFormatter, useTranslations } from "next-intl";
import { ServerText } from "@/components/layout/server-text";
import { Progress } from "@/components/ui/progress";
import { useTierName } from "./tier-badge";

type TierWayProps = {
  /** The tiers' names are the programme's own. */
  name: string;
  next: { name: string; missingPoints: number } | null;
  /** Points that count so far; null when not known. */
  reached: number | null;
};

/** How far it is from one tier to the next, on the card. */
export function TierWay({ name, next, reached }: TierWayProps) {
  const t = useTranslations("loyalty.tierStatus");
  const format = useFormatter();
  const tierName = useTierName();
  if (!next) {
    return (
      <div className="grid gap-2">
        <p className="text-sm font-semibold">{t("highest", { name: tierName(name) })}</p>
        <div aria-hidden className="h-2.5 rounded-full bg-primary" />
      </div>
    );
  }
  const to = tierName(next.name);
  const { missingPoints: missing } = next;
  return (
    <div className="grid gap-2 text-sm">
      <p className="flex flex-wrap justify-between gap-x-4 font-semibold">
        <bdi>{tierName(name)}</bdi>
        <bdi className="text-on-panel-soft">{to}</bdi>
      </p>
      {reached !== null && (
        <Progress
          // Not a full bar before the tier is reached.
          percent={Math.min(99, Math.round((100 * reached) / Math.max(1, reached + missing)))}
          label={t("toNext", { name: to })}
        />
      )}
      <p className="text-on-panel-soft">
        <ServerText of={`${missing} ${to}`}>
          {() => t("missing", { count: missing, formatted: format.number(missing), name: to })}
        </ServerText>
      </p>
    </div>
  );
}
