import { useEffect } from "react";

/**
 * Puts a prefix, such as "Error: ", before the page's title for as long as it is active.
 *
 * It watches the title: after a soft navigation the new page's title may come later than its content, and the old one
 * must not be put back over it.
 */
export function useTitlePrefix(prefix: string, active = true): void {
  useEffect(() => {
    if (!active) return;
    const mark = () => {
      if (!document.title.startsWith(prefix)) document.title = prefix + document.title;
    };
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length);
    };
  }, [prefix, active]);
}
