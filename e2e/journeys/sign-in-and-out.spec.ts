import { sessionCookieOf } from "@/e2e/journey";
import { forgetSession, NEWCOMER_PASSWORD, newcomer, registerByApi } from "@/e2e/newcomers";
import { expect, test } from "./journey-by";

test("a guest signs in, lands on the page they asked for, and after signing out the old cookie is dead", async ({
  page,
  hands,
  playwright,
  baseURL,
}) => {
  const customer = newcomer();
  await registerByApi(page, customer);
  await forgetSession(page);
  await page.goto("/account/segments");
  await expect(page).toHaveURL("/login?next=%2Faccount%2Fsegments");
  await hands.write(page.getByLabel("Email address"), customer.email);
  await hands.write(page.getByLabel("Password", { exact: true }), NEWCOMER_PASSWORD);
  await hands.press(page.getByRole("button", { name: "Sign in", exact: true }));
  await expect(page).toHaveURL("/account/segments");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Segments");

  const cookie = `osessionid=${await sessionCookieOf(page)}`;
  const thief = await playwright.request.newContext({ baseURL });
  expect((await thief.get("/users/profile/", { headers: { cookie } })).status()).toBe(200);
  await hands.press(page.getByRole("button", { name: "Sign out" }));
  await expect(page).toHaveURL(/\/login/);
  expect((await thief.get("/users/profile/", { headers: { cookie } })).status()).toBe(401);
  await thief.dispose();
  await page.goto("/account");
  await expect(page).toHaveURL("/login?next=%2Faccount");
});
