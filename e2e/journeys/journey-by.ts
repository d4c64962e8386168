import { test as base } from "@/e2e/journey";
import { type Hands, handsOn, type Means } from "./hands";

/* A journey is written once and made by each means; which one, the project says (playwright.config.ts). */

export type JourneyOptions = { means: Means };

export const test = base.extend<JourneyOptions & { hands: Hands }>({
  means: ["mouse", { option: true }],
  hands: async ({ page, means }, use) => {
    await use(handsOn(page, means));
  },
});

export { expect } from "@/e2e/journey";
