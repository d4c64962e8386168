import { useCallback, useEffect, useState } from "react";
import { dayOn } from "./clock-offset";

/** Instants, ISO 8601, and the day on which each was, as the server reckons it: "2026-11-30". */
export type LocalDays = Readonly<Record<string, string>>;

/**
 * Tells the day of an instant on the reader's clock. What hydrates is grouped as the server has grouped it, which may
 * not know their zone yet.
 */
export function useLocalDays(rendered: LocalDays): (iso: string) => string {
  const [isHydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
  return useCallback(
    (iso) => {
      const instant = new Date(iso);
      const day = isHydrated ? undefined : rendered[iso];
      return day ?? dayOn(instant, instant.getTimezoneOffset());
    },
    [isHydrated, rendered],
  );
}

/** Neighbours that share a key, together, in their order. */
export function groupNeighbours<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): { key: string; items: [Item, ...Item[]] }[] {
  const groups: { key: string; items: [Item, ...Item[]] }[] = [];
  for (const item of items) {
    const key = keyOf(item);
    const last = groups.at(-1);
    if (last?.key === key) last.items.push(item);
    else groups.push({ key, items: [item] });
  }
  return groups;
}
