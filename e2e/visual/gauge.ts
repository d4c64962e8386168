import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { TestInfo } from "@playwright/test";
import { CELL, type Cells, type Difference, differenceOf } from "./comparison";
import { cellsIn, fileOf, reduced } from "./drawing";

/* The pictures that pages are measured against, and what is said of those that have changed. */

const FOLDER = "e2e/visual/pictures";
const TAKES_MAX = 5;

export const RENEW = "npm run e2e -- e2e/visual/visual.spec.ts --update-snapshots";

/** Measures the pictures of one test, and keeps those that are to be kept. */
export class Gauge {
  readonly #faults: string[] = [];

  constructor(private readonly info: TestInfo) {}

  /**
   * Compares a picture with the one that is kept under this name. On a busy machine a browser now and then hands out a
   * picture of a page that is half drawn: only what looks the same twice counts.
   *
   * @param take takes the picture, anew each time
   */
  async measure(name: string, take: () => Promise<Buffer>): Promise<void> {
    const file = path.join(FOLDER, `${name}.webp`);
    const { picture, actual } = await settled(take, existsSync(file) ? await cellsIn(readFileSync(file)) : null);
    const mayWrite = this.info.config.updateSnapshots !== "none";
    if (!existsSync(file)) {
      if (mayWrite) await keep(file, actual);
      if (!this.#isRenewing)
        this.#faults.push(`${name}: there was no picture of it${mayWrite ? "; it is kept now" : ""}`);
      return;
    }
    const expected = await cellsIn(readFileSync(file));
    const difference = differenceOf(expected, actual);
    if (this.#isRenewing) {
      if (difference.count > 0 || this.info.config.updateSnapshots === "all") await keep(file, actual);
      return;
    }
    if (difference.count > 0) this.#faults.push(await this.#explain(name, picture, { expected, actual, difference }));
  }

  /** Fails the test when any picture has changed, naming all of them. */
  conclude(): void {
    if (this.#faults.length === 0) return;
    const list = this.#faults.map((fault) => `  ${fault}`).join("\n");
    throw new Error(
      `${this.#faults.length} look otherwise than before:\n${list}\nLook at the pictures. If it is meant so: ${RENEW}`,
    );
  }

  get #isRenewing(): boolean {
    return ["all", "changed"].includes(this.info.config.updateSnapshots);
  }

  async #explain(
    name: string,
    picture: Buffer,
    { expected, actual, difference }: { expected: Cells; actual: Cells; difference: Difference },
  ): Promise<string> {
    const pictures = {
      expected: await fileOf(expected, CELL),
      actual: await fileOf(actual, CELL),
      diff: await fileOf(marked(actual, difference), CELL),
    };
    for (const [kind, body] of Object.entries(pictures)) {
      const place = this.info.outputPath(`${name}-${kind}.webp`);
      writeFileSync(place, body);
      await this.info.attach(`${name}-${kind}.webp`, { path: place, contentType: "image/webp" });
    }
    writeFileSync(this.info.outputPath(`${name}.png`), picture);
    const folder = path.relative("", this.info.outputPath(`${name}-{expected,actual,diff}.webp`));
    return `${name}: ${placeOf(difference)}\n    ${folder}`;
  }
}

/** Names of kept pictures that belong to nothing any more; renewing removes them. */
export function leftOver(names: string[], { remove }: { remove: boolean }): string[] {
  const kept = existsSync(FOLDER) ? readdirSync(FOLDER).map((file) => path.parse(file).name) : [];
  const stale = kept.filter((name) => !names.includes(name));
  if (!remove) return stale;
  for (const name of stale) rmSync(path.join(FOLDER, `${name}.webp`));
  return [];
}

/** Takes pictures until one is as expected, or as the one before it. */
async function settled(take: () => Promise<Buffer>, expected: Cells | null) {
  let before = expected;
  for (let attempt = 1; ; attempt++) {
    const picture = await take();
    const actual = await reduced(picture);
    const isSettled = before !== null && differenceOf(before, actual).count === 0;
    if (isSettled || attempt === TAKES_MAX) return { picture, actual };
    before = actual;
  }
}

async function keep(file: string, cells: Cells): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, await fileOf(cells));
}

/** How much differs, and from which point on. */
function placeOf({ mask, width, height, count }: Difference): string {
  const first = mask.indexOf(1);
  const percent = ((count / (width * height)) * 100).toFixed(1);
  return `${percent} % differs, from ${Math.floor(first / width) * CELL} px below its top on`;
}

/** What differs in red, over a paler picture. */
function marked({ width, height, data }: Cells, difference: Difference): Cells {
  const size = difference.width * difference.height;
  const result = new Uint8Array(size * 3).fill(255);
  for (let index = 0; index < size; index++) {
    const x = index % difference.width;
    const y = Math.floor(index / difference.width);
    for (let channel = 0; channel < 3; channel++) {
      const below = x < width && y < height ? (data[(y * width + x) * 3 + channel] ?? 0) : 255;
      const red = channel === 0 ? 230 : 20;
      result[index * 3 + channel] = difference.mask[index] ? red : 160 + Math.round((below * 95) / 255);
    }
  }
  return { width: difference.width, height: difference.height, data: result };
}
