import { type APIResponse, test as base, expect, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import type { Shopper } from "./shoppers";

/*
 * What every journey starts from. A page that logs an error to the browser's console has failed, whatever it shows.
 */

type Fixtures = {
  /** Signs the page's browser in without the form, as one of the journeys' customers. */
  signInAs: (shopper: Shopper) => Promise<void>;
  /** Reads the API with the page's session: what the server really holds. */
  readApi: (path: string) => Promise<unknown>;
  consoleErrors: string[];
};

export const test = base.extend<Fixtures>({
  consoleErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("console", (message) => {
        // The browser itself logs each refused request; the journeys assert those they expect.
        const refusal = /Failed to load resource/.test(message.text());
        if (message.type() === "error" && !refusal) errors.push(message.text());
      });
      page.on("pageerror", (error) => errors.push(error.message));
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
  signInAs: async ({ page }, use) => {
    await use(async (shopper) => {
      const answer = await page.request.post("/users/login/", { data: credentialsOf(shopper) });
      expect(answer.status()).toBe(200);
    });
  },
  readApi: async ({ page }, use) => {
    await use(async (path) => {
      const answer: APIResponse = await page.request.get(path);
      expect(answer.status()).toBe(200);
      return answer.json();
    });
  },
});

export { expect };

/** What a customer signs in with. */
export function credentialsOf(shopper: Shopper): { email: string; password: string } {
  return { email: `${shopper}@test.example`, password: DEMO_PASSWORD };
}

/** The value of the browser's session cookie. */
export async function sessionCookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name === "osessionid");
  if (!session) throw new Error("The browser has no session.");
  return session.value;
}
