import { useEffect } from "react";

/**
 * Prefixes the page's title, as with "Error: ", while active. Watches the title, since after a soft navigation the new
 * title may come later than its page.
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
