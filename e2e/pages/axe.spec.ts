import { findViolations } from "@/e2e/fixtures/axe";
import { waitForAnimations } from "@/e2e/fixtures/page-loading";
import { OPENED } from "@/e2e/fixtures/page-states";
import { unlistedPages } from "@/e2e/fixtures/pages";
import { expect, test } from "@/e2e/fixtures/world-test";

/* One look at each page in every run; axe-matrix.spec.ts has the other languages, themes, viewports and states. */

for (const { name, persona, reach } of OPENED) {
  test(`axe finds nothing on the page ${name}`, async ({ openPageAs }) => {
    const page = await openPageAs(persona, "en", { reducedMotion: "reduce" });
    await reach(page);
    await waitForAnimations(page);
    expect(await findViolations(page)).toEqual([]);
  });
}

test("every page of the app is listed", () => {
  expect(unlistedPages()).toEqual([]);
});
