import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { phoneChoices } from "@/app/phone-choices";
import { requireCustomer } from "@/app/signed-in";
import { MemberForm } from "@/components/loyalty/member-form";
import { memberValues } from "@/components/loyalty/member-values";
import { NoProgramme } from "@/components/loyalty/no-programme";
import { PageHeader } from "@/components/ui/page-header";
import { findCustomerCard, hasProgramme } from "@/lib/loyalty/service";
import { loyaltyUserView } from "@/lib/loyalty/view";

export async function generateMetadata() {
  const t = await getTranslations("loyalty.join");
  return { title: t("title") };
}

export default async function JoinPage() {
  const { customer, deps } = await requireCustomer();
  const [t, language, card, isOpen] = await Promise.all([
    getTranslations("loyalty.join"),
    getLocale(),
    findCustomerCard(deps, customer.id),
    hasProgramme(deps),
  ]);
  if (card) redirect("/account/loyalty");
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      {isOpen ? (
        <MemberForm
          mode="join"
          initial={memberValues(loyaltyUserView(customer))}
          choices={phoneChoices(deps.env, language)}
          isPhoneProved={customer.phoneVerifiedAt !== null}
        />
      ) : (
        <NoProgramme />
      )}
    </>
  );
}
