import { findViolations } from "@/e2e/fixtures/axe";
import { withServer } from "@/e2e/fixtures/server";
import { expect, test } from "@/e2e/fixtures/test";
import { type Issuer, personOf, startIssuer, variablesOf } from "@/lib/testing/identity-issuer";

/* The shop's own sign-in, at an issuer of another origin. */

let issuer: Issuer;
test.beforeEach(async () => {
  issuer = await startIssuer();
});
test.afterEach(() => issuer.kill());

test("somebody new accepts the terms, has an account, and comes in until they remove that way", async ({ page }) => {
  issuer.person = personOf("ida.isler@test.example");
  const byIdentity = page.getByRole("button", { name: "Continue with Shop ID" });
  await withServer(variablesOf(issuer), async (origin) => {
    await page.goto(`${origin}/login?next=/account/profile`);
    await byIdentity.click();
    await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
    expect(await findViolations(page)).toEqual([]);
    const create = page.getByRole("button", { name: "Create account" });
    await create.click();
    await expect(page.getByRole("checkbox")).toHaveAttribute("aria-invalid", "true");
    await page.getByRole("checkbox").check();
    await create.click();
    await expect(page).toHaveURL(`${origin}/account/welcome?next=%2Faccount%2Fprofile`);
    await expect(page.getByRole("heading", { name: "Welcome, Ida" })).toBeVisible();

    const signOut = async () => {
      await page.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
      await expect(page).toHaveURL(`${origin}/login?signed_out=1`);
    };
    await signOut();
    await byIdentity.click();
    await expect(page).toHaveURL(`${origin}/account`);

    await page.goto(`${origin}/account/security`);
    await expect(page.getByRole("button", { name: "Remove Shop ID" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Choose a password" })).toHaveAttribute("href", "/reset");
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Remove Shop ID" }).click();
    await expect(page.getByText("Shop ID no longer signs you in", { exact: true })).toBeVisible();
    await signOut();
    await byIdentity.click();
    await expect(page.getByRole("alert").filter({ hasText: "allow it again under Security" })).toBeVisible();
    expect(await findViolations(page)).toEqual([]);
  });
});

test("an issuer that is away is said to be, and the other ways in go on", async ({ page }) => {
  await issuer.kill();
  await withServer(variablesOf(issuer), async (origin) => {
    await page.goto(`${origin}/login`);
    await page.getByRole("button", { name: "Continue with Shop ID" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Shop ID can’t be reached right now." })).toBeVisible();
    await page.getByLabel("Email address").fill("signer@test.example");
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
  });
});

test("without one there is no button", async ({ page }) => {
  await page.goto("/login");
  await expect(page.getByRole("button", { name: "Sign in with a passkey" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Continue with/ })).toHaveCount(0);
});
