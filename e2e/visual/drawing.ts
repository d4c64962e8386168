import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { CELL, type Cells } from "./comparison";

/* How a page becomes a picture that every machine makes alike. */

/** Longer pages are looked at down to here. */
const LONGEST = 6000;

/** A channel's values are kept in steps of so much, which makes files a third smaller. */
const STEP = 8;

/**
 * Words become bars of their colour and length: letters are drawn differently everywhere, and digits change. They are
 * set in our own fonts, also where a page takes the system's, with digits of one width: the shop's port is another each
 * time. What machines scan says another number in every shop. Carets blink.
 */
const STEADY = `
  body * { font-family: inherit !important; font-variant-numeric: tabular-nums !important; }
  ::highlight(words) { color: currentColor; background-color: currentColor; }
  svg[shape-rendering="crispEdges"] { background: #808080; }
  svg[shape-rendering="crispEdges"] > * { visibility: hidden; }
  * { caret-color: transparent !important; }
`;

/** Draws the words of what is open now as bars, until the next navigation. */
export async function steady(page: Page): Promise<void> {
  await page.addStyleTag({ content: STEADY });
  await page.evaluate(async () => {
    await document.fonts.ready;
    const everything = document.createRange();
    everything.selectNodeContents(document.body);
    CSS.highlights.set("words", new Highlight(everything));
  });
}

/** A picture of all of the page, or of one element. */
export async function pictureOf(page: Page, element?: Locator): Promise<Buffer> {
  if (element) return element.screenshot();
  const { width, height } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }));
  return page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, LONGEST) } });
}

/** Reduces a picture to its cells. */
export async function reduced(picture: Buffer): Promise<Cells> {
  const image = sharp(picture).removeAlpha().toColourspace("srgb");
  const { width, height } = await image.metadata();
  const { data, info } = await image
    .resize({ width: Math.ceil(width / CELL), height: Math.ceil(height / CELL), fit: "fill", kernel: "linear" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const stepped = data.map((value) => Math.min(255, Math.round(value / STEP) * STEP));
  return { width: info.width, height: info.height, data: stepped };
}

/** A picture file of cells, each as so many points. */
export function fileOf({ width, height, data }: Cells, scale = 1): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: width * scale, height: height * scale, kernel: "nearest" })
    .webp({ lossless: true, effort: 6 })
    .toBuffer();
}

/** The cells of a picture file. */
export async function cellsIn(file: Buffer): Promise<Cells> {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
