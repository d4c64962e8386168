import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import { forgetSession, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/test";

const NEW_PASSWORD = "harbour gull 99";

test("a short password, and two that differ, are reported before anything is sent", async ({ page }) => {
  await page.goto("/reset?key=1-0");
  await page.getByLabel("New password", { exact: true }).fill("short");
  await page.getByLabel("Confirm new password").fill("shorter");
  await page.getByRole("button", { name: "Save password" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "This password is too short." });
  await expect(summary).toBeFocused();
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The two passwords do not match." })).toBeFocused();
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
  await page.getByLabel("Code from the SMS").fill(await codeSentTo(page, customer.phone));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel("Confirm new password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page).toHaveURL("/login?reset=done");
});
