import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LoadingRegion, Skeleton } from "@/components/ui/skeleton";

type PageSkeletonProps = {
  /** Classes that make the bars about as wide as what will stand there. */
  title: string;
  description: string;
  children: ReactNode;
};

/** Stands for a page of the account until it has come: its header, and below it whatever the page is made of. */
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
