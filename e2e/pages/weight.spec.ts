import { weighPage, weightLimitOf } from "@/e2e/fixtures/page-weight";
import { PAGES } from "@/e2e/fixtures/pages";
import { expect, test } from "@/e2e/fixtures/test";

/* In a browser that knows its time zone, as every one does after its first page. */
const timezoneId = "Asia/Kathmandu";

for (const { name, path, persona } of PAGES) {
  test(`${name} loads no more JavaScript than it may`, async ({ openPageAs, baseURL }) => {
    const page = await openPageAs(persona, "en", { timezoneId });
    await page.context().addCookies([{ name: "time_zone", value: encodeURIComponent(timezoneId), url: baseURL }]);
    const { atFirst } = await weighPage(page, path);
    expect(atFirst).toBeLessThanOrEqual(weightLimitOf(name));
  });
}
