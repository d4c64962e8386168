import { NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

const NEW_PASSWORD = "seagulls over the harbour";

test("a changed password ends the session of another browser, and only the new one signs in", async ({
  page,
  user,
  playwright,
  baseURL,
}) => {
  const { email, phone } = newCustomer();
  await registerByApi(page, { email, phone });
  const other = await playwright.request.newContext({ baseURL });
  const signIn = async (password: string) =>
    (await other.post("/users/login/", { data: { email, password } })).status();
  expect(await signIn(NEW_CUSTOMER_PASSWORD)).toBe(200);

  await page.goto("/account");
  await user.goTo("Security");
  await user.fill(page.getByLabel("Current password", { exact: true }), NEW_CUSTOMER_PASSWORD);
  await user.fill(page.getByLabel("New password", { exact: true }), NEW_PASSWORD);
  await user.fill(page.getByLabel("Confirm new password"), NEW_PASSWORD);
  await user.press(page.getByRole("button", { name: "Change password" }));
  await expect(
    page.getByRole("status").filter({ hasText: /^Changed at .* signed out on all your other devices/ }),
  ).toBeVisible();
  for (const name of ["Current password", "New password", "Confirm new password"]) {
    await expect(page.getByLabel(name, { exact: true })).toHaveValue("");
  }

  expect((await page.request.get("/users/profile/")).status()).toBe(200);
  expect((await other.get("/users/profile/")).status()).toBe(401);
  expect(await signIn(NEW_CUSTOMER_PASSWORD)).toBe(400);
  expect(await signIn(NEW_PASSWORD)).toBe(200);
  await other.dispose();
});
