"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Component, type ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { LoadingRegion, Skeleton } from "@/components/ui/skeleton";

/** Keeps what fails in it to itself. */
export class SlotBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? (
      <SlotFailure onRetry={() => this.setState({ hasFailed: false })} />
    ) : (
      this.props.children
    );
  }
}

/** Stands where a part of the page could not be shown. */
export function SlotFailure({ onRetry }: { onRetry?: () => void }) {
  const t = useTranslations("common");
  const router = useRouter();
  const retry = () => {
    router.refresh();
    onRetry?.();
  };
  return (
    <Alert title={t("errors.partTitle")}>
      <Button look="quiet" onClick={retry}>
        {t("retry")}
      </Button>
    </Alert>
  );
}

export function SlotSkeleton() {
  const t = useTranslations("common");
  return (
    <LoadingRegion label={t("loading")}>
      <Skeleton className="h-36 rounded-card" />
    </LoadingRegion>
  );
}
