import type { Page } from "@playwright/test";

/* What happens while a page is loaded: what its console says, whom it asks, whether it moves, and keeps to our policy. */

declare global {
  interface Window {
    shifts: string[];
    forbidden: string[];
  }
}

/** Watches a page that is opened from now on; `faults` has what no page may do. */
export async function watched(page: Page): Promise<{ faults: () => Promise<string[]> }> {
  const faults: string[] = [];
  page.on("console", (message) => {
    // The browser itself logs a page that is not found.
    const isRefusal = /Failed to load resource/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isRefusal) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(page.url()).origin && page.url() !== "about:blank") {
      faults.push(`asks ${request.url()}`);
    }
  });
  await page.addInitScript(() => {
    window.shifts = [];
    window.forbidden = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) => {
      window.forbidden.push(`breaks ${effectiveDirective} by ${blockedURI} in ${sourceFile}`);
    });
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as LayoutShift[]) {
        const nodes = sources.map(({ node }) => (node instanceof Element ? node.outerHTML : node?.textContent));
        window.shifts.push(`moves by ${value}: ${nodes.map((text) => text?.slice(0, 200)).join(" | ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return { faults: async () => [...faults, ...(await page.evaluate(() => [...window.shifts, ...window.forbidden]))] };
}

/** Layout Instability API (WICG), which TypeScript does not know. */
type LayoutShift = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
