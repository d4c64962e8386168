import type { Page } from "@playwright/test";
import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import {
  forgetSession,
  NEW_CUSTOMER_PASSWORD,
  newCustomer,
  proveAddress,
  registerByApi,
} from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

/* By Chromium's virtual authenticator (WebDriver extension of W3C WebAuthn), which belongs to one page. */

/** Gives the page's device an authenticator whose user is there and verified. @returns turns that off and on */
async function addAuthenticator(page: Page): Promise<(isVerified: boolean) => Promise<unknown>> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return (isUserVerified) => client.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
}

const passkeysOf = (page: Page) => page.getByRole("region", { name: "Passkeys" });

async function addPasskey(page: Page): Promise<void> {
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
}

/** The server loads what checks passkeys when the first one is added. */
async function expectPasskey(page: Page): Promise<void> {
  await expect(passkeysOf(page).getByText(/^Chrome on/)).toBeVisible({ timeout: 30_000 });
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await expect(page).toHaveURL(/\/login/);
}

test("a passkey is added under the device's name, renamed, signs in, and is removed", async ({ page }) => {
  const setVerified = await addAuthenticator(page);
  await registerByApi(page, newCustomer());
  await addPasskey(page);
  const card = passkeysOf(page);
  await expectPasskey(page);
  await expect(card).toContainText("Never used");

  await card.getByRole("button", { name: /^Rename/ }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Work laptop");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(card.getByText("Work laptop")).toBeVisible();

  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(card.getByText("This device already has a passkey")).toBeVisible();

  // Nobody is there to choose among the suggestions.
  await setVerified(false);
  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("No passkey was used.")).toBeVisible();
  // Where there are suggestions, the virtual authenticator would choose by itself now.
  await page.getByRole("link", { name: "SMS code" }).click();
  await expect(page.getByLabel("Phone number")).toBeVisible();
  await setVerified(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page).toHaveURL("/account");

  await page.goto("/account/security");
  await expect(card).toContainText("Last used");
  await card.getByRole("button", { name: "Remove Work laptop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(card).toContainText("You don’t have any passkeys yet.");
  await expect(page.getByRole("region", { name: "Activity" })).toContainText("Passkey removed: Work laptop");

  await setVerified(false);
  await signOut(page);
  await setVerified(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("This passkey can’t be used.")).toBeVisible();
});

test("a passkey that is chosen among the suggestions of the address signs in", async ({ page }) => {
  await addAuthenticator(page);
  await registerByApi(page, newCustomer());
  await addPasskey(page);
  await expectPasskey(page);
  await page.context().clearCookies({ name: "osessionid" });
  const path = "/login?next=/account/security";
  expect(await (await page.request.get(path)).text()).toMatch(/autocomplete="username webauthn"/i);
  // The virtual authenticator chooses by itself, and at once.
  await page.goto(path);
  await expect(page).toHaveURL("/account/security");
});

test("whoever came by password is offered a passkey, once, and without moving the page", async ({ page }) => {
  await addAuthenticator(page);
  const customer = newCustomer();
  await registerByApi(page, customer);
  // Until then the overview asks for that instead.
  await proveAddress(page, customer);
  await page.goto("/account");
  const offer = page.getByRole("region", { name: "Sign in faster next time" });
  await expect(offer).toBeHidden();
  const signIn = async () => {
    await page.context().clearCookies({ name: "osessionid" });
    await page.goto("/login");
    await page.getByLabel("Email address").fill(customer.email);
    await page.getByLabel("Password", { exact: true }).fill(NEW_CUSTOMER_PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page).toHaveURL("/account");
  };
  await signIn();
  await expect(offer).toBeVisible();
  expect(await (await page.request.get("/account")).text()).toContain("Sign in faster next time");
  await offer.getByRole("button", { name: "Not now" }).click();
  await expect(offer).toBeHidden();
  await signIn();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(offer).toBeHidden();
});

test("an account that always asks for a passkey takes it after the password, and without it code and password", async ({
  page,
}) => {
  const setVerified = await addAuthenticator(page);
  const customer = newCustomer();
  await registerByApi(page, customer);
  await addPasskey(page);
  const card = passkeysOf(page);
  await expectPasskey(page);
  const turnOn = async () => {
    await card.getByRole("button", { name: "Turn on Always ask for a passkey" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Turn on" }).click();
  };
  await turnOn();
  await expect(card.getByRole("alert")).toContainText("verify your phone number and email address first");
  await proveAddress(page, customer);
  await turnOn();
  await expect(card.getByText("On", { exact: true })).toBeVisible();
  await card.getByRole("button", { name: /^Remove/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Turn that off");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();

  // Nobody is there to choose among the suggestions.
  await setVerified(false);
  await signOut(page);
  const enterPassword = async () => {
    await page.goto("/login");
    await page.getByLabel("Email address").fill(customer.email);
    await page.getByLabel("Password", { exact: true }).fill(NEW_CUSTOMER_PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("One more step: your passkey")).toBeVisible();
  };
  await enterPassword();
  await setVerified(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page).toHaveURL("/account");

  await setVerified(false);
  await forgetSession(page);
  await enterPassword();
  await page.getByRole("link", { name: "I don’t have my passkey" }).click();
  await page.getByLabel("Phone number").fill(customer.phone);
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page).toHaveURL(/\/verify/);
  await page.getByLabel("Code from the SMS").fill(await codeSentTo(page, customer.phone));
  await expect(page.getByText("One more step: your password")).toBeVisible();
  const password = page.getByLabel("Your password", { exact: true });
  await expect(password).toBeFocused();
  await password.fill("not my password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("link", { name: /That password isn’t right/ })).toBeVisible();
  await password.fill(NEW_CUSTOMER_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL("/account");

  await page.goto("/account/security");
  await card.getByRole("button", { name: "Turn off Always ask for a passkey" }).click();
  await expect(card.getByText("On", { exact: true })).toBeHidden();
});

test("a passkey confirms who is there, where the sign-in is old", async ({ page, travel }) => {
  await addAuthenticator(page);
  await registerByApi(page, newCustomer());
  const dialog = page.getByRole("dialog", { name: "Confirm that it’s you" });

  await travel("25h");
  await addPasskey(page);
  await expect(dialog.getByRole("button", { name: "Use a passkey instead" })).toBeHidden();
  await dialog.getByLabel("Your password", { exact: true }).fill(NEW_CUSTOMER_PASSWORD);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expectPasskey(page);

  await travel("25h");
  await passkeysOf(page)
    .getByRole("button", { name: /^Remove/ })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await dialog.getByRole("button", { name: "Use a passkey instead" }).click();
  await expect(passkeysOf(page)).toContainText("You don’t have any passkeys yet.");
});
