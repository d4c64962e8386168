import type { Page } from "@playwright/test";
import { violations } from "./axe";
import { expect, test } from "./journey";
import { NEWCOMER_PASSWORD, newcomer, registerByApi } from "./newcomers";

// Each of these looks at every page there is.
test.describe.configure({ timeout: 150_000 });

const GUEST_PAGES = [
  "/",
  "/docs",
  "/login",
  "/login?by=code",
  "/login?deleted=1",
  "/register",
  "/reset",
  "/reset?key=1-0",
  "/verify?purpose=registration",
  "/verify?purpose=sign_in",
];
const CUSTOMER_PAGES = [
  "/account",
  "/account/profile",
  "/account/preferences",
  "/account/segments",
  "/account/loyalty",
  "/account/loyalty/join",
  "/account/security",
  "/account/privacy",
  "/dev/outbox",
  "/dev/gallery?theme=device&dir=ltr",
  "/no-such-page",
];
const LANGUAGES = ["en", "tr", "ar"] as const;

for (const colorScheme of ["light", "dark"] as const) {
  for (const language of LANGUAGES) {
    test(`axe finds nothing on any page, ${language}, ${colorScheme}`, async ({ page, signInAs, baseURL }) => {
      // A second for each page and look, of which there are many.
      test.setTimeout(120_000);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.context().addCookies([{ name: "locale", value: language, url: baseURL ?? "" }]);
      await openRegistration(page);
      for (const path of [...GUEST_PAGES, ...CUSTOMER_PAGES]) {
        if (path === CUSTOMER_PAGES[0]) await signInAs("reader");
        await page.goto(path);
        expect(await violations(page), path).toEqual([]);
      }
    });
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the account's forms, open and faulty, nor in what they say, ${colorScheme}`, async ({
    page,
    signInAs,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await signInAs("reader");
    for (const arrival of ["changed", "expired", "taken"]) {
      await page.goto(`/account/profile?email=${arrival}`);
      await expect(page).toHaveURL("/account/profile");
      expect(await violations(page), arrival).toEqual([]);
    }
    for (const [opens, sends] of [
      ["Change phone number", "Send code"],
      ["Change email address", "Send link"],
    ] as const) {
      await page.goto("/account/profile");
      await page.getByRole("button", { name: opens }).click();
      expect(await violations(page), opens).toEqual([]);
      await page.getByRole("button", { name: sends }).click();
      await expect(page.getByRole("alert").filter({ hasText: "Please check" })).toBeFocused();
      expect(await violations(page), sends).toEqual([]);
    }
    await page.goto("/account/security");
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Please check 3 fields" })).toBeFocused();
    expect(await violations(page), "password").toEqual([]);
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in answers and their receipts, nor on the way to deletion and back, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const somebody = newcomer();
    await registerByApi(page, somebody);
    await page.goto("/account/preferences");
    await page
      .getByRole("group", { name: "May we send you SMS messages?" })
      .getByRole("radio", { name: "Yes", exact: true })
      .check({ force: true });
    await expect(page.getByRole("region", { name: "Your consent receipts" }).getByRole("listitem")).toHaveCount(1);
    expect(await violations(page), "receipt").toEqual([]);
    await page.goto("/account/privacy");
    await page.getByRole("button", { name: "Delete my account" }).click();
    expect(await violations(page), "question").toEqual([]);
    const question = page.getByRole("dialog");
    await question.getByRole("button", { name: "Delete my account" }).click();
    await expect(question.getByRole("alert").filter({ hasText: "Please check" })).toBeFocused();
    expect(await violations(page), "faulty").toEqual([]);
    const credentials = { email: somebody.email, password: NEWCOMER_PASSWORD };
    await question.getByLabel("Your password", { exact: true }).fill(credentials.password);
    await question.getByRole("button", { name: "Delete my account" }).click();
    await expect(page).toHaveURL("/login?deleted=1");
    expect((await page.request.post("/users/login/", { data: credentials })).status()).toBe(200);
    await page.goto("/account");
    await expect(page.getByRole("button", { name: "Keep my account" })).toBeVisible();
    expect(await violations(page), "due").toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole("button", { name: "More" }).click();
    expect(await violations(page), "more").toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test("nothing is cut off or scrolls sideways at 320 pixels, in either direction", async ({
  page,
  signInAs,
  baseURL,
}) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 320, height: 640 });
  await openRegistration(page);
  for (const path of [...GUEST_PAGES, ...CUSTOMER_PAGES]) {
    if (path === CUSTOMER_PAGES[0]) await signInAs("reader");
    for (const language of LANGUAGES) {
      await page.context().addCookies([{ name: "locale", value: language, url: baseURL ?? "" }]);
      await page.goto(path);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} in ${language}`).toBeLessThanOrEqual(0);
    }
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in what goes wrong on the way in, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/register");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Please check" })).toBeFocused();
    expect(await violations(page), "registration").toEqual([]);
    await page.goto("/login?by=code");
    await page.getByLabel("Phone number").fill("0532 123 45 67");
    await expect(page.getByText("We’ll use")).toBeVisible();
    expect(await violations(page), "number").toEqual([]);
    await openRegistration(page);
    await page.goto("/verify?purpose=registration");
    await page.getByText("Didn’t get the SMS?").click();
    await page.getByRole("button", { name: "Send a new code" }).click();
    await expect(page.getByRole("button", { name: /New code in/ })).toBeVisible();
    await page.getByLabel("Code from the SMS").fill("1");
    await page.getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByText("A code has 4 to 20 digits.")).toBeVisible();
    expect(await violations(page), "code").toEqual([]);
  });
}

/** Leaves a dialogue open in the browser's session. */
async function openRegistration(page: Page): Promise<void> {
  const data = { first_name: "Zoë", last_name: "Yılmaz", password: "lighthouse keeper 7", ...newcomer() };
  expect((await page.request.post("/users/registration/", { data })).status()).toBe(202);
}
