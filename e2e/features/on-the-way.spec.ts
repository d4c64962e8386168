import sharp from "sharp";
import { fillRegistration, NEW_CUSTOMER_PASSWORD, newCustomer } from "@/e2e/fixtures/new-customer";
import { delayScripts, holdRequests, waitForHydration } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";

/* A phone on a train: late scripts, a lost connection, slips of the thumb, a camera's pictures. */

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("a sign-in submitted before hydration is held and continues with what was typed", async ({ page, world }) => {
  const { email, password } = await world.persona();
  const releaseScripts = await delayScripts(page);
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.isNavigationRequest() && request.method() === "POST") posts.push(request.url());
  });
  await page.goto("/login", { waitUntil: "commit" });
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).tap();
  await expect(page.getByLabel("Email address")).toHaveValue(email);
  releaseScripts();
  await expect(page).toHaveURL("/account");
  expect(posts).toEqual([]);
});

test("a button pressed before hydration, even twice, does its work once", async ({ page, as }) => {
  await as({});
  const releaseScripts = await delayScripts(page);
  const exports: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") exports.push(new URL(request.url()).pathname);
  });
  await page.goto("/account/privacy", { waitUntil: "commit" });
  const button = page.getByRole("button", { name: "Download my data" });
  await button.tap();
  await button.tap();
  const download = page.waitForEvent("download");
  releaseScripts();
  await download;
  await expect(button).toHaveCSS("opacity", "1");
  expect(exports).toEqual(["/api/users/export/"]);
});

test("a box ticked before hydration moves nothing under a finger", async ({ page, as }) => {
  await as({ date_of_birth: null });
  const releaseScripts = await delayScripts(page);
  await page.goto("/account/welcome", { waitUntil: "commit" });
  await page.getByLabel("I’d like a loyalty card").check();
  const button = page.getByRole("button", { name: "Save and continue" });
  const place = await button.boundingBox();
  releaseScripts();
  await waitForHydration(page);
  expect(await button.boundingBox()).toEqual(place);
});

test("a half-filled registration survives a reload, except the password", async ({ page }) => {
  const customer = newCustomer();
  await page.goto("/register");
  await fillRegistration(page, customer);
  await page.reload();
  await expect(page.getByLabel("Email address")).toHaveValue(customer.email);
  await expect(page.getByLabel("Phone number")).toHaveValue(/53/);
  await expect(page.getByLabel("I accept the terms")).toBeChecked();
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(NEW_CUSTOMER_PASSWORD);
});

test("a number that lacks a digit is questioned before a code is sent, and accepted when confirmed", async ({
  page,
}) => {
  const customer = newCustomer();
  await page.goto("/register");
  await fillRegistration(page, { ...customer, phone: "0532 123 45 6" });
  const doubt = page.getByText("This number looks incomplete");
  await expect(doubt).toBeVisible();
  await page.getByLabel("Phone number").fill("0532 123 45 67");
  await page.getByLabel("Email address").focus();
  await expect(doubt).toBeHidden();
  await expect(page.getByText("+90 532 123 45 67")).toBeVisible();

  await page.getByLabel("Phone number").fill("0532 123 45 6");
  const sent = page.waitForRequest(/\/users\/registration/);
  await page.getByRole("button", { name: "Continue" }).tap();
  await expect(page.getByLabel("Phone number")).toBeFocused();
  await expect(page).toHaveURL(/\/register/);
  await page.getByRole("button", { name: "Continue" }).tap();
  expect((await sent).postDataJSON()).toMatchObject({ email: customer.email });
});

test("a change that is saved before the form's rules have come is sent", async ({ page, signInAs, readApi }) => {
  await signInAs("traveller");
  await page.goto("/account/profile");
  await page.waitForLoadState("networkidle");
  const releaseRules = await delayScripts(page);
  await page.getByLabel("First name").fill("Zoë");
  await page.getByRole("button", { name: "Save changes" }).tap();
  await expect(page.getByText("Saving…")).toBeVisible();
  releaseRules();
  await expect(page.getByText(/^All changes saved/)).toBeVisible();
  expect(await readApi("/users/profile/")).toMatchObject({ first_name: "Zoë" });
});

test("what is typed while a change is being saved stays, unsaved", async ({ page, signInAs, readApi }) => {
  await signInAs("traveller");
  await page.goto("/account/profile");
  const release = await holdRequests(page, "PATCH", "/api/users/profile/");
  await page.getByLabel("First name").fill("Zoë");
  await page.getByRole("button", { name: "Save changes" }).tap();
  await expect(page.getByText("Saving…")).toBeVisible();
  await page.getByLabel("Last name").fill("Öztürk");
  release();
  await expect(page.getByText("One unsaved change")).toBeVisible();
  await expect(page.getByLabel("Last name")).toHaveValue("Öztürk");
  expect(await readApi("/users/profile/")).toMatchObject({ first_name: "Zoë" });
});

test("without a connection a link does not lead away from the page", async ({ page, context, signInAs }) => {
  await signInAs("traveller");
  await page.goto("/account/segments");
  const navigation = page.getByRole("navigation", { name: "Account" });
  await context.setOffline(true);
  const notice = page.getByRole("alert").filter({ hasText: "You’re offline" });
  await expect(notice).toBeVisible();
  await page.mouse.wheel(0, 2000);
  for (const name of ["Profile", "Your prices"]) {
    await navigation.getByRole("link", { name }).tap();
    await expect(notice).toBeInViewport();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your prices");
  }
  await context.setOffline(false);
  await expect(notice).toBeHidden();
  await navigation.getByRole("link", { name: "Profile" }).tap();
  await expect(page).toHaveURL("/account/profile");
});

const NOISE = { type: "gaussian", mean: 128, sigma: 60 } as const;

for (const [what, persona, width, height, noise] of [
  ["several megabytes", "cameraman", 2400, 1800, NOISE],
  ["more pixels than the shop decodes", "photographer", 8000, 6000, undefined],
] as const) {
  test(`a camera's picture of ${what} is scaled down and saved`, async ({ page, signInAs, readApi }) => {
    await signInAs(persona);
    await page.goto("/account/profile");
    const photo = await sharp({ create: { width, height, channels: 3, noise, background: "#888" } })
      .jpeg({ quality: 95 })
      .toBuffer();
    expect(photo.byteLength > 2 * 1024 * 1024 || width * height > 24_000_000).toBe(true);
    await page.locator("input[type=file]").setInputFiles({ name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: photo });
    await page.getByRole("button", { name: "Use picture" }).tap();
    await expect(page.getByText("New picture, not saved yet").first()).toBeVisible();
    await page.getByRole("button", { name: "Save changes" }).tap();
    await expect
      .poll(async () => ((await readApi("/users/profile/")) as { avatar: string | null }).avatar)
      .not.toBeNull();
  });
}
