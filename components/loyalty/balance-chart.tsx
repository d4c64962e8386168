import { useFormatter, useTranslations } from "next-intl";
import { useId } from "react";
import { LocalDate } from "@/components/layout/local-time";
import { ServerText } from "@/components/layout/server-text";
import type { LedgerEntry } from "./ledger-table";

type BalanceChartProps = {
  /** Newest first. */
  entries: LedgerEntry[];
  /** When they were loaded, ISO 8601: the end of the line. */
  at: string;
  /** The table that says the same in numbers. */
  tableId: string;
};

/** In the drawing's own units, which are stretched to fit. */
const WIDTH = 1000;
const HEIGHT = 100;

/** The balance from the oldest entry shown until now, in steps. Time runs in the reading direction. */
export function BalanceChart({ entries, at, tableId }: BalanceChartProps) {
  const t = useTranslations("loyalty.ledger");
  const format = useFormatter();
  const summaryId = useId();
  const oldest = entries.at(-1);
  const newest = entries[0];
  if (!oldest || !newest || entries.length < 2) return null;

  const highest = Math.max(...entries.map(({ balance }) => balance));
  const top = roundUp(highest);
  // A debt is below the line of zero.
  const lowest = Math.min(...entries.map(({ balance }) => balance));
  const bottom = lowest < 0 ? -roundUp(-lowest) : 0;
  const start = Date.parse(oldest.at);
  const span = Math.max(1, Date.parse(at) - start);
  const x = (time: string) => round(((Date.parse(time) - start) / span) * WIDTH);
  const share = (balance: number) => (balance - bottom) / (top - bottom);
  const y = (balance: number) => round(HEIGHT - share(balance) * HEIGHT);
  const steps = entries.toReversed().map(({ at: time, balance }) => `H${x(time)}V${y(balance)}`);
  const line = `M0 ${y(oldest.balance)}${steps.join("")}H${WIDTH}`;
  const summarize = () =>
    t("chart", {
      from: format.number(oldest.balance),
      to: format.number(newest.balance),
      most: format.number(highest),
    });

  return (
    <figure className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2 text-xs text-ink-soft tabular-nums">
      <div aria-hidden className="-my-2.5 flex flex-col justify-between text-end">
        {[top, (top + bottom) / 2, bottom].map((value) => (
          <span key={value}>
            <ServerText of={value}>{() => format.number(value)}</ServerText>
          </span>
        ))}
      </div>
      <div role="img" aria-labelledby={summaryId} aria-details={tableId} className="relative h-36">
        <span id={summaryId} hidden>
          <ServerText of={line}>{summarize}</ServerText>
        </span>
        <svg
          aria-hidden
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="mirror-rtl size-full overflow-visible"
        >
          {[0, HEIGHT / 2, HEIGHT].map((height) => (
            <path
              key={height}
              d={`M0 ${height}H${WIDTH}`}
              className="stroke-line"
              strokeDasharray={height === HEIGHT ? undefined : "3 5"}
              vectorEffect="non-scaling-stroke"
            />
          ))}
          <path d={`${line}V${y(0)}H0Z`} className="fill-primary" fillOpacity="0.12" />
          <path
            d={line}
            fill="none"
            strokeWidth="2.5"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
            className="stroke-primary"
          />
        </svg>
        <span
          aria-hidden
          className="absolute -end-1.5 size-3 translate-y-1/2 rounded-full bg-primary ring-3 ring-surface"
          style={{ bottom: `${share(newest.balance) * 100}%` }}
        />
      </div>
      <div className="col-start-2 flex justify-between gap-4">
        <LocalDate key={oldest.at} iso={oldest.at} />
        <span>{t("today")}</span>
      </div>
    </figure>
  );
}

/** The next round number whose half is round too, close enough for the line to fill the chart. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const step = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10;
  return Math.max(10, step * power);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
