const LINES = Array.from({ length: 11 }, (_, index) => index);

/** Our ornament: lines of the tide at the foot of a dark panel. Purely decorative. */
export function TideLines() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 800 300"
      preserveAspectRatio="xMidYMax slice"
      className="mirror-rtl pointer-events-none absolute inset-0 size-full text-on-panel"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      {LINES.map((line) => {
        const y = 96 + line * 22;
        const swell = 44 - line * 3.4;
        return (
          <path
            key={line}
            opacity={0.03 + line * 0.014}
            d={`M-20 ${y}C120 ${y - swell} 220 ${y + swell} 400 ${y + swell * 0.2}S660 ${y - swell * 1.4} 820 ${y - swell * 0.2}`}
          />
        );
      })}
    </svg>
  );
}
