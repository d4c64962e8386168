const LINES = Array.from({ length: 10 }, (_, index) => index);

type TideLinesProps = {
  /** `soft` on light panels: tinted water instead of dark. */
  tone?: "deep" | "soft";
  /** Sets the sun over the sea, on panels with room for a picture. */
  sun?: boolean;
};

/**
 * The ornament of panels: the sea in fine lines, and maybe the sun. The panel sets the water's height by `--sea`, and
 * the sun's by `--sun` if not at the horizon.
 */
export function TideLines({ tone = "deep", sun = false }: TideLinesProps) {
  return (
    // A layer of its own is clipped once; wave by wave the corners would look torn.
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 overflow-hidden will-change-transform forced-colors:hidden print:hidden"
    >
      {sun && (
        <div className="absolute end-[24%] bottom-[var(--sun,var(--sea))] lg:end-[max(15%,9rem)]">
          <span className="sun-rings absolute left-0 size-88 -translate-1/2 rounded-full lg:size-144" />
          <span className="absolute left-0 size-28 -translate-1/2 rounded-full bg-accent lg:size-44" />
        </div>
      )}
      <svg
        aria-hidden="true"
        viewBox="0 0 800 300"
        preserveAspectRatio="none"
        className={`mirror-rtl absolute inset-x-0 bottom-0 h-[var(--sea,42%)] w-full overflow-visible ${tone === "deep" ? "text-on-panel" : "text-primary"}`}
        stroke="currentColor"
      >
        {LINES.map((line) => (
          <path
            key={line}
            fill={tone === "deep" ? seaColor(line / LINES.length) : softColor(line / LINES.length)}
            strokeOpacity={(tone === "deep" ? 0.24 : 0.16) * (1 - line / LINES.length)}
            vectorEffect="non-scaling-stroke"
            d={wave(line)}
          />
        ))}
      </svg>
    </div>
  );
}

/** The water's colour between the horizon, at 0, and the reader, at 1. */
function seaColor(share: number): string {
  return `color-mix(in srgb, var(--sea-near) ${Math.round(share * 100)}%, var(--sea-far))`;
}

/** The same on light panels, which have the colour of the horizon. */
function softColor(share: number): string {
  return `color-mix(in srgb, var(--primary) ${Math.round(share * 15)}%, var(--primary-soft))`;
}

/** Each wave is calmer than the one behind it and hides what is under it. */
function wave(line: number): string {
  const y = 26 + line * 28;
  const swell = 30 - line * 2.4;
  return (
    `M-20 ${y}C120 ${y - swell} 220 ${y + swell} 400 ${y + swell * 0.2}` +
    `S660 ${y - swell * 1.4} 820 ${y - swell * 0.2}V320H-20Z`
  );
}
