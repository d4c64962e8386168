"use client";

import {
  ArrowDownRight,
  ArrowUpRight,
  Gift,
  Hourglass,
  type LucideIcon,
  RotateCcw,
  SlidersHorizontal,
} from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useFailureText } from "@/components/account/form-faults";
import { LocalTime } from "@/components/account/local-time";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FactList } from "@/components/ui/fact-list";
import { Progress } from "@/components/ui/progress";
import type { LedgerView } from "@/lib/loyalty/schema";
import { BalanceChart } from "./balance-chart";
import { useLedger } from "./queries";

type Entry = LedgerView["entries"][number];

const ICONS: Record<Entry["kind"], LucideIcon> = {
  welcome: Gift,
  earn: ArrowUpRight,
  spend: ArrowDownRight,
  reverse: RotateCcw,
  expire: Hourglass,
  adjust: SlidersHorizontal,
};

/** Where the points came from and went, and what is about to happen to them. */
export function Ledger({ first }: { first: LedgerView }) {
  const t = useTranslations("loyalty.ledger");
  const failureText = useFailureText();
  const ledger = useLedger(first);
  const entries = ledger.data.pages.flatMap((page) => page.entries);
  const now = ledger.data.pages[0] ?? first;
  return (
    <div className="grid gap-5">
      <Outlook ledger={now} />
      <Card title={t("title")}>
        {entries.length === 0 ? (
          <p className="text-ink-soft">{t("empty")}</p>
        ) : (
          <div className="grid gap-6">
            <BalanceChart entries={entries} />
            <Entries entries={entries} />
            {ledger.isFetchNextPageError && <Alert>{failureText(ledger.error)}</Alert>}
            {ledger.hasNextPage && (
              <Button
                look="secondary"
                className="justify-self-start"
                pending={ledger.isFetchingNextPage}
                onClick={() => ledger.isFetchingNextPage || void ledger.fetchNextPage()}
              >
                {t("more")}
              </Button>
            )}
          </div>
        )}
      </Card>
    </div>
  );
}

/** Level, pending and expiring points, as far as the programme has them. */
function Outlook({ ledger: { pending_points: pending, expiring, tier, points } }: { ledger: LedgerView }) {
  const t = useTranslations("loyalty.outlook");
  const format = useFormatter();
  const facts = [
    ...(pending ? [{ term: t("pending"), value: t("points", { count: pending }) }] : []),
    ...(expiring
      ? [
          {
            term: t("expiring"),
            value: (
              <>
                {t("points", { count: expiring.points })} · <LocalTime iso={expiring.at} />
              </>
            ),
          },
        ]
      : []),
  ];
  if (!tier && facts.length === 0) return null;
  return (
    <Card title={tier ? t("tier", { name: tier.name }) : t("title")}>
      <div className="grid gap-5">
        {tier?.next && (
          <div className="grid gap-2">
            <Progress
              label={t("toNext", { name: tier.next.name })}
              percent={Math.round((100 * points) / Math.max(1, points + tier.next.missing_points))}
            />
            <p className="text-sm text-ink-soft">
              {t("missing", {
                count: tier.next.missing_points,
                formatted: format.number(tier.next.missing_points),
                name: tier.next.name,
              })}
            </p>
          </div>
        )}
        {facts.length > 0 && <FactList facts={facts} />}
      </div>
    </Card>
  );
}

function Entries({ entries }: { entries: Entry[] }) {
  const t = useTranslations("loyalty.ledger");
  const format = useFormatter();
  return (
    <div className="-mx-5 overflow-x-auto px-5 sm:mx-0 sm:px-0">
      <table className="w-full text-sm">
        <caption className="sr-only">{t("title")}</caption>
        <thead>
          <tr className="border-b border-line text-ink-soft">
            <th scope="col" className="py-2 pe-3 text-start font-semibold">
              {t("what")}
            </th>
            <th scope="col" className="px-3 py-2 text-end font-semibold">
              {t("change")}
            </th>
            <th scope="col" className="py-2 ps-3 text-end font-semibold">
              {t("balance")}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {entries.map((entry) => {
            const Icon = ICONS[entry.kind];
            return (
              <tr key={entry.id}>
                <th scope="row" className="py-3 pe-3 text-start font-normal">
                  <span className="flex gap-3">
                    <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0 text-ink-soft" />
                    <span className="grid min-w-0 gap-0.5">
                      <span className="font-semibold">{t(`kinds.${entry.kind}`)}</span>
                      {entry.description && <bdi className="break-words text-ink-soft">{entry.description}</bdi>}
                      <span className="text-xs text-ink-soft">
                        <LocalTime iso={entry.at} />
                      </span>
                      <Mark entry={entry} />
                    </span>
                  </span>
                </th>
                <td className="px-3 py-3 text-end align-top font-semibold whitespace-nowrap tabular-nums">
                  <bdi dir="ltr" className={entry.points < 0 ? "" : "text-success"}>
                    {format.number(entry.points, { signDisplay: "exceptZero" })}
                  </bdi>
                </td>
                <td className="py-3 ps-3 text-end align-top whitespace-nowrap tabular-nums">
                  {format.number(entry.balance)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Mark({ entry: { available_at: availableAt } }: { entry: Entry }) {
  const t = useTranslations("loyalty.ledger");
  if (!availableAt || Date.parse(availableAt) <= Date.now()) return null;
  return (
    <span>
      <Badge tone="notice">{t("pending")}</Badge>
    </span>
  );
}
