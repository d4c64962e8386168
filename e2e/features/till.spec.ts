import { spawnSync } from "node:child_process";
import type { BrowserContext, Page } from "@playwright/test";
import { DARK } from "@/e2e/fixtures/colors";
import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { waitForHydration } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";

/* The card at the till: large enough for scanners, there without reception, and nobody else's afterwards. */

const TILL = "/account/loyalty/till";
const SCREENS = [
  { name: "upright", width: 390, height: 844 },
  { name: "sideways", width: 844, height: 390 },
  { name: "upright on the narrowest phone", width: 320, height: 568 },
  { name: "sideways on the narrowest phone", width: 568, height: 320 },
] as const;

test.use({ viewport: { width: 390, height: 844 } });

for (const { name, ...viewport } of SCREENS) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${name}, ${colorScheme}, both codes fit with two whole pixels for each module at least, on white`, async ({
      openPageAs,
    }) => {
      const page = await openPageAs("member", "en", { viewport, colorScheme });
      await page.goto(TILL);
      const codes = await page.locator("main svg[role=img]").evaluateAll((elements) =>
        elements.map((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          const pixels = width / (element as SVGSVGElement).viewBox.baseVal.width;
          return {
            pixels,
            isSeen: left >= 0 && right <= innerWidth,
            ground: getComputedStyle(element).backgroundColor,
          };
        }),
      );
      expect(codes).toHaveLength(2);
      for (const { pixels, ...seen } of codes) {
        expect(pixels).toBeGreaterThanOrEqual(2);
        expect(pixels).toBe(Math.round(pixels));
        expect(seen).toEqual({ isSeen: true, ground: "rgb(255, 255, 255)" });
      }
      await expect(page.locator("main")).toHaveCSS("background-color", "rgb(255, 255, 255)");
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Sahil");
      await expect(page.getByText(/[\d,]+ points/)).toContainText("As of");
      await page.screenshot().then((screen) => expectReadable(screen, page));
    });
  }
}

test("the till opens from the overview, the card and the bar, and the way back is to its link", async ({ page }) => {
  await becomeMember(page);
  for (const [path, opener] of [
    ["/account", page.getByRole("link", { name: "Show at the till" })],
    ["/account/loyalty", page.getByRole("link", { name: "Show at the till" })],
    ["/account/profile", page.getByRole("navigation").getByRole("link", { name: "At the till", exact: true })],
  ] as const) {
    await page.goto(path);
    await opener.click();
    await expect(page).toHaveURL(TILL);
    await waitForHydration(page);
    await page.getByRole("link", { name: "Close" }).click();
    await expect(page).toHaveURL(path);
    await expect(opener).toBeFocused();
  }
});

test("without reception the till opens from the overview, with its points and as of when; other links say so", async ({
  page,
  context,
}) => {
  await becomeMember(page);
  await page.goto("/account");
  await expectKept(page);
  await context.setOffline(true);
  await page.getByRole("link", { name: "Card and points" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This opens once you’re connected" })).toBeVisible();
  await page.getByRole("link", { name: "Show at the till" }).click();
  await expectCard(page);
  await expect(page.getByRole("alert").filter({ hasText: "You’re offline" })).toBeVisible();
  await page.getByRole("link", { name: "Close" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This opens once you’re connected" })).toBeVisible();
  await page.reload();
  await expectCard(page);
  await context.setOffline(false);
});

test("nothing of the card is on the device once its customer has signed out", async ({ page, context, user }) => {
  await becomeMember(page);
  await page.goto("/account");
  await expectKept(page);
  await user.signOut();
  await expect(page).toHaveURL(/\/login/);
  await expectForgotten(page, context);
});

test("nothing of the card is on the device once its session has ended elsewhere and the till is asked for", async ({
  page,
  context,
}) => {
  await becomeMember(page);
  await page.goto("/account");
  await expectKept(page);
  await context.clearCookies({ name: "osessionid" });
  await page.goto(TILL);
  await expect(page).toHaveURL(/\/login/);
  await expectForgotten(page, context);
});

test("nothing of the card is on the device once somebody else is signed in", async ({ page, context }) => {
  await becomeMember(page);
  await page.goto("/account");
  await expectKept(page);
  await context.clearCookies({ name: "osessionid" });
  await registerByApi(page, newCustomer());
  await page.goto("/account/profile");
  await expectForgotten(page, context);
});

test("nothing of the card is on the device once it is given up", async ({ page, context }) => {
  await becomeMember(page);
  await page.goto("/account/loyalty");
  await expectKept(page);
  await page.getByRole("button", { name: "Leave the programme" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.locator("main div:focus")).toContainText("You have left the programme");
  await expectForgotten(page, context);
});

test("on paper the card stands with its codes, in dark ink, and nothing to press", async ({ openPageAs }) => {
  const page = await openPageAs("member", "en", { colorScheme: "dark" });
  await page.goto("/account/loyalty");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const card = page.getByRole("region", { name: "Loyalty card" });
  await expect(card.getByRole("img", { name: "QR code of your card number" })).toBeVisible();
  await expect(card.getByRole("img", { name: "Barcode of your card number" })).toBeVisible();
  await expect(card.getByText("Sahil")).toHaveCSS("color", DARK);
  for (const hidden of [page.getByRole("navigation"), page.getByRole("button"), page.getByRole("banner")]) {
    await expect(hidden).toHaveCount(0);
  }
});

/** Registers somebody and gives them a card. */
async function becomeMember(page: Page): Promise<void> {
  const customer = newCustomer();
  await registerByApi(page, customer);
  const { csrf_token } = await (await page.request.get("/csrf_token/")).json();
  const { email, phone } = customer;
  const name = { first_name: "Zoë", last_name: "Yılmaz" };
  const data = { ...name, email, phone, gender: "unknown", date_of_birth: "1991-02-28" };
  const join = (code: object) =>
    page.request.post("/loyalty-card/add_loyalty_card/", {
      headers: { "X-CSRFToken": csrf_token },
      data: { ...data, ...code },
    });
  expect((await join({})).status()).toBe(202);
  expect((await join({ code: await codeSentTo(page, phone) })).status()).toBe(201);
}

async function expectCard(page: Page): Promise<void> {
  await expect(page).toHaveURL(TILL);
  await expect(page.getByRole("img", { name: "QR code of your card number" })).toBeVisible();
  await expect(page.getByText(/100 points/)).toContainText("As of");
}

/** The till opens without reception from here on. */
async function expectKept(page: Page): Promise<void> {
  await expect(page.locator(`a[href="${TILL}"][data-offline]`).first()).toBeAttached();
  await expect
    .poll(() =>
      page.evaluate(async (path) => (await navigator.serviceWorker.getRegistration(path))?.active?.state, TILL),
    )
    .toBe("activated");
}

async function expectForgotten(page: Page, context: BrowserContext): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(
        async () => [...(await caches.keys()), ...(await navigator.serviceWorker.getRegistrations())].length,
      ),
    )
    .toBe(0);
  await context.setOffline(true);
  await expect(page.goto(TILL)).rejects.toThrow("ERR_INTERNET_DISCONNECTED");
  await context.setOffline(false);
}

/** That a scanner reads both codes, where there is one (zbar-tools). */
async function expectReadable(screen: Buffer, page: Page): Promise<void> {
  const { status, stdout } = spawnSync("zbarimg", ["--quiet", "-"], { input: screen, encoding: "utf8" });
  if (status === null) return;
  const number = (await page.locator("main p > bdi").first().textContent())?.replaceAll(" ", "");
  expect(stdout.trim().split("\n").sort()).toEqual([`CODE-128:${number}`, `QR-Code:${number}`]);
}
