import type { Page } from "@playwright/test";
import { linkMailedTo } from "@/e2e/fixtures/dev-mailbox";
import type { User } from "@/e2e/fixtures/input-mode";
import {
  forgetSession,
  NEW_CUSTOMER_PASSWORD,
  newCustomer,
  proveAddress,
  registerByApi,
} from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

const NEW_PASSWORD = "harbour gull 99";

test("a forgotten password is replaced by the mailed link, which works once and ends every session", async ({
  page,
  user,
  playwright,
  baseURL,
}) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  await proveAddress(page, customer);
  await forgetSession(page);
  const elsewhere = await playwright.request.newContext({ baseURL });
  const credentials = { email: customer.email, password: NEW_CUSTOMER_PASSWORD };
  expect((await elsewhere.post("/users/login/", { data: credentials })).status()).toBe(200);

  await page.goto("/login");
  await user.press(page.getByRole("link", { name: "Forgot your password?" }));
  await expect(page).toHaveURL("/reset");
  await user.fill(page.getByLabel("Email address"), customer.email);
  await user.press(page.getByRole("button", { name: "Send link" }));
  await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeFocused();

  const link = await linkMailedTo(page, customer.email, "/reset");
  await page.goto(link);
  await choosePassword(page, user, NEW_PASSWORD);
  await expect(page).toHaveURL("/login?reset=done");
  await expect(page.getByText("Your new password is saved.")).toBeVisible();
  expect((await elsewhere.get("/users/profile/")).status()).toBe(401);
  await elsewhere.dispose();

  await user.fill(page.getByLabel("Email address"), customer.email);
  await user.fill(page.getByLabel("Password", { exact: true }), NEW_PASSWORD);
  await user.press(page.getByRole("button", { name: "Sign in", exact: true }));
  await expect(page).toHaveURL("/account");

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await user.press(page.getByRole("link", { name: "Get a new link" }));
  await expect(page).toHaveURL("/reset");
  await expect(page.getByRole("button", { name: "Send link" })).toBeVisible();
});

async function choosePassword(page: Page, user: User, password: string): Promise<void> {
  await user.fill(page.getByLabel("New password", { exact: true }), password);
  await user.fill(page.getByLabel("Confirm new password"), password);
  await user.press(page.getByRole("button", { name: "Save password" }));
}
