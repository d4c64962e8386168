import { expect, test } from "@/e2e/journey";
import { forgetSession, newcomer } from "@/e2e/newcomers";

const CODE = "Code from the SMS";

test("a number without an account is answered alike; only its owner learns that", async ({ page }) => {
  const { phone } = newcomer();
  await page.goto("/login?by=code");
  await page.getByLabel("Phone number").fill(phone);
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page.getByText(`+90•••••••${phone.slice(-3)}`)).toBeVisible();
  const [sms] = await (await page.request.get("/api/dev/outbox", { params: { to: phone } })).json();
  expect(sms).toMatchObject({ code: null });
  expect(sms.body).toContain("/register");
  await page.getByLabel(CODE).fill("123456");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("You have 4 attempts left.")).toBeVisible();
});

test("a number from elsewhere is read with its country, and one that gets no messages is told at the field", async ({
  page,
}) => {
  await page.goto("/login?by=code");
  const phone = page.getByLabel("Phone number");
  await phone.fill("+49 171 2345678");
  await expect(page.getByLabel("Country")).toHaveValue("DE");
  await expect(page.getByText("We’ll use")).toContainText("+49 171 2345678");
  await page.getByLabel("Country").selectOption("FR");
  await phone.fill("06 12 34 56 78");
  await expect(page.getByText("We’ll use")).toContainText("+33 6 12 34 56 78");
  await phone.fill("0039 347 123 4567");
  await expect(page.getByText("We’ll use")).toContainText("+39 347 123 4567");
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "We cannot send messages to this number." })).toBeFocused();
  await expect(phone).toHaveValue("0039 347 123 4567");
});

test("too many messages to one number are told with the time to wait", async ({ page }) => {
  const { phone } = newcomer();
  const ask = async () => {
    await page.goto("/login?by=code");
    await page.getByLabel("Phone number").fill(phone);
    await page.getByRole("button", { name: "Send code" }).click();
  };
  await ask();
  await page.getByRole("button", { name: "Send a new code" }).click();
  await expect(page.getByRole("button", { name: /New code in/ })).toBeVisible();
  // In another session, which has no dialogue to go on with.
  await forgetSession(page);
  await ask();
  await expect(page.getByRole("alert").filter({ hasText: /Try again in \d+ seconds/ })).toBeFocused();
});

test("a number and a country given before the scripts have come are kept and understood", async ({ page }) => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await opened;
    await route.continue();
  });
  await page.goto("/login?by=code", { waitUntil: "commit" });
  await page.getByLabel("Country").selectOption("FR");
  await page.getByLabel("Phone number").fill("06 12 34 56 78");
  open();
  await expect(page.getByText("We’ll use")).toContainText("+33 6 12 34 56 78");
  await expect(page.getByLabel("Country")).toHaveValue("FR");
  await expect(page.getByLabel("Phone number")).toHaveValue("06 12 34 56 78");
});
