import { useEffect, useRef, useState } from "react";

/** What the first hidden item takes: it is where to read on, once the button is gone. */
type FirstHidden = { ref: (element: HTMLElement | null) => void; tabIndex: -1 };

/**
 * Shows the beginning of a long list, and then all of it.
 *
 * @param atFirst how many; one more is not worth a button
 */
export function useFold<Item>(items: readonly Item[], atFirst: number) {
  const [isWhole, setWhole] = useState(false);
  const firstHidden = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isWhole) firstHidden.current?.focus();
  }, [isWhole]);
  const isFolded = !isWhole && items.length > atFirst + 1;
  const keep = (element: HTMLElement | null) => {
    firstHidden.current = element;
  };
  return {
    shown: isFolded ? items.slice(0, atFirst) : items,
    hiddenCount: isFolded ? items.length - atFirst : 0,
    unfold: () => setWhole(true),
    itemProps: (index: number): Partial<FirstHidden> => (index === atFirst ? { ref: keep, tabIndex: -1 } : {}),
  };
}
