import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test as bare, type Page } from "@playwright/test";
import { findViolations } from "@/e2e/fixtures/axe";
import { withServer } from "@/e2e/fixtures/server";
import { expect, test } from "@/e2e/fixtures/test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";

/* <shop-account> on a storefront's page of another origin, whose policy lets nothing in but the account's. */

let storefront: Server;
let account = "";
let element = "<shop-account></shop-account>";
let host = "";

test.beforeAll(async () => {
  storefront = createServer((_request, response) => {
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": `default-src 'none'; script-src ${account}; connect-src ${account}; require-trusted-types-for 'script'`,
    });
    response.end(`<!doctype html><html lang="en"><title>Shop</title><script src="${account}/shop-account.js" defer></script>
      <header><a href="/" id="before">Shop</a> ${element} <a href="/" id="after">Basket</a></header>
      <main><h1>Shop</h1></main></html>`);
  });
  await new Promise<void>((resolve) => storefront.listen(0, "127.0.0.1", resolve));
  // The same site as the account, whose cookie browsers send along.
  host = `http://localhost:${(storefront.address() as AddressInfo).port}`;
});
test.afterAll(() => storefront.close());

/** Does some work with an account that trusts the storefront. */
const withAccount = (work: () => Promise<void>) =>
  withServer({ TRUSTED_ORIGINS: host }, async (origin) => {
    account = origin;
    element = "<shop-account></shop-account>";
    await work();
  });

async function signIn(page: Page) {
  const data = { email: "john.doe@example.com", password: DEMO_PASSWORD };
  expect((await page.request.post(`${account}/users/login/`, { data })).status()).toBe(200);
}

const menuButton = (page: Page) => page.locator("shop-account").getByRole("button");
const menu = (page: Page) => page.locator("shop-account").getByRole("navigation", { name: "Account" });

test("a guest gets a link to sign in, a customer their name and, when they look, points and pages", async ({
  page,
}) => {
  await withAccount(async () => {
    await page.goto(host);
    const link = page.locator("shop-account").getByRole("link", { name: "Sign in" });
    await expect(link).toHaveAttribute("href", `${account}/login`);

    await signIn(page);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(host);
    await expect(menuButton(page)).toHaveText(/\S/);
    await expect(menu(page)).toBeHidden();
    expect(asked.filter((path) => path.startsWith("/api/"))).toEqual(["/api/current_user/"]);

    await menuButton(page).click();
    await expect(menu(page).getByText(/^Points: [\d,]+$/)).toBeVisible();
    await expect(menu(page).getByRole("link")).toHaveText([
      ...["Overview", "Profile", "Preferences", "Loyalty card", "Your prices", "Security", "Privacy"],
    ]);
    expect(await findViolations(page)).toEqual([]);
    await menu(page).getByRole("link", { name: "Profile" }).click();
    await expect(page).toHaveURL(`${account}/account/profile`);
  });
});

test("the menu is worked by the keyboard, and closed by Escape, by leaving it and by a press elsewhere", async ({
  page,
}) => {
  await withAccount(async () => {
    await signIn(page);
    await page.goto(host);
    const button = menuButton(page);
    await expect(button).toHaveAttribute("aria-expanded", "false");
    await page.locator("#before").focus();
    await page.keyboard.press("Tab");
    await expect(button).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(button).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("Tab");
    await expect(menu(page).getByRole("link", { name: "Overview" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(button).toBeFocused();
    await expect(menu(page)).toBeHidden();

    await page.keyboard.press("Space");
    await expect(menu(page)).toBeVisible();
    await page.keyboard.press("Shift+Tab");
    await expect(page.locator("#before")).toBeFocused();
    await expect(menu(page)).toBeHidden();

    await button.click();
    await expect(menu(page)).toBeVisible();
    await page.locator("#after").dispatchEvent("pointerdown");
    await expect(menu(page)).toBeHidden();
  });
});

test("it speaks the language that it is told, right to left too, and follows when that changes", async ({ page }) => {
  await withAccount(async () => {
    await signIn(page);
    element = '<shop-account language="ar-EG"></shop-account>';
    await page.goto(host);
    const inside = page.locator("shop-account div");
    await expect(inside).toHaveAttribute("dir", "rtl");
    await menuButton(page).click();
    const nav = page.locator("shop-account").getByRole("navigation");
    // Styles that the page gives as properties reach in.
    await page
      .locator("shop-account")
      .evaluate((one: HTMLElement) => one.style.setProperty("--shop-account-background", "rgb(1, 2, 3)"));
    await expect(nav).toHaveCSS("background-color", "rgb(1, 2, 3)");
    const [box, buttonBox] = [await nav.boundingBox(), await menuButton(page).boundingBox()];
    // Its end is the button's end: in Arabic, the left.
    expect(Math.round(box?.x ?? -1)).toBe(Math.round(buttonBox?.x ?? 0));
    await page.locator("shop-account").evaluate((one) => one.setAttribute("language", "de"));
    await expect(inside).toHaveAttribute("dir", "ltr");
    await menuButton(page).click();
    await expect(nav.getByRole("link", { name: "Sicherheit" })).toBeVisible();
  });
});

// Browsers report what they refuse to the console, where other tests allow nothing.
bare("what stands in it is shown where the account does not trust the page, or is not there", async ({ page }) => {
  await withServer({}, async (origin) => {
    account = origin;
    element = `<shop-account><a href="${origin}/account">My account</a></shop-account>`;
    const refused = page.waitForEvent("requestfailed");
    await page.goto(host);
    await refused;
    await expect(page.getByRole("link", { name: "My account" })).toBeVisible();
    await expect(menuButton(page)).toHaveCount(0);
  });
});
