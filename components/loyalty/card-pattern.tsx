import { seaColor } from "@/components/ui/tide-lines";

const WIDTH = 400;
const HEIGHT = 252;
const SUN_RADIUS = 34;
/** Where the sun stands: half in the sea, or high above text. */
const SUNS = { low: { x: 302, y: 116 }, high: { x: 344, y: 62 } };
const RINGS = Array.from({ length: 15 }, (_, index) => SUN_RADIUS + 7 + index * 8);
const WAVES = Array.from({ length: 13 }, (_, index) => index);

/** The loyalty card's engraving: the sun over the sea, in fine lines as on a banknote. Purely decorative. */
export function CardPattern({ sun = "low" }: { sun?: keyof typeof SUNS }) {
  const { x, y } = SUNS[sun];
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMaxYMid slice"
      // A layer of its own is clipped once; wave by wave the corners would look torn.
      className="mirror-rtl pointer-events-none will-change-transform absolute inset-0 -z-10 size-full overflow-hidden text-on-panel"
    >
      <g fill="none" stroke="var(--accent)" strokeWidth="0.8">
        {RINGS.map((radius, index) => (
          <circle key={radius} cx={x} cy={y} r={radius} strokeOpacity={0.5 - index * 0.032} />
        ))}
      </g>
      <circle cx={x} cy={y} r={SUN_RADIUS} fill="var(--accent)" />
      <g stroke="currentColor" strokeWidth="0.8">
        {WAVES.map((wave) => (
          <path key={wave} d={wavePath(wave)} fill={seaColor(wave / WAVES.length)} strokeOpacity={0.2 - wave * 0.008} />
        ))}
      </g>
    </svg>
  );
}

/** Two swells of different length: neighbouring lines come close and part again. */
function wavePath(wave: number): string {
  const rest = 128 + wave * 10;
  const swell = 7 + wave * 0.5;
  const at = (x: number) => rest + swell * Math.sin(x / 58 + wave * 0.42) + swell * 0.5 * Math.sin(x / 27 - wave * 0.3);
  const points = Array.from({ length: 54 }, (_, index) => index * 8 - 16);
  return `M${points.map((x) => `${x} ${at(x).toFixed(1)}`).join("L")}V${HEIGHT + 20}H-16Z`;
}
