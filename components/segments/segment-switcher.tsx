"use client";

import { BadgeCheck, Layers } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadingRegion, Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import type { ActiveSegmentResponse, SegmentResponse } from "@/lib/segments/schema";
import { ACTIVE_SEGMENT_ID, ActiveSegment } from "./active-segment";
import { useSegments, useSwitchSegment } from "./queries";
import { SwitchDialog } from "./switch-dialog";

type SegmentSwitcherProps = {
  segments: SegmentResponse[];
  /** The same segments with what each brings. */
  prices: ActiveSegmentResponse[];
};

/** The active segment and the others to switch to. */
export function SegmentSwitcher({ segments: rendered, prices }: SegmentSwitcherProps) {
  const t = useTranslations("segments");
  const common = useTranslations("common");
  const router = useRouter();
  const toast = useToast();
  const list = useSegments(rendered);
  const switching = useSwitchSegment();
  const [target, setTarget] = useState<SegmentResponse | null>(null);
  const [switched, setSwitched] = useState<ActiveSegmentResponse | null>(null);

  const segments = list.data;
  const activePk = segments.find((segment) => segment.is_active)?.pk;
  const withPrices = (pk: number | undefined) => [switched, ...prices].find((segment) => segment?.pk === pk) ?? null;
  const active = withPrices(activePk);
  const outdated = activePk !== active?.pk;

  useEffect(() => {
    // A segment that was assigned meanwhile is active: its price list has to be asked of the server.
    if (outdated) router.refresh();
  }, [outdated, router]);

  useEffect(() => {
    // The button that was pressed is gone: go where the result stands.
    if (switched) document.getElementById(ACTIVE_SEGMENT_ID)?.focus();
  }, [switched]);

  if (segments.length === 0) {
    return (
      <EmptyState icon={Layers} title={t("emptyTitle")}>
        {t("emptyText")}
      </EmptyState>
    );
  }

  const confirm = () => {
    if (!target || switching.isPending) return;
    switching.mutate(target.pk, {
      onSuccess: (segment) => {
        setTarget(null);
        setSwitched(segment);
        toast(t("switched", { name: segment.name }));
        router.refresh();
      },
    });
  };

  return (
    <div className="grid gap-5">
      {list.isError && (
        <Alert>
          <p>{t("loadError")}</p>
          <button
            type="button"
            className="min-h-6 justify-self-start font-semibold underline"
            onClick={() => list.refetch()}
          >
            {common("retry")}
          </button>
        </Alert>
      )}
      {outdated ? (
        <LoadingRegion label={t("unknownPrices")}>
          <Skeleton className="h-64 rounded-card sm:h-68" />
        </LoadingRegion>
      ) : (
        <ActiveSegment segment={active}>
          {switched && switched.pk === active?.pk && (
            <p className="text-sm">
              {t("switchedText", {
                priceList: switched.price_list.name,
                currency: switched.price_list.currency.toUpperCase(),
              })}
            </p>
          )}
        </ActiveSegment>
      )}
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
                  onClick={() => {
                    switching.reset();
                    setTarget(segment);
                  }}
                >
                  {t("switch")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>
      <SwitchDialog
        target={target}
        prices={withPrices(target?.pk)}
        active={active}
        pending={switching.isPending}
        error={switching.error}
        onConfirm={confirm}
        onClose={() => setTarget(null)}
      />
    </div>
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
