"use client";

import { ArrowRight, FileDown, ReceiptText } from "lucide-react";
import { useTranslations } from "next-intl";
import { LocalTime } from "@/components/layout/local-time";
import { usePrinting } from "@/components/layout/use-printing";
import { useProfile } from "@/components/profile/queries";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { useFold } from "@/components/ui/use-fold";
import type { ConsentReceiptResponse } from "@/lib/consents/schema";
import type { ProfileResponse } from "@/lib/profile/schema";
import { AnswerBadge } from "./answer-badge";
import { useReceipts } from "./queries";
import { receiptsAsCsv, receiptsAsJson, saveFile } from "./receipt-file";
import { useSourceText } from "./use-source-text";

const SHOWN_AT_FIRST = 8;

type ReceiptsCardProps = { receipts: ConsentReceiptResponse[]; profile: ProfileResponse };

/** All receipts, newest first, to read, to download and to print: on paper they are the page, and say whose they are. */
export function ReceiptsCard({ receipts: rendered, profile: renderedProfile }: ReceiptsCardProps) {
  const t = useTranslations("preferences.ledger");
  const retry = useTranslations("common")("retry");
  const list = useReceipts(rendered);
  const { data: profile } = useProfile(renderedProfile);
  const receipts = list.data;
  const { shown: unfolded, hiddenCount, unfold, itemProps } = useFold(receipts, SHOWN_AT_FIRST);
  const shown = usePrinting() ? receipts : unfolded;

  return (
    <Card title={t("title")} description={t("text")} beside className="print:border-0 print:p-0 print:shadow-none">
      <div className="grid gap-6">
        {list.isError && (
          <Alert action={{ text: retry, onClick: () => list.refetch() }}>
            <p>{t("failed")}</p>
          </Alert>
        )}
        {receipts.length === 0 ? (
          <EmptyState icon={ReceiptText} title={t("emptyTitle")} level={3}>
            {t("emptyText")}
          </EmptyState>
        ) : (
          <>
            <p className="hidden text-sm print:block">
              {`${profile.first_name} ${profile.last_name}`} · <bdi>{profile.email ?? profile.phone}</bdi>
            </p>
            <ol className="divide-y divide-line">
              {shown.map((receipt, index) => (
                <li
                  key={receipt.id}
                  {...itemProps(index)}
                  className="break-inside-avoid rounded-sm py-4 first:pt-0 last:pb-0 print:rounded-none"
                >
                  <Receipt receipt={receipt} />
                </li>
              ))}
            </ol>
            <div className="flex flex-wrap gap-2 print:hidden">
              {hiddenCount > 0 && (
                <Button look="quiet" onClick={unfold}>
                  {t("more", { count: hiddenCount })}
                </Button>
              )}
              <Button look="secondary" onClick={() => saveFile(receiptsAsJson(receipts), "consent-receipts.json")}>
                <FileDown aria-hidden className="size-4.5" />
                {t("json")}
              </Button>
              <Button look="secondary" onClick={() => saveFile(receiptsAsCsv(receipts), "consent-receipts.csv")}>
                <FileDown aria-hidden className="size-4.5" />
                {t("csv")}
              </Button>
            </div>
          </>
        )}
      </div>
    </Card>
  );
}

function Receipt({ receipt }: { receipt: ConsentReceiptResponse }) {
  const t = useTranslations("preferences");
  const sourceText = useSourceText();
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="grid gap-1.5">
        <p className="text-sm font-semibold">{t(`channels.${receipt.channel}`)}</p>
        <p className="flex flex-wrap items-center gap-2">
          <AnswerBadge allowed={receipt.old_value} />
          <ArrowRight aria-hidden className="mirror-rtl size-4 text-ink-soft" />
          <span className="sr-only">{t("ledger.became")}</span>
          <AnswerBadge allowed={receipt.new_value} />
        </p>
      </div>
      <div className="grid basis-full gap-0.5 text-xs text-ink-soft sm:basis-auto sm:text-end">
        <p className="text-sm text-ink">
          <LocalTime iso={receipt.at} />
        </p>
        <p>{sourceText(receipt.source)}</p>
        <Disclosure title={t("ledger.details")}>
          <p>{t.rich("ledger.wording", { version: () => <bdi dir="ltr">{receipt.wording_version}</bdi> })}</p>
          {receipt.ip && <p>{t.rich("ledger.address", { ip: () => <bdi dir="ltr">{receipt.ip}</bdi> })}</p>}
        </Disclosure>
      </div>
    </div>
  );
}
