import { followRequests } from "@/e2e/fixtures/page-loading";
import { DESKTOP } from "@/e2e/fixtures/viewports";
import { expect, test } from "@/e2e/fixtures/world-test";

test("a page that nobody turns to is not asked for", async ({ openPageAs }) => {
  const page = await openPageAs("member", "en", { viewport: DESKTOP });
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (searchParams.has("_rsc")) asked.push(pathname);
  });
  const settle = followRequests(page);
  await page.goto("/account", { waitUntil: "networkidle" });
  await settle();
  expect(asked).toEqual([]);

  const link = page.getByRole("navigation").getByRole("link", { name: "Profile" });
  await link.hover();
  await expect.poll(() => asked).toContain("/account/profile");
  await link.click();
  await expect(page).toHaveURL("/account/profile");
  expect(new Set(asked)).toEqual(new Set(["/account/profile"]));
});
