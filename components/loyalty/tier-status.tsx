"use client";

import { CalendarClock, HandCoins, Hourglass } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { LocalDate } from "@/components/layout/local-time";
import { ServerText } from "@/components/layout/server-text";
import { FactList } from "@/components/ui/fact-list";
import { Progress } from "@/components/ui/progress";
import type { LedgerResponse } from "@/lib/loyalty/schema";
import { reachedPoints } from "./reached-points";
import { useTierName } from "./tier-badge";

type TierStatusProps = {
  ledger: LedgerResponse;
  /** When it was read, ISO 8601. */
  at: string;
};

/** Progress to the next tier, and owed, pending and expiring points, as far as the programme tells. */
export function TierStatus({ ledger, at }: TierStatusProps) {
  const t = useTranslations("loyalty.tierStatus");
  const format = useFormatter();
  const { owed_points: owed, pending_points: pending, expiring, tier } = ledger;
  const count = (points: number) => (
    <ServerText of={points}>{() => t("points", { count: points, formatted: format.number(points) })}</ServerText>
  );
  const facts = [
    ...(owed ? [{ term: t("owed"), icon: <HandCoins aria-hidden />, value: count(owed) }] : []),
    ...(pending ? [{ term: t("pending"), icon: <Hourglass aria-hidden />, value: count(pending) }] : []),
    ...(expiring
      ? [
          {
            term: t("expiring"),
            icon: <CalendarClock aria-hidden />,
            value: (
              <>
                {count(expiring.points)} · <LocalDate key={expiring.at} iso={expiring.at} />
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <div className="grid gap-6">
      {tier && <TierProgress tier={tier} reached={reachedPoints(ledger, at)} />}
      {facts.length > 0 && <FactList facts={facts} />}
    </div>
  );
}

function TierProgress({ tier, reached }: { tier: NonNullable<LedgerResponse["tier"]>; reached: number }) {
  const t = useTranslations("loyalty.tierStatus");
  const format = useFormatter();
  const tierName = useTierName();
  const name = tierName(tier.name);
  if (!tier.next) return <p className="text-sm font-semibold">{t("highest", { name })}</p>;
  const next = tierName(tier.next.name);
  const { missing_points: missing } = tier.next;
  // Not a full bar before the tier is reached.
  const percent = Math.min(99, Math.round((100 * reached) / Math.max(1, reached + missing)));
  return (
    <div className="grid gap-2.5">
      <p className="flex justify-between gap-4 text-sm font-semibold">
        <bdi>{name}</bdi>
        <bdi className="text-ink-soft">{next}</bdi>
      </p>
      <Progress percent={percent} label={t("toNext", { name: next })} />
      <p className="text-sm text-ink-soft">
        <ServerText of={`${missing} ${next}`}>
          {() => t("missing", { count: missing, formatted: format.number(missing), name: next })}
        </ServerText>
      </p>
    </div>
  );
}
