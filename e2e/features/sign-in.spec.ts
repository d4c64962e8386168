import {
  fillRegistration,
  forgetSession,
  NEW_CUSTOMER_PASSWORD,
  newCustomer,
  registerByApi,
} from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("a wrong password is explained, takes the focus and keeps the address", async ({ page }) => {
  await page.goto("/login");
  await page.getByLabel("Email address").fill("nobody@test.example");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "isn’t right" })).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel("Email address")).toHaveValue("nobody@test.example");
});

test("an unknown page says so", async ({ page }) => {
  expect((await page.goto("/no-such-page"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We can’t find this page");
});

test("an unknown page of the account says so in the account's frame, and asks guests to sign in first", async ({
  page,
  signInAs,
}) => {
  await page.goto("/account/no-such-page");
  await expect(page).toHaveURL("/login?next=%2Faccount%2Fno-such-page");
  await signInAs("reader");
  expect((await page.goto("/account/no/such/page"))?.status()).toBe(404);
  await expect(page).toHaveTitle(/^We can’t find this page/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We can’t find this page");
  await expect(page.getByRole("banner")).toHaveCount(1);
  await expect(page.getByRole("navigation", { name: "Account" })).toBeVisible();
});

test("what a guest has typed is forgotten once they have signed in by password", async ({ page }) => {
  const [customer, guest] = [newCustomer(), newCustomer()];
  await registerByApi(page, customer);
  await forgetSession(page);
  await page.goto("/register");
  await fillRegistration(page, guest);
  await page.goto("/login");
  await page.getByLabel("Email address").fill(customer.email);
  await page.getByLabel("Password", { exact: true }).fill(NEW_CUSTOMER_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL("/account");
  const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  await expect.poll(kept).not.toContain(guest.email);
});
