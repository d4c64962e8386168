import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LoadingRegion, Skeleton } from "@/components/ui/skeleton";

type PageSkeletonProps = {
  /** Width classes of the bars. */
  title: string;
  description: string;
  children: ReactNode;
};

/** A page of the account while it loads: its header, and below it the children. */
export function PageSkeleton({ title, description, children }: PageSkeletonProps) {
  const t = useTranslations("common");
  return (
    <LoadingRegion label={t("loading")}>
      <div className="mb-7 grid grid-cols-1 gap-3 sm:mb-9">
        <Skeleton className={`h-9 ${title}`} />
        <Skeleton className={`h-5 ${description} max-w-full`} />
      </div>
      <div className="grid grid-cols-1 gap-5">{children}</div>
    </LoadingRegion>
  );
}
