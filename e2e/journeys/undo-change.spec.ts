import { linkMailedTo } from "@/e2e/fixtures/dev-mailbox";
import { NEW_CUSTOMER_PASSWORD, newCustomer, proveAddress, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

const THIEFS = "harbour gull 99";
const OWNERS = "wintry orchard 5";

const timezoneId = "Asia/Kathmandu";
test.use({ timezoneId });

test("a password that somebody else changed is undone by the mailed link, and a new one lets the owner in", async ({
  page,
  user,
  playwright,
  baseURL,
}) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  await proveAddress(page, customer);
  const thief = await playwright.request.newContext({ baseURL });
  const signIn = (password: string) => thief.post("/users/login/", { data: { email: customer.email, password } });
  expect((await signIn(NEW_CUSTOMER_PASSWORD)).status()).toBe(200);
  const csrf = (await (await thief.get("/csrf_token/")).json()).csrf_token;
  const data = { old_password: NEW_CUSTOMER_PASSWORD, new_password1: THIEFS, new_password2: THIEFS };
  const headers = { "x-csrftoken": csrf };
  expect((await thief.post("/users/password/change/", { data, headers })).status()).toBe(200);

  const link = await linkMailedTo(page, customer.email, "/undo");
  await page.goto(link);
  await expect(page.getByText("The password of your account was changed on")).toBeVisible();
  const changed = page.getByRole("main").locator("time");
  const instant = new Date((await changed.getAttribute("datetime")) ?? "");
  await expect(changed).toContainText(
    new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: timezoneId }).format(instant),
  );
  await user.press(page.getByRole("button", { name: "It was me" }));
  await expect(page.getByText("Good: nothing changes.")).toBeVisible();
  await expect(page.getByRole("button", { name: "It was me" })).toHaveCount(0);
  await user.press(page.getByRole("button", { name: "Secure my account" }));
  await expect(page).toHaveURL(/\/reset\?key=/);
  expect((await thief.get("/users/profile/")).status()).toBe(401);
  expect((await signIn(THIEFS)).status()).toBe(400);
  await thief.dispose();

  await user.fill(page.getByLabel("New password", { exact: true }), OWNERS);
  await user.fill(page.getByLabel("Confirm new password"), OWNERS);
  await user.press(page.getByRole("button", { name: "Save password" }));
  await expect(page).toHaveURL("/login?reset=done");
  await user.fill(page.getByLabel("Email address"), customer.email);
  await user.fill(page.getByLabel("Password", { exact: true }), OWNERS);
  await user.press(page.getByRole("button", { name: "Sign in", exact: true }));
  await expect(page).toHaveURL("/account");

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
});
