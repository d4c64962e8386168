import type { Page } from "@playwright/test";
import { expect, test } from "./journey";
import { forgetSession, NEWCOMER_PASSWORD, newcomer, registerByApi } from "./newcomers";
import { linkMailedTo } from "./outbox";

const NEW_PASSWORD = "harbour gull 99";

test("a forgotten password is replaced by the mailed link, once, and every session ends", async ({
  page,
  playwright,
  baseURL,
}) => {
  const customer = newcomer();
  const elsewhere = await playwright.request.newContext({ baseURL });
  await registerByApi(page, customer);
  await forgetSession(page);
  const credentials = { email: customer.email, password: NEWCOMER_PASSWORD };
  expect((await elsewhere.post("/users/login/", { data: credentials })).status()).toBe(200);

  await page.goto("/login");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page).toHaveURL("/reset");
  await page.getByLabel("Email address").fill(customer.email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeFocused();

  const link = await linkMailedTo(page, customer.email);
  await page.goto(link);
  await choose(page, NEW_PASSWORD);
  await expect(page).toHaveURL("/login?reset=done");
  await expect(page.getByText("Your new password is saved.")).toBeVisible();
  expect((await elsewhere.get("/users/profile/")).status()).toBe(401);
  await elsewhere.dispose();

  await page.getByLabel("Email address").fill(customer.email);
  await page.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/account");

  await page.goto(link);
  await choose(page, "another gull 99");
  await expect(page.getByRole("alert").filter({ hasText: "This link is not valid any more." })).toBeFocused();
});

test("an address without an account is answered alike", async ({ page }) => {
  const { email } = newcomer();
  await page.goto("/reset");
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeFocused();
  await expect(page.getByText(email)).toBeVisible();
  const sent = await page.request.get("/api/dev/outbox", { params: { to: email } });
  expect(await sent.json()).toEqual([]);
});

test("two passwords that differ, and a short one, are told at their fields before anything is sent", async ({
  page,
}) => {
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

test("the key of the link goes to no other page", async ({ page }) => {
  await page.goto("/reset?key=1-0123abc");
  const asked = page.waitForRequest((request) => request.url().endsWith("/login") || /\/login\?/.test(request.url()));
  await page.evaluate(() => {
    window.location.href = "/login";
  });
  expect((await asked).headers().referer).toBeUndefined();
});

async function choose(page: Page, password: string): Promise<void> {
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByLabel("Confirm new password").fill(password);
  await page.getByRole("button", { name: "Save password" }).click();
}
