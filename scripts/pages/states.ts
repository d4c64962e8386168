import { expect, type Locator, type Page } from "@playwright/test";
import { PAGES, type ShopPage } from "@/e2e/pages";
import type { Device } from "./looks";

/* Pages as they are opened, and what they show once somebody has done something. Nothing here changes the shop. */

export type Shot = ShopPage & {
  /** What is done before the picture, which then shows the screen and not the whole page. */
  act?: (page: Page) => Promise<void>;
  /** Only there on one kind of screen. */
  device?: Device;
};

const STATES: readonly Shot[] = [
  {
    name: "login-refused",
    path: "/login",
    visitor: "guest",
    act: (page) => pressUntil(page.locator("main form [type=submit]"), page.locator("main form [role=alert]")),
  },
  {
    name: "display-dialog",
    path: "/",
    visitor: "guest",
    act: (page) => opening(page, "header [aria-haspopup=dialog]"),
  },
  {
    name: "more-menu",
    path: "/account",
    visitor: "member",
    device: "phone",
    act: (page) => opening(page, "nav [aria-haspopup=dialog]"),
  },
  {
    name: "profile-faults",
    path: "/account/profile",
    visitor: "member",
    act: async (page) => {
      await page.locator("#field-first_name").fill("N".repeat(51));
      await page.locator("#field-date_of_birth").fill("2990-01-01");
      await pressUntil(page.locator("main form [type=submit]"), page.locator("main form [role=alert]"));
    },
  },
  {
    name: "loyalty-scan",
    path: "/account/loyalty#till",
    visitor: "member",
    act: (page) => page.locator("dialog[open]").waitFor(),
  },
  {
    name: "loyalty-leave",
    path: "/account/loyalty",
    visitor: "member",
    act: (page) => opening(page, "main section:last-of-type button"),
  },
  {
    name: "segments-switch",
    path: "/account/segments",
    visitor: "member",
    act: (page) => opening(page, "main li button"),
  },
  {
    name: "privacy-deletion",
    path: "/account/privacy",
    visitor: "member",
    act: (page) => opening(page, "main [aria-haspopup=dialog]"),
  },
];

/** All there is a picture of. */
export const SHOTS: readonly Shot[] = [...PAGES, ...STATES];

async function opening(page: Page, button: string): Promise<void> {
  await pressUntil(page.locator(button).first(), page.locator("dialog[open]"));
  // Nothing is pointed at.
  await page.mouse.move(0, 0);
}

/** Presses once more where the page was not ready for it yet. */
function pressUntil(button: Locator, outcome: Locator): Promise<void> {
  return expect(async () => {
    if (!(await outcome.isVisible())) await button.click();
    await outcome.waitFor({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}
