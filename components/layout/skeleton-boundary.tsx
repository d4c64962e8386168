"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, Suspense, useState } from "react";

type SkeletonBoundaryProps = {
  /** What stands for a page until it has come, by the path below which the page is. */
  skeletons: Record<string, ReactNode>;
  children: ReactNode;
};

/**
 * Shows a page's skeleton to who comes from another page of the account. The page that a visit begins with is sent whole:
 * its data is there in no time, and React keeps a skeleton, once painted, for 300 ms at least. Next's loading.tsx makes no
 * such difference.
 */
export function SkeletonBoundary({ skeletons, children }: SkeletonBoundaryProps) {
  const path = usePathname();
  const [landing] = useState(path);
  const [hasMoved, setHasMoved] = useState(false);
  if (!hasMoved && path !== landing) setHasMoved(true);
  if (!hasMoved) return children;
  const place = Object.keys(skeletons).findLast((above) => path.startsWith(above));
  return (
    // Made anew for each page: one that has shown a page would keep showing it until the next one is there.
    <Suspense key={path} fallback={place && skeletons[place]}>
      {children}
    </Suspense>
  );
}
