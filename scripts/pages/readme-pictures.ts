import { mkdirSync } from "node:fs";
import sharp, { type OverlayOptions } from "sharp";
import type { Language } from "@/lib/platform/i18n/languages";
import type { Device, Theme } from "./looks";
import { SHOTS } from "./states";
import type { Studio } from "./studio";

/* The README's pictures: screens as they are, laid out beside and over each other on nothing, for light and dark readers. */

const FOLDER = "docs/pictures";

type Screen = {
  page: string;
  device: Device;
  theme: Theme;
  language: Language;
  /** Where it lies, in pixels of the picture. */
  left: number;
  top: number;
  width: number;
};

type Picture = { name: string; width: number; height: number; screens: Screen[] };

const PICTURES: Picture[] = [
  {
    name: "overview",
    width: 1660,
    height: 940,
    screens: [
      { page: "overview", device: "desktop", theme: "light", language: "en", left: 24, top: 20, width: 1270 },
      { page: "overview", device: "phone", theme: "dark", language: "ar", left: 1244, top: 64, width: 388 },
    ],
  },
  {
    name: "loyalty",
    width: 1660,
    height: 1156,
    screens: [
      { page: "loyalty", device: "phone", theme: "light", language: "tr", left: 40, top: 20, width: 500 },
      { page: "loyalty-scan", device: "phone", theme: "light", language: "en", left: 580, top: 20, width: 500 },
      { page: "loyalty", device: "phone", theme: "dark", language: "ar", left: 1120, top: 20, width: 500 },
    ],
  },
  {
    name: "security-and-privacy",
    width: 1660,
    height: 620,
    screens: [
      { page: "security", device: "desktop", theme: "dark", language: "en", left: 30, top: 20, width: 790 },
      { page: "privacy", device: "desktop", theme: "light", language: "en", left: 840, top: 20, width: 790 },
    ],
  },
];

/** Takes the screens and lays them out. */
export async function drawReadmePictures(studio: Studio): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, width, height, screens } of PICTURES) {
    const layers: OverlayOptions[] = [];
    for (const screen of screens) layers.push(...(await layersOf(screen, studio)));
    await sharp({ create: { width, height, channels: 4, background: "#0000" } })
      .composite(layers)
      .webp({ quality: 82, effort: 6 })
      .toFile(`${FOLDER}/${name}.webp`);
  }
}

/** A screen with round corners, and its shadow under it. */
async function layersOf({ page, left, top, width, ...look }: Screen, studio: Studio): Promise<OverlayOptions[]> {
  const shot = SHOTS.find(({ name }) => name === page);
  if (!shot) throw new Error(`There is no page ${page}.`);
  const screen = sharp(await studio.takeScreen({ shot, ...look }));
  const { width: pixels, height: lines } = await screen.metadata();
  const height = Math.round((width * lines) / pixels);
  const radius = look.device === "phone" ? 28 : 16;
  const corners = drawing(width, height, `<rect width="${width}" height="${height}" rx="${radius}"/>`);
  const picture = await screen
    .resize(width, height)
    .composite([{ input: corners, blend: "dest-in" }])
    .png()
    .toBuffer();
  const edge = `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="${radius}" fill="none" stroke="#7f8f89" stroke-opacity="0.55"/>`;
  return [
    { input: shadow(width, height, radius), left: left - MARGIN, top: top - MARGIN },
    { input: picture, left, top },
    { input: drawing(width, height, edge), left, top },
  ];
}

/** Room for the shadow around a screen. */
const MARGIN = 20;

function shadow(width: number, height: number, radius: number): Buffer {
  const blur = `<filter id="blur"><feGaussianBlur stdDeviation="8"/></filter>`;
  const rect = `<rect x="${MARGIN}" y="${MARGIN + 4}" width="${width}" height="${height - 4}" rx="${radius}" fill="#0a1412" fill-opacity="0.35" filter="url(#blur)"/>`;
  return drawing(width + 2 * MARGIN, height + 2 * MARGIN, blur + rect);
}

function drawing(width: number, height: number, content: string): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`);
}
