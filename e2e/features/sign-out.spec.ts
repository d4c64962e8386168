import type { BrowserContext, Page } from "@playwright/test";
import { forgetSession, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { waitForHydration } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";

/* Signing out, and what other tabs and pages kept in memory show afterwards. */

const LEAVE = { name: "Leave without saving?" };
const SIGNED_OUT = "/login?signed_out=1";

const signOut = (page: Page) => page.getByRole("banner").getByRole("button", { name: "Sign out", exact: true }).click();

test("with unsaved text, signing out asks first: staying changes nothing, leaving signs out", async ({ page }) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account/profile");
  await page.getByLabel("First name").fill("Anna-Lena");
  const written: string[] = [];
  page.on("request", (request) => request.method() === "POST" && written.push(request.url()));
  await signOut(page);
  await page.getByRole("dialog", LEAVE).getByRole("button", { name: "Keep editing" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByLabel("First name")).toHaveValue("Anna-Lena");
  expect((await page.request.get("/users/profile/")).status()).toBe(200);
  expect(written).toEqual([]);

  await signOut(page);
  await page.getByRole("dialog", LEAVE).getByRole("button", { name: "Leave without saving" }).click();
  await expect(page).toHaveURL(SIGNED_OUT);
  await expect(page.getByText("You’re signed out.")).toBeVisible();
  expect((await page.request.get("/users/profile/")).status()).toBe(401);
});

test("on a phone the way out stands in the menu under its word, and the header has none", async ({ openPageAs }) => {
  const page = await openPageAs("newCustomer", "en");
  await page.goto("/account/profile");
  await expect(page.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  await page.getByLabel("First name").fill("Anna-Lena");
  await page.getByRole("button", { name: "More" }).click();
  const leave = page.getByRole("dialog", { name: "More" }).getByRole("button", { name: "Sign out" });
  await leave.click();
  await page.getByRole("dialog", LEAVE).getByRole("button", { name: "Keep editing" }).click();
  await expect(leave).toBeFocused();
  await leave.click();
  await page.getByRole("dialog", LEAVE).getByRole("button", { name: "Leave without saving" }).click();
  await expect(page).toHaveURL(SIGNED_OUT);
});

test("who could not be signed out is told, stays signed in and can try again", async ({ page }) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account");
  await page.route("**/api/auth/signout", (route) => route.abort());
  await signOut(page);
  const dialog = page.getByRole("dialog", { name: "That didn’t work" });
  await expect(dialog).toContainText("You’re still signed in.");
  await page.unroute("**/api/auth/signout");
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(page).toHaveURL(SIGNED_OUT);
});

test("signing out in one tab empties the others at once, unsaved text or not", async ({ page, context }) => {
  await registerByApi(page, newCustomer());
  const [profile, home] = [await context.newPage(), await context.newPage()];
  await profile.goto("/account/profile");
  await profile.getByLabel("First name").fill("Anna-Lena");
  await home.goto("/");
  await expect(home.getByText("You’re signed in as")).toBeVisible();
  await page.goto("/account");
  await signOut(page);
  await expect(profile).toHaveURL(SIGNED_OUT);
  expect(await profile.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("Anna-Lena");
  await expect(home.getByText("You’re signed in as")).toHaveCount(0);
  await expect(home.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("once somebody else signs in, other tabs show theirs", async ({ page, context, baseURL }) => {
  const [first, second] = [newCustomer(), newCustomer()];
  await registerByApi(page, first);
  await page.goto("/account/profile");
  await expect(page.getByText(first.email).first()).toBeVisible();
  const other = await context.newPage();
  await registerElsewhere(context, second, baseURL);
  await other.goto("/account/profile");
  for (const tab of [other, page]) await expect(tab.getByText(second.email).first()).toBeVisible();
  await expect(page.getByText(first.email)).toHaveCount(0);
});

test("a page that comes back from memory is hidden until it is known to be its customer's", async ({ page }) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account/profile");
  await waitForHydration(page);
  const html = page.locator("html");
  await comeBack(page);
  await expect(html).toHaveCSS("visibility", "visible");

  await forgetSession(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/current_user/", (route) => held.then(() => route.continue()));
  await comeBack(page);
  await expect(html).toHaveCSS("visibility", "hidden");
  release();
  await expect(page).toHaveURL("/login?next=%2Faccount%2Fprofile");
});

test("a tab whose session has ended leads to the sign-in when it is looked at again", async ({ page }) => {
  await page.clock.install();
  await registerByApi(page, newCustomer());
  await page.goto("/account");
  await waitForHydration(page);
  await forgetSession(page);
  await page.clock.fastForward("01:00");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page).toHaveURL("/login?next=%2Faccount");
});

/** As from the browser's memory, into which a page under test is not put. */
function comeBack(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const type of ["pagehide", "pageshow"]) {
      window.dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
    }
  });
}

/** Signs the browser in as somebody new without a word to its tabs. */
async function registerElsewhere(
  context: BrowserContext,
  somebody: ReturnType<typeof newCustomer>,
  baseURL: string | undefined,
): Promise<void> {
  const elsewhere = await context.browser()?.newContext({ ...(baseURL && { baseURL }) });
  if (!elsewhere) throw new Error("unreachable");
  await registerByApi(elsewhere, somebody);
  const session = (await elsewhere.cookies()).filter(({ name }) => name === "osessionid");
  await context.addCookies(session);
  await elsewhere.close();
}
