import { AccountPage } from "@/app/account/account-page";
import { titleOf } from "@/app/page-title";
import { requireCustomer } from "@/app/signed-in";
import { SegmentSwitcher } from "@/components/segments/segment-switcher";
import { listSegmentsWithPrices } from "@/lib/segments/service";

export const generateMetadata = titleOf("segments");

export default async function SegmentsPage() {
  const { customer, deps } = await requireCustomer();
  const [{ segments, prices }] = await Promise.all([listSegmentsWithPrices(deps, customer)]);
  return (
    <AccountPage group="segments" texts={["segments"]} isEmpty={segments.length === 0}>
      <SegmentSwitcher segments={segments} prices={prices} />
    </AccountPage>
  );
}
