import { expect, test } from "@/kit/playwright/index";

/* The kit alone, beside what docs/qa.md shows: each test in a shop of its own, whatever the others do meanwhile. */

test("a session ends when nobody has come for two weeks", async ({ page, as, travel }) => {
  await as("john.doe");
  await page.goto("/account");
  await expect(page).toHaveURL("/account");
  await travel("15d");
  await page.reload();
  await expect(page).toHaveURL(/\/login/);
});

test.describe("in Arabic", () => {
  test.use({ language: "ar" });

  test("somebody signs in with their password", async ({ page, shop, world }) => {
    const persona = await world.persona({ language: "ar" });
    await shop.signIn(persona);
    await expect(page).toHaveURL("/account");
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    await shop.goTo("profile");
  });
});

test("pages of one browser are in their own world, whoever else is served", async ({
  page,
  as,
  world,
  browser,
  baseURL,
}) => {
  await as("john.doe");
  await page.goto("/account");
  const answer = await page.request.get("/users/profile/");
  expect(answer.headers()["x-world"]).toBe(world.id);
  const elsewhere = await browser.newContext({ baseURL, extraHTTPHeaders: {} });
  expect((await elsewhere.request.get("/users/profile/")).status()).toBe(401);
  await elsewhere.close();
});
