"use client";

import { Coins } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/layout/local-time";
import { ServerText } from "@/components/layout/server-text";
import { POINTS_ID } from "./anchors";
import { PointsFailure } from "./loyalty-failures";

type PointsPanelProps = {
  points: number;
  /** When they were last known, ISO 8601; null for never. */
  at: string | null;
  /** The API's sentence when these are not the current ones. */
  errors: string | null;
  /** Tier, pending and expiring points, or their fallback. */
  children?: ReactNode;
};

/** The points, as of when, and what will happen to them. */
export function PointsPanel({ points, at, errors, children }: PointsPanelProps) {
  const t = useTranslations("loyalty");
  const format = useFormatter();
  return (
    <section
      aria-labelledby={POINTS_ID}
      className="flex min-h-64 flex-col rounded-card border border-line bg-surface p-5 shadow-card sm:min-h-72 sm:p-7"
    >
      <h2
        id={POINTS_ID}
        tabIndex={-1}
        className="flex items-center gap-2 rounded-sm text-sm font-semibold tracking-normal text-ink-soft"
      >
        <Coins aria-hidden className="size-4.5 text-primary" />
        {t("yourPoints")}
      </h2>
      <p className="mt-2 text-4xl font-extrabold tabular-nums">
        {errors && at === null ? (
          <>
            <span aria-hidden>–</span>
            <span className="sr-only">{t("pointsUnknown")}</span>
          </>
        ) : (
          t.rich("points", {
            count: points,
            amount: () => <ServerText of={points}>{() => format.number(points)}</ServerText>,
            unit: (text) => <span className="text-lg font-semibold text-ink-soft">{text}</span>,
          })
        )}
      </p>
      <p className="mt-1 min-h-6 text-sm text-ink-soft">
        {at && t.rich("asOf", { time: () => <LocalTime key={at} iso={at} /> })}
      </p>
      <div className="mt-auto pt-6">{errors ? <PointsFailure message={errors} isKnown={at !== null} /> : children}</div>
    </section>
  );
}
