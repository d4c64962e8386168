import { codeSentTo, messagesTo } from "@/e2e/fixtures/dev-mailbox";
import { NEW_CUSTOMER_PASSWORD, newCustomer, shownPhone } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("somebody new registers, gets a loyalty card on the way in, and has both at once", async ({
  page,
  user,
  readApi,
}) => {
  const { email, phone } = newCustomer();
  await page.goto("/");
  await user.press(page.getByRole("main").getByRole("link", { name: "Create an account" }).first());
  await user.fill(page.getByLabel("First name"), "Zoë");
  await user.fill(page.getByLabel("Last name"), "Yılmaz");
  await user.fill(page.getByLabel("Email address"), email);
  await user.fill(page.getByLabel("Phone number"), `0${phone.slice(3)}`);
  await expect(page.getByText(`We’ll use ${shownPhone(phone)}`)).toBeVisible();
  await user.fill(page.getByLabel("Password", { exact: true }), NEW_CUSTOMER_PASSWORD);
  await user.tick(page.getByLabel("I accept the terms"));
  await user.press(page.getByRole("button", { name: "Continue" }));

  await expect(page).toHaveURL(/\/verify\?purpose=registration/);
  await expect(page.getByText(shownPhone(phone))).toBeVisible();
  await expect(page.getByLabel("Code from the SMS")).toBeFocused();
  await user.fill(page.getByLabel("Code from the SMS"), await codeSentTo(page, phone));

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome, Zoë");
  await user.tick(page.getByLabel("I’d like a loyalty card"));
  await user.choose(
    page.getByRole("group", { name: "May we send you SMS messages?" }).getByLabel("No", { exact: true }),
  );
  await user.press(page.getByRole("button", { name: "Save and continue" }));

  // A card needs the birth date, which an account does not.
  const summary = page.getByRole("alert").filter({ hasText: "Please check one field" });
  await expect(summary).toBeFocused();
  await user.press(summary.getByRole("link", { name: "Date of birth" }));
  await expect(page.getByLabel("Date of birth")).toBeFocused();
  await user.fillDate(page.getByLabel("Date of birth"), "1990-05-05");
  await user.press(page.getByRole("button", { name: "Save and continue" }));

  // This first: after six seconds it goes.
  await expect(page.getByRole("status").filter({ hasText: "your card is ready" })).toBeVisible();
  await expect(page).toHaveURL("/account");
  expect(await messagesTo(page, phone)).toHaveLength(1);
  expect(await readApi("/users/profile/")).toMatchObject({
    first_name: "Zoë",
    last_name: "Yılmaz",
    email,
    phone,
    date_of_birth: "1990-05-05",
    email_allowed: null,
    sms_allowed: false,
    call_allowed: null,
    attributes: { has_loyalty: true },
  });
  expect(await readApi("/loyalty-card/loyalty_card/")).toMatchObject({ points: 100 });
  await user.goTo("Loyalty card");
  await expect(page.getByRole("region", { name: "Your points" })).toContainText("100 points");
  // In a year: nothing to be alarmed by.
  await expect(page.getByRole("row", { name: "Welcome bonus" })).toContainText("Valid until");
  await page.reload();
  await expect(page.getByRole("region", { name: "Loyalty card" })).toContainText("Zoë Yılmaz");
});
