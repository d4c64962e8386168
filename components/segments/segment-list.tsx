import { BadgeCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ActiveSegmentResponse, SegmentResponse } from "@/lib/segments/schema";

type SegmentListProps = {
  segments: SegmentResponse[];
  /** A segment with its prices; null while unknown. */
  withPrices: (pk: number) => ActiveSegmentResponse | null;
  onChoose: (segment: SegmentResponse) => void;
};

/** The customer's segments, each with a button to switch to it. */
export function SegmentList({ segments, withPrices, onChoose }: SegmentListProps) {
  const t = useTranslations("segments");
  return (
    <Card
      title={t("listTitle")}
      aside={<span className="text-sm text-ink-soft">{t("count", { count: segments.length })}</span>}
    >
      <ul className="divide-y divide-line">
        {segments.map((segment) => (
          <li
            key={segment.pk}
            className="flex min-h-16 flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0"
          >
            <div className="min-w-0">
              <bdi className="font-semibold">{segment.name}</bdi>
              <PriceListLine segment={withPrices(segment.pk)} />
            </div>
            {segment.is_active ? (
              <Badge tone="positive">
                <BadgeCheck aria-hidden />
                {t("active")}
              </Badge>
            ) : (
              <Button
                look="secondary"
                aria-haspopup="dialog"
                aria-label={t("switchTo", { name: segment.name })}
                onClick={() => onChoose(segment)}
              >
                {t("switch")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function PriceListLine({ segment }: { segment: ActiveSegmentResponse | null }) {
  if (!segment) return null;
  return (
    <p className="text-sm text-ink-soft">
      <bdi>{segment.price_list.name}</bdi> · <bdi>{segment.price_list.currency.toUpperCase()}</bdi>
    </p>
  );
}
