import { BadgeCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { TideLines } from "@/components/ui/tide-lines";
import type { ActiveSegmentResponse } from "@/lib/segments/schema";
import { CurrencyName } from "./currency-name";

/** The id of its heading, focused after a switch. */
export const ACTIVE_SEGMENT_ID = "active-segment";

/**
 * The active segment with its price list and currency; the list's code is for who has to tell it.
 * @param segment null when none is active
 */
export function ActiveSegment({ segment }: { segment: ActiveSegmentResponse | null }) {
  const t = useTranslations("segments");
  return (
    <section
      aria-labelledby={ACTIVE_SEGMENT_ID}
      className="relative isolate flex flex-col overflow-hidden rounded-card border border-primary/20 bg-primary-soft p-5 shadow-card [--sea:36%] sm:min-h-68 sm:p-7"
    >
      <TideLines tone="soft" />
      <h2
        id={ACTIVE_SEGMENT_ID}
        tabIndex={-1}
        className="relative flex items-center gap-2 rounded-sm text-sm font-semibold tracking-normal text-on-primary-soft"
      >
        <BadgeCheck aria-hidden className="size-5 fill-accent text-panel" />
        {t("activeTitle")}
      </h2>
      <p className="relative mt-2 text-2xl font-extrabold text-balance sm:text-3xl">
        {segment ? <bdi>{segment.name}</bdi> : t("noneActive")}
      </p>
      {segment ? (
        <div className="relative mt-auto grid gap-4 pt-5">
          <dl className="flex flex-wrap gap-x-8 gap-y-3">
            <PanelFact term={t("priceList")}>
              <bdi>{segment.price_list.name}</bdi>
            </PanelFact>
            <PanelFact term={t("currency")}>
              <CurrencyName code={segment.price_list.currency} />
            </PanelFact>
          </dl>
          <div className="text-xs text-on-primary-soft">
            <Disclosure title={t("details")}>
              <p className="mt-1">{t.rich("code", { code: () => <bdi dir="ltr">{segment.price_list.code}</bdi> })}</p>
            </Disclosure>
          </div>
        </div>
      ) : (
        <p className="relative mt-2 max-w-prose text-on-primary-soft">{t("noneActiveText")}</p>
      )}
    </section>
  );
}

function PanelFact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-on-primary-soft">{term}</dt>
      <dd className="mt-0.5 text-base font-semibold">{children}</dd>
    </div>
  );
}
