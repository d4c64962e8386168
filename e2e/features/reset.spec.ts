import type { Page } from "@playwright/test";
import { codeSentTo, linkMailedTo } from "@/e2e/fixtures/dev-mailbox";
import { postWithToken } from "@/e2e/fixtures/forms";
import { forgetSession, newCustomer, proveAddress, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

const NEW_PASSWORD = "harbour gull 99";

test("a short password, and two that differ, are reported before anything is sent", async ({ page }) => {
  await page.goto(await resetLink(page));
  await page.getByLabel("New password", { exact: true }).fill("short");
  await page.getByLabel("Confirm new password").fill("shorter");
  await page.getByRole("button", { name: "Save password" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "Use at least 8 characters" });
  await expect(summary).toBeFocused();
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Enter the same password in both fields" })).toBeFocused();
});

for (const [which, key] of [
  ["an invented key", "1-0123abc"],
  ["a key without its half", "z"],
] as const) {
  test(`${which} is told on arrival, and a new link is one press away`, async ({ page }) => {
    await page.goto(`/reset?${new URLSearchParams({ key })}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
    await expect(page.locator("main input")).toHaveCount(0);
    await page.getByRole("link", { name: "Get a new link" }).click();
    await expect(page.getByLabel("Email address")).toBeVisible();
  });
}

test("a link that ends while its page is open says so when it is sent, with the way to a new one", async ({ page }) => {
  const link = await resetLink(page);
  await page.goto(link);
  const key = new URL(link).searchParams.get("key");
  const data = { new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };
  expect((await postWithToken(page, `/users/reset/${key}/`, data)).status()).toBe(200);
  await page.getByLabel("New password", { exact: true }).fill("another gull 99");
  await page.getByLabel("Confirm new password").fill("another gull 99");
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This link no longer works." })).toBeFocused();
  await expect(page.getByRole("link", { name: "Get a new link" })).toBeVisible();
});

test("the link's key is sent to no other page", async ({ page }) => {
  await page.goto("/reset?key=1-0123abc");
  const asked = page.waitForRequest((request) => request.url().endsWith("/login") || /\/login\?/.test(request.url()));
  await page.evaluate(() => {
    window.location.href = "/login";
  });
  expect((await asked).headers().referer).toBeUndefined();
});

test("without a confirmed address the code sent to the phone leads to a new password", async ({ page }) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  await forgetSession(page);
  await page.goto("/reset");
  await page.getByRole("link", { name: "Use my phone number instead" }).click();
  await page.getByLabel("Phone number").fill(customer.phone);
  await page.getByRole("button", { name: "Send code" }).click();
  // The number has had another code before.
  await expect(page).toHaveURL(/\/verify/);
  await page.getByLabel("Code from the SMS").fill(await codeSentTo(page, customer.phone));
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel("Confirm new password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page).toHaveURL("/login?reset=done");
});

/** A mailed link, by which nothing has been done yet. */
async function resetLink(page: Page): Promise<string> {
  const customer = newCustomer();
  await registerByApi(page, customer);
  await proveAddress(page, customer);
  await forgetSession(page);
  expect((await postWithToken(page, "/users/password/reset/", { email: customer.email })).status()).toBe(200);
  return linkMailedTo(page, customer.email, "/reset");
}
