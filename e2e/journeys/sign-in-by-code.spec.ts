import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import { forgetSession, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("a customer signs in by the code sent to their number and lands on the page they asked for", async ({
  page,
  user,
  readApi,
}) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  await forgetSession(page);
  await page.goto("/account/segments");
  const byCode = page.getByRole("link", { name: "SMS code" });
  await user.press(byCode);
  await expect(page).toHaveURL("/login?by=code&next=%2Faccount%2Fsegments");
  await expect(byCode).toHaveAttribute("aria-current", "page");
  await expect(byCode).toBeFocused();
  await user.fill(page.getByLabel("Phone number"), customer.phone);
  await user.press(page.getByRole("button", { name: "Send code" }));
  await expect(page).toHaveURL("/verify?purpose=sign_in&next=%2Faccount%2Fsegments");
  await expect(page.getByLabel("Code from the SMS")).toBeFocused();
  await user.fill(page.getByLabel("Code from the SMS"), await codeSentTo(page, customer.phone));
  await expect(page).toHaveURL("/account/segments");
  expect(await readApi("/users/profile/")).toMatchObject({ email: customer.email });
});
