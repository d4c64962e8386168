import { readFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { findViolationsInAllLooks } from "@/e2e/fixtures/axe";
import { waitForHydration } from "@/e2e/fixtures/page-loading";
import { becomePersona } from "@/e2e/fixtures/pages";
import { withServer } from "@/e2e/fixtures/server";
import { expect, test } from "@/e2e/fixtures/world-test";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { hasOpenssl } from "@/lib/testing/certificates";
import { openPass } from "@/lib/testing/passes";
import { walletVariables } from "@/lib/testing/wallet-variables";

/** At a server of its own, since worlds have no wallets: passes would ask after themselves outside of them. */
async function openCard(browser: Browser, origin: string, language: Language): Promise<Page> {
  const page = await browser.newPage({ baseURL: origin, extraHTTPHeaders: {} });
  await becomePersona(page.request, origin, "member", language);
  await page.goto("/account/loyalty");
  await waitForHydration(page);
  await page.locator("a[href*='/wallet/']").first().waitFor();
  return page;
}

test("axe finds nothing on a card with its wallets, in any language", async ({ browser }) => {
  await withServer(walletVariables(), async (origin) => {
    for (const language of LANGUAGES) {
      const page = await openCard(browser, origin, language);
      expect(await findViolationsInAllLooks(page)).toEqual([]);
      await page.close();
    }
  });
});

test("a card comes into the wallets that the shop has set up, by file and by link", async ({ browser }) => {
  test.skip(!hasOpenssl, "certificates are made by openssl");
  await withServer(walletVariables(), async (origin) => {
    const page = await openCard(browser, origin, "en");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Add to Apple Wallet" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("card.pkpass");
    const { pass } = openPass(readFileSync(await download.path()));
    const { card } = await (await page.request.get("/loyalty-card/loyalty_card/")).json();
    expect(pass.barcodes[0].message).toBe(card.attributes.account_number);

    const google = page.getByRole("link", { name: "Add to Google Wallet" });
    const address = (await google.getAttribute("href")) ?? "";
    const { location } = (
      await page.request.get(address, { maxRedirects: 0, headers: { accept: "text/html" } })
    ).headers();
    expect(location).toMatch(/^https:\/\/pay\.google\.com\/gp\/v\/save\//);
    await page.close();
  });
});

test("a shop without wallets shows no way into one", async ({ openPageAs }) => {
  const page = await openPageAs("member", "en");
  await page.goto("/account/loyalty");
  await expect(page.getByRole("link", { name: "Show at the till" }).last()).toBeVisible();
  await expect(page.getByRole("link", { name: /Wallet/ })).toHaveCount(0);
});
