import type { Page } from "@playwright/test";

/* What a screen reader says by itself: every change of a live region (WAI-ARIA 1.2, 6.6.1), in order. */

declare global {
  interface Window {
    heard: string[];
  }
}

/** Begins to listen on every page that is loaded from now on. */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const LIVE = '[role="alert"], [role="status"], [aria-live="polite"], [aria-live="assertive"]';
    const last = new WeakMap<Element, string>();
    window.heard = [];
    const regionsOf = ({ target, addedNodes }: MutationRecord): Element[] => {
      const element = target instanceof Element ? target : target.parentElement;
      const around = element?.closest(LIVE);
      if (around) return [around];
      return [...addedNodes].flatMap((node) =>
        node instanceof Element ? [...(node.matches(LIVE) ? [node] : []), ...node.querySelectorAll(LIVE)] : [],
      );
    };
    new MutationObserver((records) => {
      for (const region of new Set(records.flatMap(regionsOf))) {
        const text = (region.textContent ?? "").replaceAll(/\s+/g, " ").trim();
        if (text !== "" && text !== last.get(region) && region.isConnected) window.heard.push(text);
        last.set(region, text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** What was said since the page was loaded or this was last asked. */
export function heard(page: Page): Promise<string[]> {
  return page.evaluate(() => window.heard.splice(0));
}
