import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { findViolationsInAllLooks } from "@/e2e/fixtures/axe";
import { findShopTraces } from "@/e2e/fixtures/shop-traces";
import { expect, test } from "@/e2e/fixtures/world-test";

/* The parts that examples/slots puts into the account: run by `npm run test:shops` in a copy that has them. */

const PLACES = ["/account", "/account/orders", "/account/orders/10042", "/account/profile"];

let system: ChildProcess | undefined;

async function startSystem() {
  system = spawn(process.execPath, ["shop-api.mjs"], { stdio: ["ignore", "pipe", "inherit"] });
  if (system.stdout) await once(system.stdout, "data");
}

async function stopSystem() {
  if (!system) return;
  system.kill();
  await once(system, "exit");
  system = undefined;
}

test.describe.configure({ mode: "default" });
test.beforeAll(startSystem);
test.afterAll(stopSystem);

for (const language of ["en", "ar"] as const) {
  test(`what the shop's system knows is on its pages, and axe finds nothing, ${language}`, async ({ openPageAs }) => {
    const page = await openPageAs("member", language);
    for (const place of PLACES) {
      await page.goto(place);
      await expect(page.getByRole("main").getByRole("alert").filter({ hasText: "10042" })).toBeVisible();
      expect(await findViolationsInAllLooks(page)).toEqual([]);
      const name = place.slice(1).replaceAll("/", "-");
      const folder = process.env.SHOP_PICTURES ?? "test-results";
      await page.screenshot({ path: path.join(folder, `${name}-${language}.png`), fullPage: true });
    }
  });
}

test("each is where it belongs: the navigation, the overview, an order of its own, the profile", async ({
  openPageAs,
}) => {
  const page = await openPageAs("member", "en", { viewport: { width: 1280, height: 900 } });
  await page.goto("/account");
  await expect(page.getByRole("region", { name: "Your last order" })).toContainText("10042");
  await page.getByRole("navigation").getByRole("link", { name: "Orders" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
  await expect(page).toHaveTitle(/^Orders · /);
  await page.getByRole("link", { name: "10042" }).click();
  await expect(page.getByText("2 × Beach towel")).toBeVisible();
  await page.goto("/account/orders/nothing");
  await expect(page.getByRole("heading", { name: "Linen" })).toHaveCount(0);
  await page.goto("/account/profile");
  await expect(page.getByRole("region", { name: "Addresses" })).toContainText("35210 İzmir");
});

test("one that fails says so in its place, the rest of the page works, and it comes back", async ({ openPageAs }) => {
  await stopSystem();
  const page = await openPageAs("member", "en");
  await page.goto("/account");
  const faulty = page.getByRole("main").getByRole("alert").filter({ hasText: "This part cannot be shown" });
  await expect(faulty).toHaveCount(2);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await findViolationsInAllLooks(page)).toEqual([]);
  await startSystem();
  await faulty.first().getByRole("button").click();
  await expect(page.getByRole("region", { name: "Your last order" })).toBeVisible();
  await expect(faulty).toHaveCount(0);
});

test("what is sent for slots is found, so that a shop without any can be looked at for it", async ({ openPageAs }) => {
  const traces = await findShopTraces(openPageAs);
  const ofOverview = traces.flatMap(([page, trace]) => (page === "overview" ? trace : []));
  expect(ofOverview).toEqual(["code of slots", "what stands for a slot that fails", "entries of the navigation"]);
});
