import { NEWCOMER_PASSWORD, newcomer, registerByApi } from "@/e2e/newcomers";
import { codeSentTo, messagesTo } from "@/e2e/outbox";
import { expect, test } from "./journey-by";

test("a phone number is changed by the code sent to the new one", async ({
  page,
  hands,
  readApi,
  playwright,
  baseURL,
}) => {
  const customer = newcomer();
  const { phone } = newcomer();
  await registerByApi(page, customer);
  const elsewhere = await playwright.request.newContext({ baseURL });
  await elsewhere.post("/users/login/", { data: { email: customer.email, password: NEWCOMER_PASSWORD } });
  await page.goto("/account");
  await hands.goTo("Profile");
  await hands.press(page.getByRole("button", { name: "Change phone number" }));
  await expect(page.getByLabel("New phone number")).toBeFocused();
  await hands.write(page.getByLabel("New phone number"), `0${phone.slice(3)}`);
  await hands.press(page.getByRole("button", { name: "Send code" }));

  await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);
  // Until the code is entered, nothing is changed.
  expect(await readApi("/users/profile/")).toMatchObject({ phone: customer.phone });
  await expect(page.getByLabel("Code from the SMS")).toBeFocused();
  await hands.write(page.getByLabel("Code from the SMS"), await codeSentTo(page, phone));
  await hands.press(page.getByRole("button", { name: "Confirm" }));
  await expect(page).toHaveURL("/account/profile");
  await expect(page.getByRole("status").filter({ hasText: "New phone number saved" })).toBeVisible();

  const row = page.getByRole("region", { name: "Phone number" });
  await expect(row).toContainText(phone);
  await expect(row).toContainText("Verified");
  expect(await readApi("/users/profile/")).toMatchObject({ phone });
  // The old number hears of it, and whoever was signed in elsewhere is not any more.
  expect((await messagesTo(page, customer.phone))[0]).toMatchObject({ code: null });
  expect((await elsewhere.get("/users/profile/")).status()).toBe(401);
  await elsewhere.dispose();
  await page.reload();
  await expect(row).toContainText(phone);
  await expect(row).toContainText("Verified");
});
