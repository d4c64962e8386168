import { mkdirSync } from "node:fs";
import sharp from "sharp";
import { type Device, pictureFile, THEMES, type Theme, USUAL_LANGUAGES, VIEWPORTS } from "./looks";
import { SHOTS, type Shot } from "./states";

/* All pages at a glance: for each device and theme one sheet, with the top of every page in each language. */

const FOLDER = "docs/contact-sheets";
/** How wide a page is on the sheet, and how many pages stand beside each other. */
const SIZES: Record<Device, { width: number; columns: number }> = {
  phone: { width: 132, columns: 4 },
  desktop: { width: 208, columns: 3 },
};
const GAP = 6;
const MARGIN = 28;
const LABEL_HEIGHT = 30;
const PAPER = { light: { back: "#d9e0dc", ink: "#10231f" }, dark: { back: "#22302c", ink: "#e9f1ee" } };

/** Draws them from the pictures that have been taken. */
export async function drawContactSheets(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const device of Object.keys(SIZES) as Device[]) {
    for (const theme of THEMES) await drawSheet(device, theme);
  }
}

async function drawSheet(device: Device, theme: Theme): Promise<void> {
  const { width, columns } = SIZES[device];
  const height = Math.round((width * VIEWPORTS[device].height) / VIEWPORTS[device].width);
  const shots = SHOTS.filter((shot) => shot.device === undefined || shot.device === device);
  const group = { width: USUAL_LANGUAGES.length * (width + GAP) - GAP, height: LABEL_HEIGHT + height };
  const placeOf = (index: number) => ({
    left: MARGIN + (index % columns) * (group.width + MARGIN),
    top: MARGIN + Math.floor(index / columns) * (group.height + MARGIN),
  });
  const sheet = {
    width: MARGIN + columns * (group.width + MARGIN),
    height: MARGIN + Math.ceil(shots.length / columns) * (group.height + MARGIN),
  };
  const thumbnails = await Promise.all(
    shots.flatMap((shot, index) =>
      USUAL_LANGUAGES.map(async (language, at) => ({
        input: await topOf(pictureFile(shot.name, device, theme, language), { width, height }),
        left: placeOf(index).left + at * (width + GAP),
        top: placeOf(index).top + LABEL_HEIGHT,
      })),
    ),
  );
  await sharp({ create: { ...sheet, channels: 3, background: PAPER[theme].back } })
    .composite([...thumbnails, { input: labels(shots, placeOf, sheet, PAPER[theme].ink), left: 0, top: 0 }])
    .webp({ quality: 72, effort: 6 })
    .toFile(`${FOLDER}/${device}-${theme}.webp`);
}

function topOf(file: string, size: { width: number; height: number }): Promise<Buffer> {
  return sharp(file)
    .resize({ ...size, fit: "cover", position: "top" })
    .toBuffer();
}

function labels(
  shots: readonly Shot[],
  placeOf: (index: number) => { left: number; top: number },
  { width, height }: { width: number; height: number },
  ink: string,
): Buffer {
  const texts = shots.map(({ name }, index) => {
    const { left, top } = placeOf(index);
    return `<text x="${left}" y="${top + LABEL_HEIGHT - 10}">${name}</text>`;
  });
  const style = `font-family="Manrope, DejaVu Sans, sans-serif" font-size="15" font-weight="600" fill="${ink}"`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${style}>${texts.join("")}</svg>`,
  );
}
