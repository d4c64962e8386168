const SUN = { x: 128, y: 42, radius: 24 };
const RINGS = Array.from({ length: 8 }, (_, index) => SUN.radius + 6 + index * 7);
const SEA = { width: 400, height: 140 };
const WAVES = Array.from({ length: 13 }, (_, index) => index);

/* The loyalty card's engraving in its tier's colours: the sun over the sea, in fine lines as on a banknote. Decorative, and nothing for paper or forced colours. */

/**
 * The sun, as large as its place allows. It gets a place of its own, since no text could be read on it and on the card
 * alike; and it rises with the tier.
 */
export function CardSun({ className }: { className: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 200 60"
      preserveAspectRatio="xMaxYMax meet"
      className={`mirror-rtl pointer-events-none absolute -z-10 overflow-visible opacity-0 transition-opacity duration-240 in-[.card-material:has([data-tier])]:opacity-100 forced-colors:hidden print:hidden ${className}`}
    >
      <g fill="none" stroke="var(--card-sun)" strokeWidth="0.6">
        {RINGS.map((radius, index) => (
          <circle key={radius} cx={SUN.x} cy={SUN.y} r={radius} strokeOpacity={0.42 - index * 0.05} />
        ))}
      </g>
      <circle cx={SUN.x} cy={SUN.y} r={SUN.radius} fill="var(--card-sun)" />
    </svg>
  );
}

/** The sea below it: it rises a quarter above its parent, whose whole height is then water. */
export function CardSea() {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${SEA.width} ${SEA.height}`}
      preserveAspectRatio="none"
      // A layer of its own is clipped once; wave by wave the corners would look torn.
      className="mirror-rtl pointer-events-none absolute inset-x-0 bottom-0 -z-10 h-[125%] w-full will-change-transform forced-colors:hidden print:hidden"
    >
      <g stroke="var(--card-ink)" strokeWidth="0.9">
        {WAVES.map((wave) => (
          <path
            key={wave}
            d={wavePath(wave)}
            fill={`color-mix(in srgb, var(--card-near) ${Math.round((100 * wave) / (WAVES.length - 1))}%, var(--card-far))`}
            strokeOpacity={0.2 - wave * 0.009}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </g>
    </svg>
  );
}

/** Two swells of different length: neighbouring lines come close and part again. */
function wavePath(wave: number): string {
  const rest = 12 + wave * 9.5;
  const swell = 6 + wave * 0.4;
  const at = (x: number) => rest + swell * Math.sin(x / 58 + wave * 0.42) + swell * 0.5 * Math.sin(x / 27 - wave * 0.3);
  const points = Array.from({ length: 54 }, (_, index) => index * 8 - 16);
  return `M${points.map((x) => `${x} ${at(x).toFixed(1)}`).join("L")}V${SEA.height + 20}H-16Z`;
}
