import type { Page } from "@playwright/test";
import sharp from "sharp";
import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { delayScripts, waitForHydration } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";

const RED = "#d02020";
const GREEN = "#20d020";
const BLUE = "#2020d0";

/** Red, green and blue from left to right, as a camera stores it that was held upright: lying on its side. */
async function threeColors(): Promise<Buffer> {
  const third = (background: string) =>
    sharp({ create: { width: 300, height: 300, channels: 3, background } })
      .png()
      .toBuffer();
  const [red, green, blue] = await Promise.all([third(RED), third(GREEN), third(BLUE)]);
  return sharp({ create: { width: 300, height: 900, channels: 3, background: "#000" } })
    .composite([
      { input: blue, top: 0, left: 0 },
      { input: green, top: 300, left: 0 },
      { input: red, top: 600, left: 0 },
    ])
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 95 })
    .toBuffer();
}

async function openProfile(page: Page): Promise<void> {
  await registerByApi(page, newCustomer());
  await page.goto("/account/profile");
  await waitForHydration(page);
}

async function choosePicture(page: Page): Promise<void> {
  const chooser = page.locator("input[type=file]");
  await chooser.focus();
  await chooser.setInputFiles({ name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: await threeColors() });
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "Position your picture" });
const cropper = (page: Page) => dialog(page).getByRole("application");
const usePicture = (page: Page) => dialog(page).getByRole("button", { name: "Use picture" }).click();

/** Saves the profile. @returns size and the colour of three points of the picture that others see */
async function savedPicture(page: Page, readApi: (path: string) => Promise<unknown>) {
  await expect(page.getByText("New picture, not saved yet").first()).toBeVisible();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText(/^All changes saved/)).toBeVisible();
  const { avatar } = (await readApi("/users/profile/")) as { avatar: string };
  const { data, info } = await sharp(await (await page.request.get(avatar)).body())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const colorAt = (share: number) => {
    const start = (Math.floor(height / 2) * width + Math.floor(width * share)) * channels;
    const [red = 0, green = 0, blue = 0] = data.subarray(start, start + 3);
    return Math.max(red, green, blue) === red ? "red" : Math.max(green, blue) === green ? "green" : "blue";
  };
  return { width, height, colors: [0.1, 0.5, 0.9].map(colorAt) };
}

test("a picture is cut to its middle, upright as the camera was held", async ({ page, readApi }) => {
  await openProfile(page);
  await choosePicture(page);
  await usePicture(page);
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator("input[type=file]")).toBeFocused();
  expect(await savedPicture(page, readApi)).toEqual({ width: 300, height: 300, colors: ["green", "green", "green"] });
});

test("by keyboard the picture moves to its edge, and is zoomed by + and −", async ({ page, readApi }) => {
  await openProfile(page);
  await choosePicture(page);
  await cropper(page).focus();
  for (let press = 0; press < 40; press++) await page.keyboard.press("ArrowRight");
  for (let press = 0; press < 5; press++) await page.keyboard.press("+");
  await page.keyboard.press("-");
  await expect(dialog(page).getByRole("slider", { name: "Zoom" })).toHaveValue("2");
  await usePicture(page);
  const { width, colors } = await savedPicture(page, readApi);
  expect({ width, colors }).toEqual({ width: 150, colors: ["red", "red", "red"] });
});

test("by buttons alone it moves as well, and no further than its edge", async ({ page, readApi }) => {
  await openProfile(page);
  await choosePicture(page);
  for (let press = 0; press < 40; press++) await dialog(page).getByRole("button", { name: "Move left" }).click();
  await usePicture(page);
  expect((await savedPicture(page, readApi)).colors).toEqual(["blue", "blue", "blue"]);
});

test("a dragged picture is cut where it was left", async ({ page, readApi }) => {
  await openProfile(page);
  await choosePicture(page);
  const box = await cropper(page).boundingBox();
  if (!box) throw new Error("The picture is not shown.");
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x - box.width, middle.y, { steps: 8 });
  await page.mouse.up();
  await usePicture(page);
  expect((await savedPicture(page, readApi)).colors).toEqual(["blue", "blue", "blue"]);
});

test("a picture that is not used changes nothing", async ({ page }) => {
  await openProfile(page);
  await choosePicture(page);
  await cropper(page).focus();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText("New picture, not saved yet")).toHaveCount(0);
});

test("without a connection to load the cropper, the picture is taken whole", async ({ page, readApi }) => {
  await openProfile(page);
  await page.waitForLoadState("networkidle");
  await page.route("**/_next/static/**", (route) => route.abort());
  await choosePicture(page);
  await expect(page.getByText("New picture, not saved yet").first()).toBeVisible();
  await page.unroute("**/_next/static/**");
  expect(await savedPicture(page, readApi)).toEqual({ width: 512, height: 171, colors: ["red", "green", "blue"] });
});

test("a saved picture that cannot be loaded shows the initials instead", async ({ page, readApi }) => {
  await openProfile(page);
  await choosePicture(page);
  await usePicture(page);
  await savedPicture(page, readApi);
  await page.route("**/media/**", (route) => route.fulfill({ status: 404 }));
  await page.goto("/account");
  await expect(page.getByRole("main").getByText("Z\u200cY", { exact: true }).first()).toBeVisible();
  await expect(page.locator("main img")).toHaveCount(0);
});

test("a picture chosen before hydration is taken", async ({ page, readApi }) => {
  await registerByApi(page, newCustomer());
  const releaseScripts = await delayScripts(page);
  await page.goto("/account/profile", { waitUntil: "commit" });
  await choosePicture(page);
  releaseScripts();
  await usePicture(page);
  expect((await savedPicture(page, readApi)).colors).toEqual(["green", "green", "green"]);
});
