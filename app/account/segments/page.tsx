import { getTranslations } from "next-intl/server";
import { ReadingPage } from "@/app/account/reading-page";
import { PageTexts } from "@/app/page-texts";
import { requireCustomer } from "@/app/signed-in";
import { SegmentSwitcher } from "@/components/segments/segment-switcher";
import { PageHeader } from "@/components/ui/page-header";
import { listSegmentsWithPrices } from "@/lib/segments/service";

export async function generateMetadata() {
  const t = await getTranslations("segments");
  return { title: t("title") };
}

export default async function SegmentsPage() {
  const { customer, deps } = await requireCustomer();
  const [t, { segments, prices }] = await Promise.all([
    getTranslations("segments"),
    listSegmentsWithPrices(deps, customer),
  ]);
  return (
    <PageTexts of={["segments"]}>
      <ReadingPage>
        <PageHeader title={t("title")} description={t("text")} />
        <SegmentSwitcher segments={segments} prices={prices} />
      </ReadingPage>
    </PageTexts>
  );
}
