import { AccountPage } from "@/app/account/account-page";
import { titleOf } from "@/app/page-title";
import { requireCustomer } from "@/app/signed-in";
import { DeletionCard } from "@/components/privacy/deletion-card";
import { ExportCard } from "@/components/privacy/export-card";
import { HeldData } from "@/components/privacy/held-data";
import { maskPhone } from "@/lib/contact/phone-rules";
import { verifiedPhoneOf } from "@/lib/customers/rules";
import { EXPORT_LINK_SECONDS } from "@/lib/privacy/schema";

export const generateMetadata = titleOf("privacy");

export default async function PrivacyPage() {
  const { customer, deps } = await requireCustomer();
  const verifiedPhone = verifiedPhoneOf(customer);
  return (
    <AccountPage group="privacy" texts={["privacy.deletion", "privacy.export", "fields"]}>
      <HeldData />
      <ExportCard linkSeconds={EXPORT_LINK_SECONDS} />
      {/* While one is due, the notice above the page offers to cancel it. */}
      {customer.deletionDueAt === null && (
        <DeletionCard
          coolingOffDays={deps.env.DELETION_COOLING_OFF_DAYS}
          retentionDays={deps.env.CONSENT_RETENTION_DAYS}
          verifiedPhone={verifiedPhone && maskPhone(verifiedPhone)}
        />
      )}
    </AccountPage>
  );
}
