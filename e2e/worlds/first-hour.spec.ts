import { expect, NUMBERS, test } from "@/kit/playwright/index";

/* What docs/qa.md shows, with the kit alone: each test in a shop of its own, whatever the others do meanwhile. */

test("an expired code is refused, and a new one signs in", async ({ page, shop, world, travel }) => {
  const { phone } = await world.persona();
  await shop.askForCode(String(phone));
  const code = await world.code(String(phone));
  await travel("6m");
  await shop.enterCode(code);
  await expect(page.getByText(shop.word("verification.expiredTitle"))).toBeVisible();
  await shop.askForCode(String(phone));
  await shop.enterCode(await world.code(String(phone)));
  await expect(page).toHaveURL("/account");
});

test("ten wrong codes lock a number's sign-in for a day, and not for longer", async ({
  page,
  request,
  shop,
  world,
  travel,
}) => {
  const { phone } = await world.persona();
  const { csrf_token: token } = await (await request.get("/csrf_token/")).json();
  const send = (data: object) =>
    request.post("/users/otp-login/", { data: { phone, ...data }, headers: { "X-CSRFToken": token } });
  expect((await send({})).status()).toBe(200);
  for (let wrong = 0; wrong < 10; wrong++) {
    // Five to a code.
    if (wrong === 5) await send({ resend: true });
    await send({ code: `70000${wrong}` });
  }
  await travel("23h");
  expect((await send({ resend: true })).status()).toBe(429);
  await travel("2h");
  await shop.askForCode(String(phone));
  await shop.enterCode(await world.code(String(phone)));
  await expect(page).toHaveURL("/account");
});

test("while the programme is down the card is shown without its points, and with them once it is back", async ({
  page,
  as,
  world,
  fail,
}) => {
  await as({ points: 250 });
  await fail("loyalty");
  await world.travel("10m");
  await page.goto("/account/loyalty");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await world.heal();
  await world.travel("10m");
  await page.reload();
  await expect(page.getByText("250").first()).toBeVisible();
});

test("somebody new switches their segment", async ({ page, shop, as }) => {
  await as({ segments: ["Employee Segment", "Manager Segment"] });
  await page.goto("/account");
  await shop.goTo("segments");
  await expect(shop.currentPrices()).toContainText("Default Price List");
  await shop.switchSegment("Manager Segment");
  await expect(shop.currentPrices()).toContainText("Management Price List");
});

test("a late SMS, one that never comes, and a gateway that refuses", async ({ request, world, travel }) => {
  const { csrf_token: token } = await (await request.get("/csrf_token/")).json();
  const ask = async (phone: string) => {
    await world.persona({ phone });
    const headers = { "X-CSRFToken": token };
    return (await request.post("/users/otp-login/", { data: { phone }, headers })).status();
  };
  expect(await ask(NUMBERS.refused)).toBe(503);
  expect(await ask(NUMBERS.never)).toBe(200);
  expect(await ask(NUMBERS.delayed)).toBe(200);
  expect(await world.messages({ to: NUMBERS.delayed })).toEqual([]);
  await travel("20s");
  expect(await world.messages({ to: NUMBERS.delayed })).toHaveLength(1);
  expect(await world.messages({ to: NUMBERS.never })).toEqual([]);
});

test("an account is gone when its fourteen days are over", async ({ page, request, shop, as, travel }) => {
  const { email, password } = await as();
  await page.goto("/account");
  await shop.goTo("privacy");
  await shop.deleteAccount(password);
  await expect(page).toHaveURL("/login?deleted=1");
  await travel("15d");
  expect((await request.post("/users/login/", { data: { email, password } })).status()).toBe(400);
});

test("a session ends when nobody has come for two weeks", async ({ page, as, travel }) => {
  await as("john.doe");
  await page.goto("/account");
  await expect(page).toHaveURL("/account");
  await travel("15d");
  await page.reload();
  await expect(page).toHaveURL(/\/login/);
});

test("a consent is answered by its radio", async ({ page, shop, as, request }) => {
  const { token } = await as();
  await page.goto("/account/preferences");
  await shop.answer("May we call you?", "yes");
  const headers = { Authorization: `Token ${token}` };
  const read = async () => (await (await request.get("/users/profile/", { headers })).json()).call_allowed;
  await expect.poll(read).toBe(true);
});

test.describe("in Arabic", () => {
  test.use({ language: "ar" });

  test("somebody signs in with their password", async ({ page, shop, world }) => {
    const persona = await world.persona({ language: "ar" });
    await shop.signIn(persona);
    await expect(page).toHaveURL("/account");
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    await shop.goTo("profile");
  });
});

test("pages of one browser are in their own world, whoever else is served", async ({
  page,
  as,
  world,
  browser,
  baseURL,
}) => {
  await as("john.doe");
  await page.goto("/account");
  const answer = await page.request.get("/users/profile/");
  expect(answer.headers()["x-world"]).toBe(world.id);
  const elsewhere = await browser.newContext({ baseURL, extraHTTPHeaders: {} });
  expect((await elsewhere.request.get("/users/profile/")).status()).toBe(401);
  await elsewhere.close();
});
