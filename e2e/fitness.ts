import type { Page } from "@playwright/test";

/* Whether a page can be used by those who need larger letters, larger targets or less motion (WCAG 2.2). */

/** Makes all letters larger, as the browser's own setting does. @param percent of the usual size */
export async function enlargeLetters(page: Page, percent: number): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Page.setFontSizes", {
    fontSizes: { standard: (16 * percent) / 100, fixed: (13 * percent) / 100 },
  });
  await page.waitForFunction(
    (size) => getComputedStyle(document.documentElement).fontSize === `${size}px`,
    (16 * percent) / 100,
  );
}

/** How far one has to scroll sideways, if at all (1.4.10). */
export async function overflow(page: Page): Promise<string[]> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return width > 0 ? [`${width} px wider than the screen`] : [];
}

/** Texts of which a part is cut off (1.4.4). */
export function clippedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        // What only screen readers are told is cut off to a point.
        if (element.clientWidth <= 1 || element.textContent?.trim() === "" || !element.checkVisibility()) return false;
        const isCutX = /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
        const isCutY = /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
        return isCutX || isCutY;
      })
      .map((element) => `cut off: ${element.outerHTML.slice(0, 300)}`),
  );
}

/** What would move, or fade for longer than anybody sees, although no motion is wanted (2.3.3). */
export function movingElements(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SEEN_SECONDS = 0.001;
    const longest = (times: string) => Math.max(...times.split(",").map(Number.parseFloat));
    const styled = [...document.querySelectorAll("*")].filter((element) =>
      [undefined, "::before", "::after"].some((part) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element, part);
        return (
          (animationName !== "none" && longest(animationDuration) > SEEN_SECONDS) || longest(transitionDuration) > 0
        );
      }),
    );
    const scripted = document.getAnimations().flatMap(({ effect, playState }) => {
      const isLong = playState === "running" && Number(effect?.getComputedTiming().endTime) > SEEN_SECONDS * 1000;
      return isLong && effect instanceof KeyframeEffect && effect.target ? [effect.target] : [];
    });
    return [...styled, ...scripted].map((element) => `moves: ${element.outerHTML.slice(0, 300)}`);
  });
}

/**
 * What is too small to be hit by a finger: less than 24 × 24 px (2.5.8). But for links within a sentence, and for what
 * stands so far from any other target that a circle of that size around it touches none.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST = 24;
    const ROLES = ["button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "option"];
    const TARGETS = [
      "a[href]",
      "button",
      "input",
      "select",
      "textarea",
      "summary",
      ...ROLES.map((role) => `[role=${role}]`),
    ];
    // A control that is not drawn is pressed by its label.
    const targets = [...document.querySelectorAll(TARGETS.join())]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => ({ element, box: (element.closest("label") ?? element).getBoundingClientRect() }));
    const isSmall = ({ width, height }: DOMRect) => Math.min(width, height) < LEAST - 0.01;
    return targets
      .filter(({ element, box }) => isSmall(box) && !isInSentence(element) && !isFarFromOthers(element, box))
      .map(({ element, box }) => `${box.width} × ${box.height} px: ${element.outerHTML.slice(0, 300)}`);

    function isInSentence(element: Element): boolean {
      if (getComputedStyle(element).display !== "inline") return false;
      const block = element.closest("p, li, dd, td, th, div");
      return (block?.textContent?.trim().length ?? 0) > (element.textContent?.trim().length ?? 0);
    }

    function isFarFromOthers(element: Element, box: DOMRect): boolean {
      const x = box.x + box.width / 2;
      const y = box.y + box.height / 2;
      return targets.every(({ element: other, box: { left, right, top, bottom, ...its } }) => {
        if (other === element || other.contains(element) || element.contains(other)) return true;
        const away = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
        const centres = Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y);
        return (
          away >= LEAST / 2 &&
          (!isSmall({ ...its, width: right - left, height: bottom - top } as DOMRect) || centres >= LEAST)
        );
      });
    }
  });
}
