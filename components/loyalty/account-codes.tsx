import { encode } from "uqr";
import { code128 } from "./barcode";

/** Modules that must stay white around a code for scanners to find it. */
const QUIET = { qr: 4, bars: 10 };
const BARS_HEIGHT = 46;

/** The account's number as a QR code. Black on white in every theme, since scanners know no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: QUIET.qr });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className="w-full">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** The same as bars, for tills that read no QR codes; nothing for a number that bars cannot write. */
export function BarCode({ text, label }: { text: string; label: string }) {
  const code = code128(text);
  if (!code) return null;
  const width = code.width + 2 * QUIET.bars;
  const path = code.bars.map(({ x, width: w }) => `M${x + QUIET.bars} 0h${w}v${BARS_HEIGHT}h-${w}z`).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${BARS_HEIGHT}`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      className="h-24 w-full"
    >
      <rect width={width} height={BARS_HEIGHT} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
