import { getTranslations } from "next-intl/server";
import { ReadingPage } from "@/app/account/reading-page";
import { PageTexts } from "@/app/page-texts";
import { requireCustomer } from "@/app/signed-in";
import { DeletionCard } from "@/components/privacy/deletion-card";
import { ExportCard } from "@/components/privacy/export-card";
import { HeldData } from "@/components/privacy/held-data";
import { PageHeader } from "@/components/ui/page-header";
import { maskPhone } from "@/lib/contact/rules";
import { EXPORT_LINK_SECONDS } from "@/lib/privacy/schema";

export async function generateMetadata() {
  const t = await getTranslations("privacy");
  return { title: t("title") };
}

export default async function PrivacyPage() {
  const { customer, deps } = await requireCustomer();
  const t = await getTranslations("privacy");
  const { phoneCanonical, phoneVerifiedAt, deletionDueAt } = customer;
  return (
    <PageTexts of={["privacy.deletion", "privacy.export", "fields"]}>
      <ReadingPage>
        <PageHeader title={t("title")} description={t("text")} />
        <div className="grid gap-5">
          <HeldData />
          <ExportCard linkSeconds={EXPORT_LINK_SECONDS} />
          {/* While it is due, the notice over the page says so and takes it back. */}
          {deletionDueAt === null && (
            <DeletionCard
              coolingOffDays={deps.env.DELETION_COOLING_OFF_DAYS}
              retentionDays={deps.env.CONSENT_RETENTION_DAYS}
              verifiedPhone={phoneCanonical && phoneVerifiedAt && maskPhone(phoneCanonical)}
            />
          )}
        </div>
      </ReadingPage>
    </PageTexts>
  );
}
