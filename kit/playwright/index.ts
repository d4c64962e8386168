import { test as base, expect } from "@playwright/test";
import { ShopPages } from "./shop";
import { type FaultInput, type Language, type Persona, type PersonaInput, type Target, World } from "./world";

/* Each test in a shop of its own: `page` and `request` are in it, and whatever a test does to it no other one sees. */

export type KitOptions = {
  /** Of the pages, and of personas unless they want another. */
  language: Language;
};

export type KitFixtures = {
  world: World;
  /** The pages, by role and label. */
  shop: ShopPages;
  /** Signs the browser in as somebody of the demo, by name, or as somebody new. */
  as: World["persona"];
  /** The newest code to a number; to that of whoever `as` was last without one. */
  code: (to?: string) => Promise<string>;
  /** Lets the world's time go by: `30s`, `5m`, `2h`, `14d`. */
  travel: (time: string) => Promise<Date>;
  /** Lets something fail in this world. */
  fail: (target: Target, input?: FaultInput) => Promise<void>;
};

/** Not of the test's own time: the store makes one world after the other, and a template before the first of them. */
const WORLD_MS = 120_000;

type Last = { persona?: Persona };

/** Playwright's `test` in a world of its own, with what a tester needs of it. */
export const test = base.extend<KitOptions & KitFixtures & { last: Last }>({
  language: ["en", { option: true }],
  locale: async ({ locale, language }, use) => use(locale?.startsWith(language) ? locale : language),
  world: [
    async ({ playwright, baseURL }, use) => {
      if (!baseURL) throw new Error("Say where the store is: baseURL in playwright.config.ts.");
      const request = await playwright.request.newContext({ timeout: WORLD_MS });
      const world = await World.create(request, baseURL);
      await use(world);
      await world.end();
      await request.dispose();
    },
    { timeout: WORLD_MS },
  ],
  extraHTTPHeaders: async ({ extraHTTPHeaders, world }, use) => use({ ...extraHTTPHeaders, ...world.headers }),
  // Browsers send such headers with all but downloads; the cookie goes with those.
  context: async ({ context, world, baseURL }, use) => {
    await context.addCookies([{ name: "world", value: world.id, url: baseURL ?? "" }]);
    await use(context);
  },
  shop: async ({ page, language }, use) => use(new ShopPages(page, language)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter
  last: async ({}, use) => use({}),
  as: async ({ context, world, language, last }, use) => {
    const signIn = async (who: string | PersonaInput = {}) => {
      const persona = await world.persona(typeof who === "string" ? who : { language, ...who });
      last.persona = persona;
      await context.addCookies(persona.cookies);
      return persona;
    };
    await use(signIn as World["persona"]);
  },
  code: async ({ world, last }, use) =>
    use(async (to = last.persona?.phone ?? "") => {
      if (to === "") throw new Error("Say to which number: nobody with one is signed in.");
      return world.code(to);
    }),
  travel: async ({ world }, use) => use((time) => world.travel(time)),
  fail: async ({ world }, use) => use((target, input) => world.fail(target, input)),
});

export { ShopPages, type Word, wordIn } from "./shop";
export { type NewPersona, NUMBERS, type Persona, type PersonaInput, World } from "./world";
export { expect };
