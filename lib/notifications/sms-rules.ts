/** The alphabet of text messages (3GPP TS 23.038), and what takes two places in it. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const DOUBLE = new Set("^{}\\[~]|€\f");

/** In how many parts a gateway sends a text, and charges for it: of 160 letters of the alphabet, or 70 of any. */
export function countSmsSegments(text: string): number {
  const letters = [...text];
  if (!letters.every((letter) => BASIC.has(letter) || DOUBLE.has(letter))) return partsOf(text.length, 70, 67);
  return partsOf(letters.length + letters.filter((letter) => DOUBLE.has(letter)).length, 160, 153);
}

/** Those of a longer message lose places to its header. */
function partsOf(length: number, alone: number, together: number): number {
  return length <= alone ? 1 : Math.ceil(length / together);
}
