import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ReadingPage } from "@/app/account/reading-page";
import { PageTexts } from "@/app/page-texts";
import { requireCustomer } from "@/app/signed-in";
import { LinkForm } from "@/components/loyalty/link-form";
import { NoProgramme } from "@/components/loyalty/no-programme";
import { ProvePhoneFirst } from "@/components/loyalty/prove-phone-first";
import { PageHeader } from "@/components/ui/page-header";
import { findCustomerCard, hasProgramme } from "@/lib/loyalty/service";

export async function generateMetadata() {
  const t = await getTranslations("loyalty.link");
  return { title: t("title") };
}

export default async function LinkPage() {
  const { customer, deps } = await requireCustomer();
  const [t, card, isOpen] = await Promise.all([
    getTranslations("loyalty.link"),
    findCustomerCard(deps, customer.id),
    hasProgramme(deps),
  ]);
  if (card) redirect("/account/loyalty");
  return (
    <PageTexts of={["loyalty.link", "loyalty.fields", "loyalty.errors", "fields"]}>
      <ReadingPage>
        <PageHeader title={t("title")} description={t("text")} />
        {!isOpen ? (
          <NoProgramme />
        ) : customer.phone && customer.phoneVerifiedAt ? (
          <LinkForm email={customer.email ?? ""} />
        ) : (
          <ProvePhoneFirst />
        )}
      </ReadingPage>
    </PageTexts>
  );
}
