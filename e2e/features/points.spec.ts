import type { Page } from "@playwright/test";
import { waitForHydration } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";

async function openPoints(page: Page) {
  await page.goto("/account/loyalty");
  await waitForHydration(page);
  const figure = page.getByRole("figure");
  return { slider: figure.getByRole("slider"), value: figure.locator("p"), chart: figure.locator("svg") };
}

test("arrow keys move along the balance, and each value is announced", async ({ openPageAs }) => {
  const page = await openPageAs("member", "en");
  const { slider, value } = await openPoints(page);
  await slider.focus();
  await expect(value).toHaveText(/^\w+ \d+, \d{4}: [\d,]+ points$|^\d+ \w+ \d{4}: [\d,]+ points$/);
  const last = await slider.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowLeft");
  await expect(slider).not.toHaveAttribute("aria-valuetext", last ?? "");
  await expect(value).toHaveText((await slider.getAttribute("aria-valuetext")) ?? "");
  await page.keyboard.press("Home");
  await expect(slider).toHaveJSProperty("value", "0");
});

test("right to left, the arrow that points to the past leads there", async ({ openPageAs }) => {
  const page = await openPageAs("member", "ar");
  const { slider } = await openPoints(page);
  await slider.focus();
  const last = await slider.inputValue();
  await page.keyboard.press("ArrowRight");
  await expect(slider).toHaveJSProperty("value", String(Number(last) - 1));
});

for (const language of ["en", "ar"] as const) {
  test(`a finger or a mouse at the line's beginning finds its first value, ${language}`, async ({ openPageAs }) => {
    const page = await openPageAs("member", language, { hasTouch: true });
    const { slider, chart } = await openPoints(page);
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    if (!box) throw new Error("unreachable");
    const [start, end] = language === "ar" ? [box.x + box.width - 1, box.x + 1] : [box.x + 1, box.x + box.width - 1];
    const middle = box.y + box.height / 2;
    await page.touchscreen.tap(start, middle);
    await expect(slider).toHaveJSProperty("value", "0");
    await page.mouse.move(end, middle);
    await expect(slider).toHaveJSProperty("value", await slider.getAttribute("max"));
  });
}
