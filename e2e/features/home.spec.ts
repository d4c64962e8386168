import { expect, test } from "@/e2e/journey";
import { DEMO_ACCOUNTS } from "@/lib/demo-accounts";

test("one click signs in as any customer of the demo", async ({ page, readApi }) => {
  for (const { name, email } of DEMO_ACCOUNTS) {
    await page.goto("/");
    await page.getByRole("button", { name: `Sign in as ${name}:` }).click();
    await expect(page).toHaveURL("/account");
    expect(await readApi("/users/user/")).toMatchObject({ email });
    await page.context().clearCookies();
  }
});

test("by keyboard, and from one customer to another", async ({ page, readApi }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in as Mia Schneider" }).press("Enter");
  await expect(page).toHaveURL("/account");
  await page.context().addCookies([{ name: "locale", value: "en", url: page.url() }]);
  await page.goto("/");
  await expect(page.getByRole("main")).toContainText("You’re signed in as Mia.");
  await page.getByRole("button", { name: "Sign in as John Doe" }).press("Enter");
  await expect(page).toHaveURL("/account");
  expect(await readApi("/users/user/")).toMatchObject({ email: "john.doe@example.com" });
});

test("where the sign-in fails, the form opens filled in and can be sent", async ({ page }) => {
  await page.route("**/api/auth/callback/**", (route) => route.abort());
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in as John Doe" }).click();
  await expect(page).toHaveURL(/\/login\?demo=john\.doe/);
  await expect(page.getByLabel("Email address")).toHaveValue("john.doe@example.com");
});

test.describe("before any script", () => {
  test.use({ javaScriptEnabled: false });

  test("a click opens the form filled in", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Sign in as Can Yılmaz" }).click();
    await expect(page).toHaveURL(/\/login\?demo=can\.yilmaz/);
    await expect(page.getByLabel("Email address")).toHaveValue("can.yilmaz@example.com");
  });
});

test("a newcomer finds registration, outbox, reference and gallery", async ({ page }) => {
  await page.goto("/");
  for (const [name, address] of [
    ["Create an account", "/register"],
    ["Outbox", "/dev/outbox"],
    ["API reference", "/docs"],
    ["Gallery", "/dev/gallery"],
  ] as const) {
    await expect(page.getByRole("main").getByRole("link", { name })).toHaveAttribute("href", address);
  }
});
