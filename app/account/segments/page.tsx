import { getTranslations } from "next-intl/server";
import { requireCustomer } from "@/app/signed-in";
import { SegmentSwitcher } from "@/components/segments/segment-switcher";
import { PageHeader } from "@/components/ui/page-header";
import { findActiveSegment, listSegments } from "@/lib/segments/service";

export async function generateMetadata() {
  const t = await getTranslations("segments");
  return { title: t("title") };
}

export default async function SegmentsPage() {
  const { customer, deps } = await requireCustomer();
  const [t, segments, active] = await Promise.all([
    getTranslations("segments"),
    listSegments(deps, customer),
    findActiveSegment(deps, customer),
  ]);
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      <SegmentSwitcher segments={segments} active={active} />
    </>
  );
}
