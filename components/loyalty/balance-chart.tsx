import { useFormatter, useTranslations } from "next-intl";
import { type PointerEvent, useId, useState } from "react";
import { ownTimeZone } from "@/components/layout/clock-offset";
import { LocalDate } from "@/components/layout/local-time";
import { ServerText } from "@/components/layout/server-text";
import { balanceLine } from "./balance-line";
import type { LedgerEntry } from "./entry-kind";

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

/**
 * The balance from the oldest entry shown until now, in steps. Time runs in the reading direction. A mouse, a finger or
 * the arrow keys of the slider that lies over it choose a point, whose value is said above.
 */
export function BalanceChart({ entries, at, tableId }: BalanceChartProps) {
  const t = useTranslations("loyalty.ledger");
  const format = useFormatter();
  const valueAt = useValueAt();
  const summaryId = useId();
  /** Which point of the line is looked at; null for none. */
  const [chosen, setChosen] = useState<number | null>(null);
  const points = entries.toReversed();
  const [oldest, newest] = [points[0], points.at(-1)];
  if (!oldest || !newest || points.length < 2) return null;

  const { top, bottom, xOf, yOf, indexAt } = balanceLine(points, at);
  const x = (time: string) => round(xOf(time) * WIDTH);
  const y = (balance: number) => round(HEIGHT - yOf(balance) * HEIGHT);
  const steps = points.map(({ at: time, balance }) => `H${x(time)}V${y(balance)}`);
  const line = `M0 ${y(oldest.balance)}${steps.join("")}H${WIDTH}`;
  const summarize = () =>
    t("chart", {
      from: format.number(oldest.balance),
      to: format.number(newest.balance),
      most: format.number(Math.max(...points.map(({ balance }) => balance))),
    });

  const choose = (event: PointerEvent) => setChosen(indexAt(shareOfWidth(event)));
  const last = points.length - 1;
  const point = chosen === null ? undefined : points[chosen];
  const text = point && valueAt(point);

  return (
    <figure className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2 text-xs text-ink-soft tabular-nums">
      {/* The slider announces it. */}
      <p aria-hidden className="col-span-2 mb-2 min-h-[1.45rem] text-sm">
        {text === undefined ? t("chartHint") : <span className="font-semibold text-ink">{text}</span>}
      </p>
      <div aria-hidden className="-my-2.5 flex flex-col justify-between text-end">
        {[top, (top + bottom) / 2, bottom].map((value) => (
          <span key={value}>
            <ServerText of={value}>{() => format.number(value)}</ServerText>
          </span>
        ))}
      </div>
      <div
        className="relative h-36 touch-pan-y rounded-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-8 has-focus-visible:outline-primary"
        onPointerDown={choose}
        onPointerMove={choose}
        onPointerLeave={(event) => event.pointerType === "mouse" && setChosen(null)}
      >
        <span id={summaryId} hidden>
          <ServerText of={line}>{summarize}</ServerText>
        </span>
        <input
          type="range"
          aria-label={t("chartLabel")}
          aria-describedby={summaryId}
          aria-details={tableId}
          aria-valuetext={text ?? t("today")}
          max={last}
          value={chosen ?? last}
          onChange={(event) => setChosen(Number(event.target.value))}
          onFocus={() => setChosen(chosen ?? last)}
          onBlur={() => setChosen(null)}
          className="pointer-events-none absolute inset-0 opacity-0"
        />
        <svg
          aria-hidden
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="mirror-rtl size-full overflow-visible fill-none stroke-line forced-colors:stroke-[GrayText] [&>*]:[vector-effect:non-scaling-stroke]"
        >
          <path d={`M0 0H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}`} strokeDasharray="3 5" />
          <path d={`M0 ${HEIGHT}H${WIDTH}`} />
          <path d={`${line}V${y(0)}H0Z`} className="fill-primary stroke-none" fillOpacity="0.12" />
          {point && <path d={`M${x(point.at)} 0V${HEIGHT}`} className="stroke-ink-soft" />}
          <path
            d={line}
            strokeWidth="2.5"
            strokeLinejoin="round"
            className="stroke-primary forced-colors:stroke-[Highlight]"
          />
        </svg>
        <span
          aria-hidden
          className="pointer-events-none absolute -ms-1.5 size-3 translate-y-1/2 rounded-full bg-primary ring-3 ring-surface forced-colors:border-6"
          style={{
            bottom: `${yOf((point ?? newest).balance) * 100}%`,
            insetInlineStart: `${(point ? xOf(point.at) : 1) * 100}%`,
          }}
        />
      </div>
      <div className="col-start-2 flex justify-between gap-4">
        <LocalDate key={oldest.at} iso={oldest.at} />
        <span>{t("today")}</span>
      </div>
    </figure>
  );
}

/** Says when an entry was and how many points there were then. Called once somebody asks: it makes formatters. */
function useValueAt(): (entry: LedgerEntry) => string {
  const t = useTranslations("loyalty.ledger");
  const count = useTranslations("loyalty.tierStatus");
  const format = useFormatter();
  return ({ at, balance }) =>
    t("valueAt", {
      date: format.dateTime(new Date(at), { day: "numeric", month: "short", year: "numeric", timeZone: ownTimeZone() }),
      points: count("points", { count: balance, formatted: format.number(balance) }),
    });
}

/** Where a pointer is, from 0 at the beginning of the reading direction to 1. */
function shareOfWidth({ currentTarget, clientX }: PointerEvent): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  const share = (clientX - left) / width;
  return currentTarget.matches(":dir(rtl)") ? 1 - share : share;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
