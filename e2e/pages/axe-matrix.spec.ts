import { findViolationsInAllLooks } from "@/e2e/fixtures/axe";
import { OPENED, STATES } from "@/e2e/fixtures/page-states";
import { atTheirShops, expect, test } from "@/e2e/fixtures/world-test";
import { LANGUAGES } from "@/lib/platform/i18n/languages";

/* Every page and each of its states, in every language, in both themes, on a phone and on a desktop. */

for (const language of LANGUAGES) {
  atTheirShops([...OPENED, ...STATES], ({ name, persona, reach, phoneOnly }) => {
    test(`axe finds nothing on ${name}, ${language}`, async ({ openPageAs }) => {
      const page = await openPageAs(persona, language);
      await reach(page);
      expect(await findViolationsInAllLooks(page, { phoneOnly })).toEqual([]);
    });
  });
}
