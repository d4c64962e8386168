import { NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

const TABLET =
  "Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";

test("a device that was left signed in is signed out from here", async ({ page, user, readApi, browser, baseURL }) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  const tablet = await browser.newContext({ baseURL, userAgent: TABLET, locale: "en-US" });
  const credentials = { email: customer.email, password: NEW_CUSTOMER_PASSWORD };
  expect((await tablet.request.post("/users/login/", { data: credentials })).status()).toBe(200);
  const left = await tablet.newPage();
  await left.goto("/account");

  await page.goto("/account");
  await user.goTo("Security");
  const devices = page.getByRole("region", { name: "Signed-in devices" }).getByRole("listitem");
  await expect(devices).toHaveCount(2);
  await user.press(page.getByRole("button", { name: /^Sign out Safari on / }));
  await expect(page.getByRole("status").filter({ hasText: "Device signed out" })).toBeVisible();
  await expect(devices).toHaveCount(1);
  await expect(devices).toContainText("This device");
  // The button is gone: the keyboard goes on from where it was.
  await expect(page.getByRole("heading", { name: "Signed-in devices" })).toBeFocused();
  await expect(page.getByRole("region", { name: "Activity" })).toContainText("Device signed out");

  expect(await readApi("/api/users/sessions/")).toMatchObject({ sessions: [{ is_current: true }] });
  expect((await tablet.request.get("/users/profile/")).status()).toBe(401);
  await left.getByRole("link", { name: "Profile", exact: true }).click();
  await expect(left).toHaveURL("/login?next=%2Faccount%2Fprofile");
  await tablet.close();
  await page.reload();
  await expect(devices).toHaveCount(1);
});
