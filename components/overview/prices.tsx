import { useTranslations } from "next-intl";
import { CurrencyName } from "@/components/segments/currency-name";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { ActiveSegmentResponse } from "@/lib/segments/schema";

const SEGMENTS_PAGE = "/account/segments";

/** Which prices the customer sees, where they are not the standard ones. */
export function PricesCard({ segment }: { segment: ActiveSegmentResponse }) {
  const t = useTranslations("overview.prices");
  return (
    <Card title={t("title")} aside={<TextLink href={SEGMENTS_PAGE}>{t("open")}</TextLink>}>
      <p className="font-semibold">
        <bdi>{segment.name}</bdi>
      </p>
      <p className="mt-0.5 text-sm text-ink-soft">
        <bdi>{segment.price_list.name}</bdi> · <CurrencyName code={segment.price_list.currency} />
      </p>
    </Card>
  );
}

/** A line for somebody who sees the standard prices, but could see others. */
export function OtherPrices() {
  const t = useTranslations("overview.prices");
  return (
    <p className="mt-5 flex flex-wrap items-baseline gap-x-3 gap-y-1 text-sm text-ink-soft">
      {t("others")}
      <TextLink href={SEGMENTS_PAGE}>{t("choose")}</TextLink>
    </p>
  );
}
