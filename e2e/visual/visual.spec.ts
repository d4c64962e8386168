import { type Browser, type BrowserContext, chromium, expect, type Page, test } from "@playwright/test";
import pLimit from "p-limit";
import { PAGES, type ShopPage, type Visitor } from "@/e2e/pages";
import { type Difference, differenceOf } from "./comparison";
import { pictureOf, reduced, steady } from "./drawing";
import { Gauge, leftOver } from "./gauge";
import { type Look, StillShop } from "./still-shop";

/*
 * Every page and every primitive looks as it did. `npm run e2e -- e2e/visual/visual.spec.ts --update-snapshots` keeps new
 * pictures of what has changed; they are small, and hold on machines that draw fonts differently.
 */

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };

const LOOKS = [
  { name: "phone-light-en", viewport: PHONE, colorScheme: "light", language: "en" },
  { name: "desktop-dark-ar", viewport: DESKTOP, colorScheme: "dark", language: "ar" },
] as const satisfies Look[];

const GALLERY_LOOKS = ["light-ltr", "dark-ltr", "light-rtl", "dark-rtl"] as const;

/** The gallery has pictures of its own, in every theme and direction. */
const PICTURED = PAGES.filter(({ name }) => name !== "gallery");

/** Who registers in each look: the outbox shows the message to this number, and no other's. */
const PHONES = { "phone-light-en": "+905321110011", "desktop-dark-ar": "+905321110022" };

/** Pages open at once: most of the time each of them waits. */
const AT_ONCE = 3;

/** One worker opens the shop, and its tests come one after the other. */
test.describe.configure({ mode: "default", timeout: 120_000 });

let shop: StillShop;

test.beforeAll(async () => {
  shop = await StillShop.open();
});

test.afterAll(() => shop?.close());

for (const look of LOOKS) {
  test(`every page looks as it did, ${look.name}`, async ({ browser }, info) => {
    const gauge = new Gauge(info);
    const visits = await visitsOf(browser, look);
    const limit = pLimit(AT_ONCE);
    await Promise.all(
      PICTURED.map((shown) =>
        limit(async () => {
          const page = await visits[shown.visitor].newPage();
          await page.goto(addressOf(shown, look), { waitUntil: "networkidle" });
          await steady(page);
          await gauge.measure(`${shown.name}-${look.name}`, () => pictureOf(page));
          await page.close();
        }),
      ),
    );
    for (const context of Object.values(visits)) await context.close();
    gauge.conclude();
  });
}

test("every primitive looks as it did, in either theme and direction", async ({ browser }, info) => {
  const gauge = new Gauge(info);
  const context = await shop.visit(browser, LOOKS[0], "guest");
  const limit = pLimit(AT_ONCE);
  await Promise.all(
    GALLERY_LOOKS.map((look) =>
      limit(async () => {
        const page = await context.newPage();
        await openGallery(page, look);
        await gauge.measure(`gallery-${look}`, () => pictureOf(page));
        await page.locator("button[aria-haspopup=dialog]").first().click();
        await gauge.measure(`gallery-dialog-${look}`, () => pictureOf(page, page.getByRole("dialog")));
        await page.close();
      }),
    ),
  );
  await context.close();
  gauge.conclude();
});

test("every picture that is kept belongs to something", () => {
  const pages = LOOKS.flatMap((look) => PICTURED.map(({ name }) => `${name}-${look.name}`));
  const primitives = GALLERY_LOOKS.flatMap((look) => [`gallery-${look}`, `gallery-dialog-${look}`]);
  const remove = ["all", "changed"].includes(test.info().config.updateSnapshots);
  expect(leftOver([...pages, ...primitives], { remove })).toEqual([]);
});

