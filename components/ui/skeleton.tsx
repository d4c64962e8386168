import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** A grey placeholder; give it the size and, unless it is a line, the corners of what it stands for. */
export function Skeleton({ className }: { className?: string }) {
  // Two corner classes would be decided by the stylesheet's order.
  const corners = className?.includes("rounded-") ? "" : "rounded-sm";
  return <span aria-hidden className={classNames("block max-w-full animate-pulse bg-line", corners, className)} />;
}

type SkeletonCardProps = {
  /** As the card it stands for. */
  beside?: boolean;
  className?: string;
  children?: ReactNode;
};

/** A loading card. */
export function SkeletonCard({ beside, className, children }: SkeletonCardProps) {
  return (
    <div
      className={classNames(
        "rounded-card border border-line bg-surface p-5 sm:p-7",
        beside && "xl:grid xl:grid-cols-[14rem_minmax(0,1fr)] xl:gap-x-10",
        className,
      )}
    >
      <Skeleton className="h-5 w-40 max-w-full" />
      <div className={classNames("mt-6 grid grid-cols-1 gap-4", beside && "xl:mt-0")}>{children}</div>
    </div>
  );
}

/** A loading region, named for screen readers. */
export function LoadingRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div aria-busy="true">
      <p className="sr-only">{label}</p>
      {children}
    </div>
  );
}
