import type { CSSProperties } from "react";
import { encode } from "uqr";
import { code128 } from "./barcode";

/** White modules around a code, which scanners need to find it (ISO/IEC 18004, 15417). */
const QUIET = { qr: 4, bars: 10 };
const BARS_HEIGHT = 1;

/** Black on white in every theme, forced colours included; `code-modules` in app/globals.css says how wide. */
const CODE = "code-modules bg-[#fff] forced-color-adjust-none";

/** An account number for reading aloud: digits in groups of four, anything else as it is. */
export function groupedNumber(accountNumber: string): string {
  return /^\d{7,}$/.test(accountNumber) ? accountNumber.replaceAll(/(\d{4})(?=\d)/g, "$1 ") : accountNumber;
}

type CodeProps = { text: string; label: string };

/** The account number as a QR code. */
export function QrCode({ text, label }: CodeProps) {
  const { data, size } = encode(text, { ecc: "M", border: QUIET.qr });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={CODE}
      style={modules(size)}
    >
      <path d={data.map(rowPath).join("")} fill="#000" />
    </svg>
  );
}

/** The same as bars, for scanners without QR; nothing for a number that Code 128 cannot encode. */
export function BarCode({ text, label }: CodeProps) {
  const code = code128(text);
  if (!code) return null;
  const width = code.width + 2 * QUIET.bars;
  const path = code.bars.map((bar) => `M${bar.x + QUIET.bars} 0h${bar.width}v${BARS_HEIGHT}h-${bar.width}z`).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${BARS_HEIGHT}`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      className={`${CODE} h-20`}
      style={modules(width)}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

function modules(count: number): CSSProperties {
  return { "--modules": count } as CSSProperties;
}

/** The dark modules of a row, adjacent ones merged. */
function rowPath(row: boolean[], y: number): string {
  const text = row.map((isDark) => (isDark ? "1" : "0")).join("");
  return [...text.matchAll(/1+/g)]
    .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
    .join("");
}
