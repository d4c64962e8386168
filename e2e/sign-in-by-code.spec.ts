import { expect, test } from "./journey";
import { forgetSession, newcomer, registerByApi } from "./newcomers";
import { codeSentTo } from "./outbox";

const CODE = "Code from the SMS";

test("a customer signs in by the code sent to his number, and gets where he wanted to go", async ({
  page,
  readApi,
}) => {
  const customer = newcomer();
  await registerByApi(page, customer);
  await forgetSession(page);
  await page.goto("/account/segments");
  await page.getByRole("link", { name: "SMS code" }).click();
  await expect(page).toHaveURL("/login?by=code&next=%2Faccount%2Fsegments");
  await page.getByLabel("Phone number").fill(customer.phone);
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page).toHaveURL("/verify?purpose=sign_in&next=%2Faccount%2Fsegments");
  await page.getByLabel(CODE).fill(await codeSentTo(page, customer.phone));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL("/account/segments");
  expect(await readApi("/users/profile/")).toMatchObject({ email: customer.email });
});

test("it works by keyboard alone, the switch to it included", async ({ page }) => {
  const customer = newcomer();
  await registerByApi(page, customer);
  await forgetSession(page);
  await page.goto("/login");
  await page.getByRole("link", { name: "Password", exact: true }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "SMS code" })).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("link", { name: "SMS code" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Country")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type(customer.phone);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(CODE)).toBeFocused();
  await page.keyboard.type(await codeSentTo(page, customer.phone));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/account");
});

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