/** What must be noticed: each is small, and planted into a page as it is. */
const FAULTS = {
  "a card's padding doubled": "section.rounded-card { padding: 3rem }",
  "rows closer together": "main .grid { row-gap: 0.25rem }",
  "another primary colour": ":root { --primary: #0a5f7f }",
  "paler secondary text": ":root { --ink-soft: #8b9f9a }",
  "another surface": ":root { --surface: #e9eeeb }",
  "badges hidden": "main span.rounded-full { visibility: hidden }",
  "a heading hidden": "h1 { visibility: hidden }",
  "buttons hidden": "main a.rounded-control { visibility: hidden }",
  "a wider font": "body { letter-spacing: 0.05em }",
};

/** What must not: the same page as another machine may draw it. */
const DRAWN_OTHERWISE = {
  "letters smoothed otherwise":
    "* { -webkit-font-smoothing: subpixel-antialiased; text-rendering: geometricPrecision }",
  "letters heavier by a hair": "* { -webkit-text-stroke: 0.3px currentColor }",
  "letters of another weight": "body { font-variation-settings: 'wght' 450 }",
  "all of it lower by a point": "body { padding-top: 1px }",
};

test("a fault in a page is noticed, another machine's way of drawing it is not", async ({ browser }) => {
  const context = await shop.visit(browser, LOOKS[0], "member");
  const page = await context.newPage();
  await page.goto("/account", { waitUntil: "networkidle" });
  await steady(page);
  const plain = await reduced(await pictureOf(page));
  for (const [name, css] of Object.entries(FAULTS)) {
    expect((await planted(page, css, plain)).count, name).toBeGreaterThan(0);
  }
  for (const [name, css] of Object.entries(DRAWN_OTHERWISE)) {
    expect((await planted(page, css, plain)).count, name).toBe(0);
  }
  await context.close();
});

test("a browser that draws letters by other rules sees the same pages", async ({ browser }, { project }) => {
  const { args = [], ...options } = project.use.launchOptions ?? {};
  const rules = ["--font-render-hinting=full", "--enable-lcd-text", "--disable-font-subpixel-positioning"];
  const other = await chromium.launch({ ...options, args: [...args, ...rules] });
  try {
    for (const look of LOOKS) {
      const here = await (await shop.visit(browser, look, "guest")).newPage();
      const there = await (await shop.visit(other, look, "guest")).newPage();
      for (const address of ["/", "/register", "/login"]) {
        const [expected, actual] = await Promise.all(
          [here, there].map(async (page) => {
            await page.goto(address, { waitUntil: "networkidle" });
            await steady(page);
            return pictureOf(page);
          }),
        );
        const difference = differenceOf(await reduced(expected as Buffer), await reduced(actual as Buffer));
        expect(actual?.equals(expected as Buffer), "not even drawn otherwise").toBe(false);
        expect(difference.count, `${address}, ${look.name}`).toBe(0);
      }
      await here.context().close();
    }
  } finally {
    await other.close();
  }
});

async function planted(page: Page, css: string, plain: Awaited<ReturnType<typeof reduced>>): Promise<Difference> {
  const style = await page.addStyleTag({ content: css });
  const difference = differenceOf(plain, await reduced(await pictureOf(page)));
  await style.evaluate((element) => (element as Element).remove());
  return difference;
}

async function openGallery(page: Page, look: (typeof GALLERY_LOOKS)[number]): Promise<void> {
  const [theme, dir] = look.split("-");
  await page.goto(`/dev/gallery?theme=${theme}&dir=${dir}`, { waitUntil: "networkidle" });
  await steady(page);
}

async function visitsOf(browser: Browser, look: (typeof LOOKS)[number]): Promise<Record<Visitor, BrowserContext>> {
  const visit = (visitor: Visitor) => shop.visit(browser, look, visitor, PHONES[look.name]);
  return {
    guest: await visit("guest"),
    registering: await visit("registering"),
    member: await visit("member"),
    cardless: await visit("cardless"),
    unproved: await visit("unproved"),
  };
}

function addressOf({ name, path }: ShopPage, look: (typeof LOOKS)[number]): string {
  return name === "outbox" ? `${path}?to=${encodeURIComponent(PHONES[look.name])}` : path;
}
