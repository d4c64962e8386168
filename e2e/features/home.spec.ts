import { expect, test } from "@/e2e/fixtures/world-test";
import { DEMO_ACCOUNTS } from "@/lib/demo-accounts";

test("one click signs in as any demo customer, and from one to another", async ({ page, readApi }) => {
  for (const { email } of DEMO_ACCOUNTS) {
    await page.goto("/");
    // By the address: the page is in the language of the one before.
    await page
      .locator("form", { has: page.locator(`[value="${email}"]`) })
      .getByRole("button")
      .click();
    await expect(page).toHaveURL("/account");
    expect(await readApi("/users/user/")).toMatchObject({ email });
  }
  await page.goto("/");
  await expect(page.getByRole("main")).toContainText("Sie sind als Mia angemeldet");
});

test("when the sign-in fails, the form opens filled in", async ({ page }) => {
  await page.route("**/api/auth/callback/**", (route) => route.abort());
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in as John Doe" }).click();
  await expect(page).toHaveURL(/\/login\?demo=john\.doe/);
  await expect(page.getByLabel("Email address")).toHaveValue("john.doe@example.com");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a click opens the form filled in, and everything else is linked", async ({ page }) => {
    await page.goto("/");
    for (const [name, address] of [
      ["Create an account", "/register"],
      ["Outbox", "/dev/outbox"],
      ["API reference", "/docs"],
      ["Gallery", "/dev/gallery"],
    ] as const) {
      await expect(page.getByRole("main").getByRole("link", { name })).toHaveAttribute("href", address);
    }
    await page.getByRole("button", { name: "Sign in as Can Yılmaz" }).click();
    await expect(page).toHaveURL(/\/login\?demo=can\.yilmaz/);
    await expect(page.getByLabel("Email address")).toHaveValue("can.yilmaz@example.com");
  });
});
