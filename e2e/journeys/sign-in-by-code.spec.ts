import { forgetSession, newcomer, registerByApi } from "@/e2e/newcomers";
import { codeSentTo } from "@/e2e/outbox";
import { expect, test } from "./journey-by";

test("a customer signs in by the code sent to their number and lands on the page they asked for", async ({
  page,
  hands,
  readApi,
}) => {
  const customer = newcomer();
  await registerByApi(page, customer);
  await forgetSession(page);
  await page.goto("/account/segments");
  const byCode = page.getByRole("link", { name: "SMS code" });
  await hands.press(byCode);
  await expect(page).toHaveURL("/login?by=code&next=%2Faccount%2Fsegments");
  await expect(byCode).toHaveAttribute("aria-current", "page");
  await expect(byCode).toBeFocused();
  await hands.write(page.getByLabel("Phone number"), customer.phone);
  await hands.press(page.getByRole("button", { name: "Send code" }));
  await expect(page).toHaveURL("/verify?purpose=sign_in&next=%2Faccount%2Fsegments");
  await expect(page.getByLabel("Code from the SMS")).toBeFocused();
  await hands.write(page.getByLabel("Code from the SMS"), await codeSentTo(page, customer.phone));
  await hands.press(page.getByRole("button", { name: "Confirm" }));
  await expect(page).toHaveURL("/account/segments");
  expect(await readApi("/users/profile/")).toMatchObject({ email: customer.email });
});
