import { useFormatter, useLocale, useTranslations } from "next-intl";
import { directionOf, type Language } from "@/lib/i18n/languages";
import type { LedgerView } from "@/lib/loyalty/schema";

const WIDTH = 640;
const HEIGHT = 120;
const INSET = 4;

/**
 * How the balance went, as steps from the oldest entry shown to the newest. The table beside it says the same in numbers;
 * time runs in the reader's direction.
 */
export function BalanceChart({ entries }: { entries: LedgerView["entries"] }) {
  const t = useTranslations("loyalty.ledger");
  const format = useFormatter();
  const isRtl = directionOf(useLocale() as Language) === "rtl";
  const points = [...entries].reverse();
  const [oldest] = points;
  const newest = points.at(-1);
  if (!oldest || !newest || points.length < 2) return null;
  const start = Date.parse(oldest.at);
  const span = Math.max(1, Date.parse(newest.at) - start);
  const most = Math.max(1, ...points.map(({ balance }) => balance));
  const x = (at: string) => INSET + ((Date.parse(at) - start) / span) * (WIDTH - 2 * INSET);
  const y = (balance: number) => HEIGHT - INSET - (balance / most) * (HEIGHT - 2 * INSET);
  const line = points.map(({ at, balance }, index) =>
    index === 0 ? `M${x(at)} ${y(balance)}` : `H${x(at)}V${y(balance)}`,
  );
  const path = line.join("");
  const summary = t("chart", {
    from: format.number(oldest.balance),
    to: format.number(newest.balance),
    most: format.number(most),
  });
  return (
    <figure className="grid gap-2">
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-28 w-full rounded-control bg-sunken"
      >
        <g transform={isRtl ? `translate(${WIDTH} 0) scale(-1 1)` : undefined}>
          <path d={`${path}V${HEIGHT}H${INSET}Z`} className="fill-primary/15" />
          <path d={path} fill="none" strokeWidth="2.5" vectorEffect="non-scaling-stroke" className="stroke-primary" />
        </g>
      </svg>
      <figcaption className="text-xs text-ink-soft">{summary}</figcaption>
    </figure>
  );
}
