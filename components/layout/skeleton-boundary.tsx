"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, Suspense, useState } from "react";

type SkeletonBoundaryProps = {
  /** Skeletons by path prefix. */
  skeletons: Record<string, ReactNode>;
  children: ReactNode;
};

/**
 * Shows a page's skeleton on navigation within the account. The first page of a visit is sent whole: its data is fast,
 * and React keeps a painted skeleton for at least 300 ms. Next's loading.tsx cannot tell the two apart.
 */
export function SkeletonBoundary({ skeletons, children }: SkeletonBoundaryProps) {
  const path = usePathname();
  const [landing] = useState(path);
  const [hasMoved, setHasMoved] = useState(false);
  if (!hasMoved && path !== landing) setHasMoved(true);
  if (!hasMoved) return children;
  const place = Object.keys(skeletons).findLast((above) => path.startsWith(above));
  return (
    // Remounted per page, or it would keep showing the previous one.
    <Suspense key={path} fallback={place && skeletons[place]}>
      {children}
    </Suspense>
  );
}
