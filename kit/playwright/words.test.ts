import { expect, test } from "vitest";
import words from "@/kit/playwright/words.json" with { type: "json" };
import { isoDuration } from "@/kit/playwright/world";
import ar from "@/lib/platform/i18n/messages/pages/ar.json" with { type: "json" };
import de from "@/lib/platform/i18n/messages/pages/de.json" with { type: "json" };
import en from "@/lib/platform/i18n/messages/pages/en.json" with { type: "json" };
import fr from "@/lib/platform/i18n/messages/pages/fr.json" with { type: "json" };
import ru from "@/lib/platform/i18n/messages/pages/ru.json" with { type: "json" };
import tr from "@/lib/platform/i18n/messages/pages/tr.json" with { type: "json" };

type Node = { [part: string]: Node } | string;

function textAt(catalogue: Node, path: string): Node | undefined {
  return path
    .split(".")
    .reduce<Node | undefined>((node, part) => (typeof node === "object" ? node[part] : undefined), catalogue);
}

test.each(Object.entries({ ar, de, en, fr, ru, tr }))(
  "the kit has the words of the pages in %s",
  (language, catalogue) => {
    for (const [path, texts] of Object.entries(words)) {
      expect([path, texts[language as keyof typeof texts]]).toEqual([path, textAt(catalogue, path)]);
    }
  },
);

test("times are written short or as ISO 8601", () => {
  expect(["30s", "5m", "2h", "14d", "1w", "PT1H30M"].map(isoDuration)).toEqual([
    "PT30S",
    "PT5M",
    "PT2H",
    "P14D",
    "P1W",
    "PT1H30M",
  ]);
  expect(() => isoDuration("soon")).toThrow("30s, 5m, 2h, 14d");
});
