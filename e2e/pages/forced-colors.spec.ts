import type { Locator, Page } from "@playwright/test";
import { waitForHydration } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";

/*
 * Where the system chooses the colours (forced-colors), backgrounds and shadows are gone: what was told by them must be
 * told in another way.
 */

test.use({ forcedColors: "active" });

test("every button of the gallery has an outline, whatever its look", async ({ page }) => {
  await page.goto("/dev/gallery?theme=device&dir=ltr");
  const faint = await page.locator("main :is(button, a).rounded-control").evaluateAll((buttons) =>
    buttons
      .filter((button) => button.textContent?.trim() !== "" && !button.closest("label"))
      .filter((button) => {
        const { borderTopWidth, borderTopColor } = getComputedStyle(button);
        return borderTopWidth === "0px" || borderTopColor === "rgba(0, 0, 0, 0)";
      })
      .map((button) => button.outerHTML.slice(0, 200)),
  );
  expect(faint).toEqual([]);
});

test("what is chosen stands out: the current page, the tab, a choice, and how far something is", async ({
  openPageAs,
}) => {
  const forced = { forcedColors: "active" } as const;
  const member = await openPageAs("member", "en", forced);
  await visit(member, "/account/preferences");
  await expectToStandOut(member.locator("main label:has(:checked)").first(), member.locator("main label").last());
  await visit(member, "/account/loyalty");
  const pages = member.getByRole("navigation", { name: "Account" });
  await expectToStandOut(pages.locator("a[aria-current]"), pages.locator("a:not([aria-current])").first());
  const bar = member.getByRole("progressbar");
  await expectToStandOut(bar.locator("div"), bar);
  const guest = await openPageAs("guest", "en", forced);
  await visit(guest, "/login");
  const ways = guest.locator("main nav");
  await expectToStandOut(ways.locator("a[aria-current]"), ways.locator("a:not([aria-current])"));
});

test("the till's codes stay black on white", async ({ openPageAs }) => {
  const page = await openPageAs("member", "en", { forcedColors: "active", colorScheme: "dark" });
  await visit(page, "/account/loyalty/till");
  const codes = page.locator("main svg[role=img]");
  await expect(codes).toHaveCount(2);
  for (const code of await codes.all()) {
    await expect(code).toHaveCSS("background-color", "rgb(255, 255, 255)");
    await expect(code.locator("path")).toHaveCSS("fill", "rgb(0, 0, 0)");
  }
});

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await waitForHydration(page);
}

/** Looks other than its neighbour that is not chosen. */
async function expectToStandOut(chosen: Locator, other: Locator): Promise<void> {
  const background = (locator: Locator) => locator.evaluate((element) => getComputedStyle(element).backgroundColor);
  await expect(chosen).toBeVisible();
  expect(await background(chosen)).not.toBe(await background(other));
}
