"use client";

import { CalendarClock, HandCoins, Hourglass } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { LocalDate } from "@/components/layout/local-time";
import { ServerText } from "@/components/layout/server-text";
import { FactList } from "@/components/ui/fact-list";
import type { LedgerResponse } from "@/lib/loyalty/schema";

/** Owed, pending and expiring points, as far as the programme tells. */
export function PointsOutlook({ ledger }: { ledger: LedgerResponse }) {
  const t = useTranslations("loyalty.tierStatus");
  const format = useFormatter();
  const { owed_points: owed, pending_points: pending, expiring } = ledger;
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
  return facts.length > 0 && <FactList facts={facts} />;
}
