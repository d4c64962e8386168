"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Component, type ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { LoadingRegion, Skeleton } from "@/components/ui/skeleton";

/** Keeps what fails in it to itself. @param title what is said then */
export class SlotBoundary extends Component<{ title: string; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? (
      <SlotFailure title={this.props.title} onRetry={() => this.setState({ hasFailed: false })} />
    ) : (
      this.props.children
    );
  }
}

/** Stands where a part of the page could not be shown. */
export function SlotFailure({ title, onRetry }: { title: string; onRetry?: () => void }) {
  const t = useTranslations("common");
  const router = useRouter();
  const retry = () => {
    router.refresh();
    onRetry?.();
  };
  return (
    <Alert title={title}>
      <Button look="quiet" onClick={retry} className="-ms-5 justify-self-start">
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
