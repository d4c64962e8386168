import { credentialsOf, expect, test } from "@/e2e/journey";

test("a wrong password is told in words, moves the focus to them and keeps the address", async ({ page }) => {
  await page.goto("/login");
  await page.getByLabel("Email address").fill("nobody@test.example");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "isn’t right" });
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel("Email address")).toHaveValue("nobody@test.example");
});

test("a way back to another site is not taken", async ({ page }) => {
  const { email, password } = credentialsOf("keyboarder");
  for (const foreign of ["https://evil.example/", "//evil.example", "/\\evil.example"]) {
    await page.goto(`/login?next=${encodeURIComponent(foreign)}`);
    await page.getByLabel("Email address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL("/account");
    await page.context().clearCookies();
  }
});

test("an unknown page says so and leads back", async ({ page }) => {
  const answer = await page.goto("/no-such-page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We can’t find this page");
});
