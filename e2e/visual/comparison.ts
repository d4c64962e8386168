/*
 * Pictures are compared small: a cell stands for 4 × 4 points, and is wrong when its colour is found nowhere around it
 * in the other picture. What counts is an area of wrong cells as large as a short word. So a line may end a letter
 * earlier and everything may stand a few points lower, as another machine draws it; but nothing as large as a word may
 * be missing, added, of another colour or in another place.
 */

/** Points to a cell, in either direction. */
export const CELL = 4;
/** How far, in cells, something may have moved. */
const SHIFT = 1;
/** How far a channel, of 255, may differ. Stored pictures are off by 4 themselves. */
const TOLERANCE = 14;
/** The least area that counts, in cells: 24 × 12 points. */
const AREA = { width: 6, height: 3 };

/** A small picture: red, green and blue of each cell, row by row. */
export type Cells = { width: number; height: number; data: Uint8Array };

export type Difference = {
  width: number;
  height: number;
  /** 1 for each cell that differs, row by row. */
  mask: Uint8Array;
  /** How many differ. */
  count: number;
};

/** Where two pictures differ in more than how a machine draws them. */
export function differenceOf(expected: Cells, actual: Cells): Difference {
  const width = Math.max(expected.width, actual.width);
  const height = Math.max(expected.height, actual.height);
  const wrong = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (isForeign(expected, actual, x, y) || isForeign(actual, expected, x, y)) wrong[y * width + x] = 1;
    }
  }
  const mask = areasOf(wrong, width, height);
  return { width, height, mask, count: mask.reduce((sum, cell) => sum + cell, 0) };
}

/** Whether a cell's colour is found nowhere around the same place of the other picture. */
function isForeign(one: Cells, other: Cells, x: number, y: number): boolean {
  // Beyond its edges a picture goes on as it ends, but for no longer than things may have moved.
  if (x >= one.width || y >= one.height) return x >= one.width + SHIFT || y >= one.height + SHIFT;
  for (let channel = 0; channel < 3; channel++) {
    const value = one.data[(y * one.width + x) * 3 + channel] ?? 0;
    // Most are the same in the same place.
    if (value === other.data[(y * other.width + x) * 3 + channel] && x < other.width && y < other.height) continue;
    const [least, most] = rangeAround(other, x, y, channel);
    if (value < least - TOLERANCE || value > most + TOLERANCE) return true;
  }
  return false;
}

function rangeAround({ width, height, data }: Cells, x: number, y: number, channel: number): [number, number] {
  let least = 255;
  let most = 0;
  for (let dy = -SHIFT; dy <= SHIFT; dy++) {
    const row = Math.min(Math.max(y + dy, 0), height - 1);
    for (let dx = -SHIFT; dx <= SHIFT; dx++) {
      const column = Math.min(Math.max(x + dx, 0), width - 1);
      const value = data[(row * width + column) * 3 + channel] ?? 0;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return [least, most];
}

/** Keeps of the wrong cells those of areas that count. */
function areasOf(wrong: Uint8Array, width: number, height: number): Uint8Array {
  const kept = new Uint8Array(width * height);
  for (let y = 0; y + AREA.height <= height; y++) {
    for (let x = 0; x + AREA.width <= width; x++) {
      if (!isWhole(wrong, width, x, y)) continue;
      for (let row = y; row < y + AREA.height; row++) kept.fill(1, row * width + x, row * width + x + AREA.width);
    }
  }
  return kept;
}

function isWhole(wrong: Uint8Array, width: number, x: number, y: number): boolean {
  for (let row = y; row < y + AREA.height; row++) {
    for (let column = x; column < x + AREA.width; column++) if (!wrong[row * width + column]) return false;
  }
  return true;
}
