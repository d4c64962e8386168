/** Widths of bars and gaps by turns, for each value of Code 128 (ISO/IEC 15417); the last is the stop. */
const PATTERNS = (
  "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 " +
  "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 " +
  "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 " +
  "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 " +
  "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 " +
  "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 " +
  "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
).split(" ");
const TO_SET_B = 100;
const START_B = 104;
const START_C = 105;
const STOP = 106;
const FIRST_CHARACTER = 32;

/** A bar: where it begins and how wide it is, in modules. */
export type Bar = { x: number; width: number };

/**
 * The bars of a text in Code 128: digits two by two (set C), so that a number is as short as it can be and each bar as
 * wide; other printable ASCII character by character (set B).
 *
 * @returns null for what these sets cannot write; `width` in modules, without the quiet zone
 */
export function code128(text: string): { bars: Bar[]; width: number } | null {
  if (!/^[\x20-\x7e]{1,60}$/.test(text)) return null;
  const [start = STOP, ...values] = /^\d{2,}$/.test(text) ? digitValues(text) : [START_B, ...characterValues(text)];
  const sum = values.reduce((total, value, index) => total + value * (index + 1), start);
  const widths = [start, ...values, sum % 103, STOP].map((value) => PATTERNS[value] ?? "").join("");
  const bars: Bar[] = [];
  let x = 0;
  for (const [index, digit] of [...widths].entries()) {
    if (index % 2 === 0) bars.push({ x, width: Number(digit) });
    x += Number(digit);
  }
  return { bars, width: x };
}

function digitValues(digits: string): number[] {
  const pairs = digits.match(/\d\d/g) ?? [];
  const last = digits.slice(pairs.length * 2);
  return [START_C, ...pairs.map(Number), ...(last ? [TO_SET_B, ...characterValues(last)] : [])];
}

function characterValues(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0) - FIRST_CHARACTER);
}
