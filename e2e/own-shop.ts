import { test as base } from "@playwright/test";
import { UNLIMITED, withOwnShop } from "./own-server";

/* For whoever looks at all pages as many people: a shop in which nothing else happens. */

export const test = base.extend<object, { shop: string }>({
  /** Its address. Each worker has one. */
  shop: [async ({ browserName: _ }, use) => withOwnShop(UNLIMITED, use), { scope: "worker", timeout: 120_000 }],
});

export { expect } from "@playwright/test";
