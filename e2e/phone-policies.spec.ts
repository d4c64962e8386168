import { type Browser, expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { credentialsOf } from "./journey";
import { codeSentTo } from "./outbox";
import { withOwnShop } from "./own-server";
import type { Shopper } from "./shoppers";

/* Shops that ask for a code more often, or never: PHONE_VERIFICATION. */

async function signedIn(browser: Browser, shop: string, shopper: Shopper): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: shop, locale: "en-US" })).newPage();
  expect((await page.request.post("/users/login/", { data: credentialsOf(shopper) })).status()).toBe(200);
  await page.goto("/account/profile");
  return page;
}

const profileOf = async (page: Page) => (await page.request.get("/users/profile/")).json();

test("kvkk: changed consents wait for a code, are never called saved before it, and a picture goes ahead", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  await withOwnShop({ PHONE_VERIFICATION: "kvkk" }, async (shop) => {
    const page = await signedIn(browser, shop, "consenter");
    const { phone } = await profileOf(page);
    const picture = await sharp({ create: { width: 400, height: 400, channels: 3, background: "#2980b9" } })
      .png()
      .toBuffer();
    await page.locator("input[type=file]").setInputFiles({ name: "me.png", mimeType: "image/png", buffer: picture });
    const sms = page.getByRole("group", { name: "May we send you SMS?" });
    await sms.getByRole("radio", { name: "No", exact: true }).check({ force: true });
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);
    await expect(page.getByText("Your profile is saved")).toHaveCount(0);
    expect(await profileOf(page)).toMatchObject({ sms_allowed: null, avatar: expect.stringContaining("/media/") });

    await page.goto("/account/profile");
    const row = page.getByRole("region", { name: "Phone number" });
    await expect(row).toContainText("Your new contact choices apply once you enter it.");
    await row.getByRole("link", { name: "Enter the code" }).click();
    await page.getByLabel("Code from the SMS").fill(await codeSentTo(page, phone));
    await page.getByRole("button", { name: "Confirm" }).click();
    await expect(page).toHaveURL(/\/account\/profile/);
    await expect(sms.getByRole("radio", { name: "No", exact: true })).toBeChecked();
    expect(await profileOf(page)).toMatchObject({ phone, sms_allowed: false });
    await page.context().close();
  });
});

test("none: another number is saved at once, without a word of codes and without a badge", async ({ browser }) => {
  test.setTimeout(120_000);
  await withOwnShop({ PHONE_VERIFICATION: "none" }, async (shop) => {
    const page = await signedIn(browser, shop, "mover");
    await page.getByRole("button", { name: "Change phone number" }).click();
    const row = page.getByRole("region", { name: "Phone number" });
    await expect(row).not.toContainText("code");
    await page.getByLabel("New phone number").fill("+905321110009");
    await page.getByRole("button", { name: "Save number" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Your phone number is saved" })).toBeVisible();
    await expect(row).toContainText("+905321110009");
    await expect(row).not.toContainText("Verified");
    expect(await profileOf(page)).toMatchObject({ phone: "+905321110009" });
    await page.context().close();
  });
});
