import { forgetSession, NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, sessionCookieOf, test } from "@/e2e/fixtures/world-test";

test("a guest signs in, lands on the page they asked for, and after signing out the old cookie is dead", async ({
  page,
  user,
  playwright,
  baseURL,
}) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  await forgetSession(page);
  await page.goto("/account/segments");
  await expect(page).toHaveURL("/login?next=%2Faccount%2Fsegments");
  await user.fill(page.getByLabel("Email address"), customer.email);
  await user.fill(page.getByLabel("Password", { exact: true }), NEW_CUSTOMER_PASSWORD);
  await user.press(page.getByRole("button", { name: "Sign in", exact: true }));
  await expect(page).toHaveURL("/account/segments");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your prices");

  const cookie = `osessionid=${await sessionCookieOf(page)}`;
  const thief = await playwright.request.newContext({ baseURL });
  expect((await thief.get("/users/profile/", { headers: { cookie } })).status()).toBe(200);
  await user.signOut();
  await expect(page).toHaveURL("/login?signed_out=1");
  await expect(page.getByText("You’re signed out.")).toBeVisible();
  expect((await thief.get("/users/profile/", { headers: { cookie } })).status()).toBe(401);
  await thief.dispose();
  await page.goto("/account");
  await expect(page).toHaveURL("/login?next=%2Faccount");
});
