import type { Page } from "@playwright/test";
import pLimit from "p-limit";
import { violations } from "./axe";
import type { PageState } from "./states";
import { PHONE, type Visits } from "./visits";

/* Pages in either theme, on a phone and on a desktop, each of them loaded once. */

export type Look = { name: string; viewport: { width: number; height: number }; colorScheme: "light" | "dark" };

/** Pages open at once: most of the time each of them waits. */
export const AT_ONCE = 3;

/**
 * What axe finds in each of the states, by the state's name. One that cannot be reached is no better than a faulty one.
 *
 * @param looks one after the other, in an order in which little changes at a time
 */
export async function violationsIn(
  states: readonly PageState[],
  looks: readonly Look[],
  visits: Visits,
): Promise<Map<string, string[]>> {
  const limit = pLimit(AT_ONCE);
  const violationsOf = async ({ visitor, reach, phoneOnly }: PageState): Promise<string[]> => {
    const possible = looks.filter(({ viewport }) => !phoneOnly || viewport === PHONE);
    try {
      return await visits.as(visitor, async (page) => {
        await reach(page);
        return inLooks(page, possible);
      });
    } catch (error) {
      // What follows is how often it was tried.
      return [`could not be reached: ${String(error).split("\nCall log")[0]}`];
    }
  };
  return new Map(
    await Promise.all(
      states.map((state) => limit(async (): Promise<[string, string[]]> => [state.name, await violationsOf(state)])),
    ),
  );
}

/** A theme changes colours and nothing else, so that a viewport's second look is at colours alone. */
async function inLooks(page: Page, looks: readonly Look[]): Promise<string[]> {
  const found: string[] = [];
  let last: Look | undefined;
  for (const look of looks) {
    await page.setViewportSize(look.viewport);
    // axe takes what has been scrolled under the header for something that is too small to be hit.
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: "reduce" });
    await drawn(page);
    const broken = await violations(page, { colorsOnly: last?.viewport === look.viewport });
    found.push(...broken.map((violation) => `${look.name}: ${violation}`));
    last = look;
  }
  return found;
}

/** Once the page is drawn as it now has to be, and nothing moves any more but what always does. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== "running" || effect?.getComputedTiming().endTime === Infinity),
  );
}
