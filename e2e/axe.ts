import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type axe from "axe-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const ALL: axe.RunOnly = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
/** Those of the above that look at colours. */
const COLORS: axe.RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/**
 * What axe finds on a page as it is now: each rule that is broken, with the elements that break it.
 *
 * @param colorsOnly where nothing else has changed since all rules were looked at
 */
export async function violations(page: Page, { colorsOnly = false } = {}): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const broken = await page.evaluate(
    async (runOnly) => {
      const { axe: looker } = window as unknown as { axe: typeof axe };
      const { violations: found } = await looker.run(document, { runOnly, resultTypes: ["violations"] });
      return found.map(({ id, nodes }) => ({ id, elements: nodes.map(({ html }) => html) }));
    },
    colorsOnly ? COLORS : ALL,
  );
  return broken.map(({ id, elements }) => `${id}: ${elements.join(" | ")}`);
}
