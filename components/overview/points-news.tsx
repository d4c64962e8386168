import { CalendarClock } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { LocalDate } from "@/components/layout/local-time";
import { RelativeTime } from "@/components/layout/relative-time";
import { kindOf } from "@/components/loyalty/entry-kind";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Skeleton, SkeletonCard } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import type { LedgerResponse } from "@/lib/loyalty/schema";

/** Few enough to stand beside the card. */
const NEWEST = 3;

/** What happened to the points lately, and which of them expire next. */
export function PointsNews({
  ledger: { entries, expiring },
}: {
  ledger: Pick<LedgerResponse, "entries" | "expiring">;
}) {
  const t = useTranslations("overview.points");
  const ledger = useTranslations("loyalty.ledger");
  const format = useFormatter();
  return (
    <Card title={t("title")} aside={<TextLink href="/account/loyalty">{t("all")}</TextLink>}>
      {entries.length === 0 && <p className="text-sm text-ink-soft">{ledger("empty")}</p>}
      <ul className="-my-3 divide-y divide-line">
        {entries.slice(0, NEWEST).map((entry) => (
          <li key={entry.id} className="flex items-start justify-between gap-4 py-3">
            <div className="min-w-0">
              <p className="text-sm font-semibold">
                {entry.description ? <bdi>{entry.description}</bdi> : ledger(`kinds.${kindOf(entry)}`)}
              </p>
              <p className="text-xs text-ink-soft">
                <RelativeTime iso={entry.at} />
              </p>
            </div>
            <bdi dir="ltr" className={classNames("font-bold tabular-nums", entry.points > 0 && "text-success")}>
              {format.number(entry.points, { signDisplay: "exceptZero" })}
            </bdi>
          </li>
        ))}
      </ul>
      {expiring && (
        <p className="mt-5 flex items-start gap-2.5 text-sm text-ink-soft">
          <CalendarClock aria-hidden className="mt-0.5 size-4.5 shrink-0" />
          <span>
            {t.rich("expiring", {
              count: expiring.points,
              formatted: format.number(expiring.points),
              date: () => <LocalDate iso={expiring.at} />,
            })}
          </span>
        </p>
      )}
    </Card>
  );
}

/** In its place while the programme does not respond. */
export function PointsNewsLater() {
  const t = useTranslations("overview.points");
  const failure = useTranslations("loyalty.failure");
  return <Card title={t("title")} description={failure("ledgerLaterText")} />;
}

export function PointsNewsSkeleton() {
  return (
    <SkeletonCard>
      <Skeleton className="h-14" />
      <Skeleton className="h-14" />
      <Skeleton className="h-14" />
      <Skeleton className="h-5" />
    </SkeletonCard>
  );
}
