import { codeSentTo, messagesTo } from "@/e2e/fixtures/dev-mailbox";
import { NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi, shownPhone } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("a phone number is changed by the code sent to the new one", async ({
  page,
  user,
  readApi,
  playwright,
  baseURL,
}) => {
  const customer = newCustomer();
  const { phone } = newCustomer();
  await registerByApi(page, customer);
  const elsewhere = await playwright.request.newContext({ baseURL });
  await elsewhere.post("/users/login/", { data: { email: customer.email, password: NEW_CUSTOMER_PASSWORD } });
  await page.goto("/account");
  await user.goTo("Profile");
  await user.press(page.getByRole("button", { name: "Change phone number" }));
  await expect(page.getByLabel("New phone number")).toBeFocused();
  await user.fill(page.getByLabel("New phone number"), `0${phone.slice(3)}`);
  await expect(page.getByText(`We’ll use ${shownPhone(phone)}`)).toBeVisible();
  await user.press(page.getByRole("button", { name: "Send code" }));

  await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);
  // Until the code is entered, nothing is changed.
  expect(await readApi("/users/profile/")).toMatchObject({ phone: customer.phone });
  await expect(page.getByLabel("Code from the SMS")).toBeFocused();
  await user.fill(page.getByLabel("Code from the SMS"), await codeSentTo(page, phone));
  // This first: after six seconds it goes.
  await expect(page.getByRole("status").filter({ hasText: "New phone number saved" })).toBeVisible();
  await expect(page).toHaveURL("/account/profile");

  const row = page.getByRole("region", { name: "Phone number" });
  await expect(row).toContainText(shownPhone(phone));
  await expect(row).toContainText("Verified");
  expect(await readApi("/users/profile/")).toMatchObject({ phone });
  // The old number hears of it, and whoever was signed in elsewhere is not any more.
  await expect.poll(async () => (await messagesTo(page, customer.phone))[0]).toMatchObject({ code: null });
  expect((await elsewhere.get("/users/profile/")).status()).toBe(401);
  await elsewhere.dispose();
  await page.reload();
  await expect(row).toContainText(shownPhone(phone));
  await expect(row).toContainText("Verified");
});
