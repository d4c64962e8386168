import type { ReactNode } from "react";

/**
 * Where it is said what was just done, beside where it was done. It is there before its words are, or screen readers
 * would not announce them; empty, it takes no room.
 */
export function StatusRegion({ children }: { children: ReactNode }) {
  return (
    <div role="status" className="empty:absolute">
      {children}
    </div>
  );
}
