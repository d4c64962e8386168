import { expect, type Locator, type Page } from "@playwright/test";

/* What somebody without a mouse sees: where the focus is, and that it does not leave an open dialogue. */

/** More stops of the Tab key than any page has. */
const MOST_STOPS = 120;

/**
 * Brings the focus to something by Tab or Shift+Tab, whichever way it lies. At every stop the focus must be seen.
 *
 * @param within the stop may lie inside of the target too, as a radio in its group
 */
export async function tabTo(page: Page, target: Locator, { within = false } = {}): Promise<void> {
  await expect(target).toBeVisible();
  await expectFocusSeen(page);
  const key = (await target.evaluate(liesBeforeFocus)) ? "Shift+Tab" : "Tab";
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate(hasFocus, within)) return;
    await page.keyboard.press(key);
    await expectFocusSeen(page);
  }
  throw new Error(`The Tab key does not lead to ${target}.`);
}

/** That what has the focus has a ring around it, and is not hidden behind a bar. */
export async function expectFocusSeen(page: Page): Promise<void> {
  expect(await page.evaluate(whyFocusIsNotSeen)).toBeNull();
}

/** That however often Tab is pressed, nothing behind the dialogue gets the focus. */
export async function expectFocusKept(page: Page, dialog: Locator): Promise<void> {
  const stops = await dialog.locator("a[href], button, input, select, summary").count();
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let stop = 0; stop <= stops; stop++) {
      await page.keyboard.press(key);
      expect(await dialog.evaluate(holdsFocus)).toBe(true);
    }
  }
}

/* The following run in the page. */

function liesBeforeFocus(target: Element): boolean {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused.contains(target)) return false;
  return Boolean(focused.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING);
}

function hasFocus(target: Element, within: boolean): boolean {
  return target === document.activeElement || (within && target.contains(document.activeElement));
}

/** After the last stop it is the browser's own turn, which the page sees as nothing focused. */
function holdsFocus(dialog: Element): boolean {
  return dialog.contains(document.activeElement) || document.activeElement === document.body;
}

function whyFocusIsNotSeen(): string | null {
  const focused = document.activeElement;
  // Of all the page's content, the page itself is the ring.
  if (!focused || focused === document.body || focused.matches("main")) return null;
  const shown = bearerOf(focused);
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  if (outlineStyle === "none" || Number.parseFloat(outlineWidth) < 2) return `no ring: ${focused.outerHTML}`;
  const { left, right, top, bottom } = shown.getBoundingClientRect();
  const points = [
    [(left + right) / 2, (top + bottom) / 2],
    [left + 2, top + 2],
    [right - 2, bottom - 2],
  ];
  const isSeen = points.some(([x = 0, y = 0]) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (shown.contains(hit) || hit.contains(focused));
  });
  return isSeen ? null : `hidden behind something: ${focused.outerHTML}`;

  /** What is drawn in place of a control that is not drawn itself. */
  function bearerOf(control: Element): Element {
    const { width } = control.getBoundingClientRect();
    if (width > 2 && getComputedStyle(control).opacity !== "0") return control;
    const label = control.closest("label") ?? document.querySelector(`label[for="${control.id}"]`);
    return label ?? control.parentElement ?? control;
  }
}
