import type { Page } from "@playwright/test";
import { forgetSession, NEWCOMER_PASSWORD, newcomer, registerByApi } from "@/e2e/newcomers";
import { linkMailedTo } from "@/e2e/outbox";
import type { Hands } from "./hands";
import { expect, test } from "./journey-by";

const NEW_PASSWORD = "harbour gull 99";

test("a forgotten password is replaced by the mailed link, which works once and ends every session", async ({
  page,
  hands,
  playwright,
  baseURL,
}) => {
  const customer = newcomer();
  await registerByApi(page, customer);
  await forgetSession(page);
  const elsewhere = await playwright.request.newContext({ baseURL });
  const credentials = { email: customer.email, password: NEWCOMER_PASSWORD };
  expect((await elsewhere.post("/users/login/", { data: credentials })).status()).toBe(200);

  await page.goto("/login");
  await hands.press(page.getByRole("link", { name: "Forgot your password?" }));
  await expect(page).toHaveURL("/reset");
  await hands.write(page.getByLabel("Email address"), customer.email);
  await hands.press(page.getByRole("button", { name: "Send link" }));
  await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeFocused();

  const link = await linkMailedTo(page, customer.email);
  await page.goto(link);
  await choosePassword(page, hands, NEW_PASSWORD);
  await expect(page).toHaveURL("/login?reset=done");
  await expect(page.getByText("Your new password is saved.")).toBeVisible();
  expect((await elsewhere.get("/users/profile/")).status()).toBe(401);
  await elsewhere.dispose();

  await hands.write(page.getByLabel("Email address"), customer.email);
  await hands.write(page.getByLabel("Password", { exact: true }), NEW_PASSWORD);
  await hands.press(page.getByRole("button", { name: "Sign in", exact: true }));
  await expect(page).toHaveURL("/account");

  await page.goto(link);
  await choosePassword(page, hands, "another gull 99");
  await expect(page.getByRole("alert").filter({ hasText: "This link is not valid any more." })).toBeFocused();
});

async function choosePassword(page: Page, hands: Hands, password: string): Promise<void> {
  await hands.write(page.getByLabel("New password", { exact: true }), password);
  await hands.write(page.getByLabel("Confirm new password"), password);
  await hands.press(page.getByRole("button", { name: "Save password" }));
}
