"use client";

import { ReceiptText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { type LocalDays, useLocalDays } from "@/components/layout/local-days";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { LedgerResponse } from "@/lib/loyalty/schema";
import { BalanceChart } from "./balance-chart";
import { LedgerTable } from "./ledger-table";
import { useLedger } from "./queries";

type LedgerProps = {
  accountNumber: string;
  /** The newest movements, as the server rendered them. */
  first: LedgerResponse;
  /** When they were loaded, ISO 8601. */
  at: string;
  /** The days of the newest. */
  days: LocalDays;
};

/** The points' movements, as a chart and as a table. */
export function Ledger({ accountNumber, first, at, days }: LedgerProps) {
  const t = useTranslations("loyalty.ledger");
  const ledger = useLedger({ accountNumber, first, at });
  const tableId = useId();
  const dayOf = useLocalDays(days);
  const entries = ledger.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) {
    return (
      <EmptyState icon={ReceiptText} title={t("emptyTitle")}>
        {t("empty")}
      </EmptyState>
    );
  }
  return (
    <Card title={t("title")}>
      <div className="grid grid-cols-1 gap-8">
        <BalanceChart entries={entries} at={at} tableId={tableId} />
        <LedgerTable id={tableId} entries={entries} at={at} nextExpiry={first.expiring?.at ?? null} dayOf={dayOf} />
        <Older ledger={ledger} />
      </div>
    </Card>
  );
}

/** Loads older entries. */
function Older({ ledger }: { ledger: ReturnType<typeof useLedger> }) {
  const t = useTranslations("loyalty.ledger");
  const requestErrorText = useRequestErrorText();
  const outcome = useRef<HTMLParagraphElement>(null);
  const [loaded, setLoaded] = useState<string | null>(null);
  const { hasNextPage, isFetchingNextPage } = ledger;

  const load = async () => {
    if (isFetchingNextPage) return;
    setLoaded(null);
    const { data, hasNextPage: hasMore, isError } = await ledger.fetchNextPage();
    if (isError) return;
    setLoaded(t("loaded", { count: data?.pages.at(-1)?.entries.length ?? 0 }));
    // The button is gone: go on from where it was.
    if (!hasMore) outcome.current?.focus();
  };

  if (!hasNextPage && loaded === null) return null;
  return (
    <div className="grid gap-3">
      {ledger.isFetchNextPageError && <Alert>{requestErrorText(ledger.error)}</Alert>}
      {hasNextPage && (
        <Button look="secondary" className="justify-self-start" pending={isFetchingNextPage} onClick={load}>
          {t("more")}
        </Button>
      )}
      <p ref={outcome} tabIndex={-1} role="status" className="rounded-sm text-sm text-ink-soft">
        {loaded}
        {loaded !== null && !hasNextPage && ` ${t("all")}`}
      </p>
    </div>
  );
}
