import type { Locator } from "@playwright/test";
import { findViolations } from "@/e2e/fixtures/axe";
import { DARK } from "@/e2e/fixtures/colors";
import { expect, test } from "@/e2e/fixtures/world-test";

/* The gallery is where primitives are judged: it must be true, and the primitives of every look faultless. */

test("axe finds nothing in any primitive, in either theme and direction", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/dev/gallery");
  await expect(page.locator("[data-theme=dark][dir=rtl]")).not.toHaveCount(0);
  expect(await findViolations(page)).toEqual([]);
});

test("no primitive scrolls sideways on the narrowest phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/dev/gallery");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test("a dialog, a toast and an error summary take the look of their frame", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/dev/gallery?theme=dark&dir=rtl");
  await page.getByRole("button", { name: "افتح نافذة", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toHaveCSS("background-color", DARK);
  await expect(dialog).toHaveCSS("direction", "rtl");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "أرسِل مع أخطاء" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "صحّح حقلين" })).toBeFocused();
  await expect(page).toHaveTitle(/^خطأ: /);
  await page.getByRole("button", { name: "أظهر إشعارًا" }).click();
  await expect(page.getByRole("status").filter({ hasText: "حُفظت" })).toHaveCSS("direction", "rtl");
});

test("a dialog that Escape has closed opens again at the very moment at which its opener has the focus back", async ({
  page,
}) => {
  await page.goto("/dev/gallery?theme=light&dir=ltr");
  const dialog = page.getByRole("dialog");
  const opener = page.getByRole("button", { name: "Open a dialog", exact: true });
  await opener.click();
  await opener.evaluate((button: HTMLElement) => {
    button.addEventListener("focus", () => button.click(), { once: true });
  });
  const closed = await dialog.evaluateHandle((element) => ({
    event: new Promise<void>((resolve) => element.addEventListener("close", () => resolve(), { once: true })),
  }));
  await page.keyboard.press("Escape");
  await closed.evaluate(({ event }) => event);
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("what the gallery shows as focused looks as what the keyboard has reached", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/dev/gallery?theme=light&dir=ltr");
  // From here on the browser shows where the focus is.
  await page.keyboard.press("Tab");
  const frames = await page.locator("[data-focused]").all();
  expect(frames.length).toBeGreaterThan(8);
  for (const frame of frames) {
    const control = frame.locator("a, button, select, input").first();
    const shown = await ringOf(control);
    expect(shown).toMatch(/solid 2px/);
    await frame.evaluate((element) => element.setAttribute("class", "contents"));
    await control.focus();
    expect(await ringOf(control), await control.evaluate((element) => element.outerHTML)).toBe(shown);
  }
});

/** The ring around a control, or around the label that stands for a radio. */
function ringOf(control: Locator): Promise<string> {
  return control.evaluate((element) => {
    const ringed = (element.matches("[type=radio]") && element.closest("label")) || element;
    const { outlineStyle, outlineWidth, outlineOffset, outlineColor, borderColor } = getComputedStyle(ringed);
    return [outlineStyle, outlineWidth, outlineOffset, outlineColor, borderColor].join(" ");
  });
}
