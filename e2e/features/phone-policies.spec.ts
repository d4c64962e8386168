import { type Browser, expect, type Page, test } from "@playwright/test";
import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import { withServer } from "@/e2e/fixtures/server";
import type { Shopper } from "@/e2e/fixtures/shoppers";
import { credentialsOf } from "@/e2e/fixtures/test";

/* Shops that require a code more often, or never: PHONE_VERIFICATION. */

async function signedIn(browser: Browser, origin: string, shopper: Shopper, path = "/account/profile"): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: origin, locale: "en-US" })).newPage();
  expect((await page.request.post("/users/login/", { data: credentialsOf(shopper) })).status()).toBe(200);
  await page.goto(path);
  return page;
}

const profileOf = async (page: Page) => (await page.request.get("/users/profile/")).json();

test("kvkk: changed consents wait for one code together and are not reported as saved before it", async ({
  browser,
}) => {
  await withServer({ PHONE_VERIFICATION: "kvkk" }, async (origin) => {
    const page = await signedIn(browser, origin, "consenter", "/account/preferences");
    const { phone } = await profileOf(page);
    const sms = page.getByRole("group", { name: "May we send you SMS messages?" });
    const email = page.getByRole("group", { name: "May we send you emails?" });
    await sms.getByRole("radio", { name: "No", exact: true }).check();
    await email.getByRole("radio", { name: "Yes", exact: true }).check();
    await expect(page.getByText("2 changes to confirm")).toBeVisible();
    await page.getByRole("button", { name: "Confirm with a code" }).dblclick();
    await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);
    await expect(page.getByText("Contact preferences saved")).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Change number" })).toHaveCount(0);
    expect(await profileOf(page)).toMatchObject({ sms_allowed: null, email_allowed: null });

    await page.goto("/account/preferences");
    await expect(page.getByText("Your new contact preferences apply once you enter it.")).toBeVisible();
    await page.getByRole("link", { name: "Enter the code" }).click();
    await page.getByLabel("Code from the SMS").fill(await codeSentTo(page, phone));
    await expect(page).toHaveURL("/account/preferences");
    await expect(page.getByRole("status").filter({ hasText: "Contact preferences saved" })).toBeVisible();
    await expect(sms.getByRole("radio", { name: "No", exact: true })).toBeChecked();
    await expect(page.getByRole("region", { name: "Your answers so far" }).getByRole("listitem")).toHaveCount(2);
    expect(await profileOf(page)).toMatchObject({ phone, sms_allowed: false, email_allowed: true });
    await page.context().close();
  });
});

test("none: a new number is saved at once, without mention of codes or a badge", async ({ browser }) => {
  await withServer({ PHONE_VERIFICATION: "none" }, async (origin) => {
    const page = await signedIn(browser, origin, "mover");
    await page.getByRole("button", { name: "Change phone number" }).click();
    const row = page.getByRole("region", { name: "Phone number" });
    await expect(row).not.toContainText("code");
    await page.getByLabel("New phone number").fill("+905321110009");
    await page.getByRole("button", { name: "Save number" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Phone number saved" })).toBeVisible();
    await expect(row).toContainText("+90 532 111 00 09");
    await expect(row).not.toContainText("Verified");
    expect(await profileOf(page)).toMatchObject({ phone: "+905321110009" });
    await page.context().close();
  });
});
