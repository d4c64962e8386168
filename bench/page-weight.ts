import { chromium } from "@playwright/test";
import { PageContexts } from "@/e2e/fixtures/page-contexts";
import { weighPage, weightLimitOf } from "@/e2e/fixtures/page-weight";
import { PAGES } from "@/e2e/fixtures/pages";
import { withServer } from "@/e2e/fixtures/server";
import { ensureBrowser } from "@/scripts/browser.mjs";
import { fail } from "@/scripts/prepare.mjs";

/* `npm run size -- [page …]`: the JavaScript of each page in kB, gzipped, at its start and once it was touched. */

const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

try {
  const wanted = process.argv.slice(2);
  const pages = PAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args });
  const tooHeavy: string[] = [];
  await withServer({}, async (shop) => {
    const contexts = new PageContexts(browser, shop);
    const rows: Record<string, object> = {};
    for (const { name, path, persona } of pages) {
      const { page, close } = await contexts.open(persona, "en");
      await page.context().addCookies([{ name: "time_zone", value: encodeURIComponent(timeZone), url: shop }]);
      const { atFirst, touched } = await weighPage(page, path);
      const limit = weightLimitOf(name);
      if (atFirst > limit) tooHeavy.push(name);
      rows[name] = { "at first": kilobytes(atFirst), limit: kilobytes(limit), touched: kilobytes(touched) };
      await close();
    }
    console.table(rows);
  });
  await browser.close();
  if (tooHeavy.length > 0) throw new Error(`too much JavaScript: ${tooHeavy.join(", ")}`);
} catch (error) {
  fail(error);
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 100) / 10;
}
