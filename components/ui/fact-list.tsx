import type { ReactNode } from "react";

export type Fact = { term: string; value: ReactNode; icon?: ReactNode };

/** Names and values, one pair to a line. */
export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <dl className="divide-y divide-line">
      {facts.map(({ term, value, icon }) => (
        <div
          key={term}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0"
        >
          <dt className="flex items-center gap-2.5 text-sm text-ink-soft [&_svg]:size-4.5">
            {icon}
            {term}
          </dt>
          <dd className="ms-auto min-w-0 text-end text-sm font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
