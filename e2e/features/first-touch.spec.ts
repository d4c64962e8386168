import type { Page } from "@playwright/test";
import { DESKTOP } from "@/e2e/fixtures/page-contexts";
import { ignoreEvaluations, waitForFrame, waitForHydration } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/test";

/* What loads once somebody turns to the page, and what happens to those who are faster. */

const WAITING = "[data-waiting]";

/* A browser that has been here before: in another, times of the page cannot wait. */
const timezoneId = "Asia/Kathmandu";
const ZONE = { name: "time_zone", value: encodeURIComponent(timezoneId) };

test("parts stay the server's until somebody turns to the page", async ({ openPageAs, baseURL }) => {
  const page = await openPageAs("member", "en", { viewport: DESKTOP, timezoneId });
  await page.context().addCookies([{ ...ZONE, url: baseURL }]);
  await ignoreEvaluations(page);
  await page.goto("/account/profile", { waitUntil: "networkidle" });
  await waitForFrame(page);
  expect(await page.locator(WAITING).count()).toBeGreaterThan(0);
  await page.mouse.move(200, 200);
  await page.mouse.move(210, 200);
  await expect(page.locator(WAITING)).toHaveCount(0);
});

test("what is pressed before its script has come happens once it is there", async ({ openPageAs, baseURL }) => {
  const page = await openPageAs("member", "en", { viewport: DESKTOP, timezoneId });
  await page.context().addCookies([{ ...ZONE, url: baseURL }]);
  await ignoreEvaluations(page);
  await page.goto("/account/security", { waitUntil: "networkidle" });
  await waitForFrame(page);
  const release = await holdScripts(page);
  await page.getByRole("banner").getByRole("button", { name: "Language and appearance" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  release();
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("a part whose script did not come is asked for again", async ({ page }) => {
  await ignoreEvaluations(page);
  await page.goto("/login", { waitUntil: "networkidle" });
  await waitForFrame(page);
  let failures = 0;
  await page.route("**/_next/static/chunks/*.js", (route) => (failures++ < 4 ? route.abort() : route.continue()));
  await page.getByLabel("Email").fill("nobody@test.example");
  await waitForHydration(page);
  await expect(page.getByLabel("Email")).toHaveValue("nobody@test.example");
});

test("a link's page is asked for its outline when somebody turns to it, once", async ({ openPageAs, baseURL }) => {
  const page = await openPageAs("member", "en", { viewport: DESKTOP, timezoneId });
  await page.context().addCookies([{ ...ZONE, url: baseURL }]);
  await ignoreEvaluations(page);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.headers()["next-router-prefetch"] || request.headers().rsc) asked.push(new URL(request.url()).pathname);
  });
  await page.goto("/account");
  await waitForHydration(page);
  await page.waitForLoadState("networkidle");
  expect(asked).toEqual([]);
  const link = page.getByRole("navigation").getByRole("link", { name: "Your prices" });
  await link.hover();
  // Its structure, and its title: Next has no way of asking for both at once.
  await expect.poll(() => asked).toEqual(["/account/segments", "/account/segments"]);
  await page.mouse.move(0, 0);
  await link.hover();
  await page.waitForLoadState("networkidle");
  expect(asked).toHaveLength(2);
});

/** Holds back what loads from now on. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}
