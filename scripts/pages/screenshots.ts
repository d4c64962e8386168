import { mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import pLimit from "p-limit";
import { drawContactSheets } from "./contact-sheets";
import { pictureFile, type Wish, wishOf } from "./looks";
import { drawReadmePictures } from "./readme-pictures";
import { SHOTS } from "./states";
import { Studio, type View } from "./studio";

/*
 * `npm run screenshots`: a picture of every page, and of what some show once they are used, on each device, in each theme
 * and language, in `.data/screenshots`; from all of them the sheets and the README's pictures in `docs`. Time stands still
 * at the shop they are taken at, so that a picture differs from the last one only where the page does.
 */

/** Pages open at once: most of the time each of them waits. */
const AT_ONCE = 4;

const wish = wishOf(process.argv.slice(2));
const started = Date.now();
mkdirSync(".data/screenshots", { recursive: true });
const studio = await Studio.open();
try {
  const limit = pLimit(AT_ONCE);
  const views = viewsOf(wish);
  await Promise.all(views.map((view) => limit(() => take(view))));
  if (wish.isComplete) {
    await drawContactSheets();
    await drawReadmePictures(studio);
  }
  console.log(`${views.length} pictures in .data/screenshots, in ${Math.round((Date.now() - started) / 1000)} s.`);
} finally {
  await studio.close();
}

async function take(view: View): Promise<void> {
  const { shot, device, theme, language } = view;
  await writeFile(pictureFile(shot.name, device, theme, language), await studio.takePage(view));
}

function viewsOf({ pages, devices, themes, languages }: Wish): View[] {
  const shots = SHOTS.filter(({ name }) => pages.length === 0 || pages.includes(name));
  return languages.flatMap((language) =>
    shots.flatMap((shot) =>
      devices
        .filter((device) => shot.device === undefined || shot.device === device)
        .flatMap((device) => themes.map((theme) => ({ shot, device, theme, language }))),
    ),
  );
}
