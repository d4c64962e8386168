import { violationsIn } from "@/e2e/looks";
import { expect, test } from "@/e2e/own-shop";
import { OPENED } from "@/e2e/states";
import { PHONE, Visits } from "@/e2e/visits";

/* One look at each page in every test run; axe-matrix.spec.ts has the other languages, themes, viewports and states. */

test("axe finds nothing on any page", async ({ browser, shop }) => {
  test.setTimeout(120_000);
  const visits = new Visits(browser, shop, "en");
  const found = await violationsIn(OPENED, [{ name: "phone, light", viewport: PHONE, colorScheme: "light" }], visits);
  await visits.close();
  expect([...found].filter(([, violations]) => violations.length > 0)).toEqual([]);
});
