const LINES = Array.from({ length: 10 }, (_, index) => index);

/** Our ornament for dark panels: the lines of the tide, on large panels with the sun over them. Purely decorative. */
export function TideLines({ sun = false }: { sun?: boolean }) {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 overflow-hidden">
      {sun && <span className="absolute end-[9%] bottom-[46%] hidden size-44 rounded-full bg-accent sm:block" />}
      <svg
        aria-hidden="true"
        viewBox="0 0 800 300"
        preserveAspectRatio="none"
        className="mirror-rtl absolute inset-x-0 bottom-0 h-[70%] w-full text-on-panel"
        stroke="currentColor"
      >
        {LINES.map((line) => (
          <path
            key={line}
            className="fill-panel"
            strokeOpacity={0.05 + line * 0.016}
            strokeWidth="1.5"
            vectorEffect="non-scaling-stroke"
            d={wave(line)}
          />
        ))}
      </svg>
    </div>
  );
}

/** Each wave is calmer than the one behind it and hides what is under it. */
function wave(line: number): string {
  const y = 70 + line * 25;
  const swell = 40 - line * 3.2;
  return (
    `M-20 ${y}C120 ${y - swell} 220 ${y + swell} 400 ${y + swell * 0.2}` +
    `S660 ${y - swell * 1.4} 820 ${y - swell * 0.2}V320H-20Z`
  );
}
