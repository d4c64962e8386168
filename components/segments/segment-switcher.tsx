"use client";

import { Layers } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadingRegion, Skeleton } from "@/components/ui/skeleton";
import { StatusRegion } from "@/components/ui/status-region";
import { useDialogSubject } from "@/components/ui/use-dialog-subject";
import type { ActiveSegmentResponse, SegmentResponse } from "@/lib/segments/schema";
import { ACTIVE_SEGMENT_ID, ActiveSegment } from "./active-segment";
import { useSegments, useSwitchSegment } from "./queries";
import { SegmentList } from "./segment-list";
import { SwitchDialog } from "./switch-dialog";

type SegmentSwitcherProps = {
  segments: SegmentResponse[];
  /** The same segments with their prices. */
  prices: ActiveSegmentResponse[];
};

/** The active segment, and the others to switch to. */
export function SegmentSwitcher({ segments: rendered, prices }: SegmentSwitcherProps) {
  const t = useTranslations("segments");
  const retry = useTranslations("common")("retry");
  const router = useRouter();
  const list = useSegments(rendered);
  const switching = useSwitchSegment();
  const { subject: target, ask, close, settle } = useDialogSubject<SegmentResponse>();
  const [switched, setSwitched] = useState<ActiveSegmentResponse | null>(null);

  const segments = list.data;
  const activePk = segments.find((segment) => segment.is_active)?.pk;
  const withPrices = (pk: number | undefined) => [switched, ...prices].find((segment) => segment?.pk === pk) ?? null;
  const active = withPrices(activePk);
  const isOutdated = activePk !== active?.pk;

  useEffect(() => {
    // A newly assigned segment is active: only the server knows its price list.
    if (isOutdated) router.refresh();
  }, [isOutdated, router]);

  useEffect(() => {
    // The pressed button is gone: go to the result.
    if (switched) document.getElementById(ACTIVE_SEGMENT_ID)?.focus();
  }, [switched]);

  const { run, isPending } = useSingleFlight(async () => {
    if (!target) return;
    setSwitched(null);
    // The dialog shows the error.
    const segment = await switching.mutateAsync(target.pk).catch(() => null);
    if (!segment) return;
    settle(target);
    setSwitched(segment);
    router.refresh();
  });

  if (segments.length === 0) {
    return (
      <EmptyState icon={Layers} title={t("emptyTitle")}>
        {t("emptyText")}
      </EmptyState>
    );
  }

  return (
    <div className="grid gap-5">
      {list.isError && (
        <Alert action={{ text: retry, onClick: () => list.refetch() }}>
          <p>{t("loadError")}</p>
        </Alert>
      )}
      <StatusRegion>
        {switched && switched.pk === active?.pk && (
          <Alert tone="success">{t("switched", { name: switched.name })}</Alert>
        )}
      </StatusRegion>
      {isOutdated ? (
        <LoadingRegion label={t("unknownPrices")}>
          <Skeleton className="h-64 rounded-card sm:h-68" />
        </LoadingRegion>
      ) : (
        <ActiveSegment segment={active} />
      )}
      <SegmentList
        segments={segments}
        withPrices={withPrices}
        onChoose={(segment) => {
          switching.reset();
          ask(segment);
        }}
      />
      <SwitchDialog
        target={target}
        prices={withPrices(target?.pk)}
        active={active}
        pending={isPending}
        error={switching.error}
        onConfirm={run}
        onClose={close}
      />
    </div>
  );
}
