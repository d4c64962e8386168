import { readFileSync } from "node:fs";
import { withServer } from "@/e2e/fixtures/server";
import { emailOf } from "@/e2e/fixtures/shoppers";
import { expect, test } from "@/e2e/fixtures/test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import { hasOpenssl } from "@/lib/testing/certificates";
import { openPass } from "@/lib/testing/passes";
import { walletVariables } from "@/lib/testing/wallet-variables";

test("a card comes into the wallets that the shop has set up, by file and by link", async ({ browser }) => {
  test.skip(!hasOpenssl, "certificates are made by openssl");
  await withServer(walletVariables(), async (origin) => {
    const page = await browser.newPage({ baseURL: origin });
    const data = { email: emailOf("member", "en"), password: DEMO_PASSWORD };
    expect((await page.request.post("/users/login/", { data })).status()).toBe(200);
    await page.goto("/account/loyalty");
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
