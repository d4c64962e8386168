import { expect, type Page, test } from "@playwright/test";
import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import { NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { holdRequests } from "@/e2e/fixtures/page-loading";
import { withServer } from "@/e2e/fixtures/server";

/* In a shop whose sign-ins are fresh for five seconds. */

/** Asks for another number once the sign-in is too old for it. */
async function requestChange(page: Page, phone: string): Promise<void> {
  await page.goto("/account/profile");
  await page.getByRole("button", { name: "Change phone number" }).click();
  await page.getByLabel("New phone number").fill(phone);
  await becomeStale(page);
  await page.getByRole("button", { name: "Send code" }).click();
}

/** Waits until the sign-in is too old for what needs a fresh one. */
async function becomeStale(page: Page): Promise<void> {
  const { csrf_token } = await (await page.request.get("/csrf_token/")).json();
  const exportNow = () => page.request.post("/users/export/", { headers: { "x-csrftoken": csrf_token }, data: {} });
  await expect.poll(async () => (await exportNow()).status()).toBe(403);
}

test("a phone is changed from an old sign-in once the customer has confirmed who they are, by password or by code", async ({
  browser,
}) => {
  await withServer({ FRESH_SIGN_IN_SECONDS: "5" }, async (origin) => {
    const page = await (await browser.newContext({ baseURL: origin, locale: "en-US" })).newPage();
    const customer = newCustomer();
    await registerByApi(page, customer);
    const dialog = page.getByRole("dialog", { name: "Confirm that it’s you" });

    await requestChange(page, newCustomer().phone);
    await dialog.getByRole("button", { name: "Cancel" }).last().click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Please sign in again, or confirm that it is you")).toBeVisible();

    await requestChange(page, newCustomer().phone);
    await dialog.getByLabel("Your password", { exact: true }).fill("not mine");
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(dialog.getByText("That password isn’t right.").first()).toBeVisible();
    await dialog.getByLabel("Your password", { exact: true }).fill(NEW_CUSTOMER_PASSWORD);
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);

    await requestChange(page, newCustomer().phone);
    await dialog.getByRole("button", { name: "Get a code by SMS instead" }).click();
    await expect(dialog.getByLabel("Code", { exact: true })).toBeVisible();
    await dialog.getByLabel("Code", { exact: true }).fill(await codeSentTo(page, customer.phone));
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);
    await page.context().close();
  });
});

test("where the question cannot be loaded, the request fails and nothing typed is lost", async ({ browser }) => {
  await withServer({ FRESH_SIGN_IN_SECONDS: "5" }, async (origin) => {
    const page = await (await browser.newContext({ baseURL: origin, locale: "en-US" })).newPage();
    await registerByApi(page, newCustomer());
    await page.goto("/account/profile");
    await page.getByRole("button", { name: "Change phone number" }).click();
    await page.getByLabel("New phone number").fill("+905321110005");
    await becomeStale(page);
    await page.waitForLoadState("networkidle");
    await page.route("**/_next/static/**", (route) => route.abort());
    await page.getByRole("button", { name: "Send code" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "We couldn’t reach the shop" })).toBeVisible();
    await expect(page.getByLabel("New phone number")).toHaveValue(/532/);
    await page.context().close();
  });
});

test("two requests at once ask who is there once, and both hear the answer", async ({ browser }) => {
  await withServer({ FRESH_SIGN_IN_SECONDS: "5" }, async (origin) => {
    const page = await (await browser.newContext({ baseURL: origin, locale: "en-US" })).newPage();
    await registerByApi(page, newCustomer());
    await page.goto("/account/security");
    await becomeStale(page);
    const tokens = page.getByRole("region", { name: "For developers" });
    await tokens.locator("summary").click();
    await tokens.getByLabel("Name", { exact: true }).fill("Till");
    const paths = ["/api/users/tokens/", "/api/users/passkeys/options/"];
    const releases = await Promise.all(paths.map((path) => holdRequests(page, "POST", path)));
    const asked = Promise.all(paths.map((path) => page.waitForRequest(`**${path}`)));
    await tokens.getByRole("button", { name: "Create token" }).click();
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await asked;
    for (const release of releases) release();
    const dialog = page.getByRole("dialog", { name: "Confirm that it’s you" });
    await dialog.getByRole("button", { name: "Cancel" }).last().click();
    await expect(page.getByText("Please sign in again, or confirm that it is you")).toHaveCount(2);
    await page.context().close();
  });
});
