import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { provedSpellings } from "@/app/account/loyalty/verified-phone";
import { ReadingPage } from "@/app/account/reading-page";
import { getPageLanguage } from "@/app/page-language";
import { PageTexts } from "@/app/page-texts";
import { phoneChoices } from "@/app/phone-choices";
import { requireCustomer } from "@/app/signed-in";
import { MemberForm } from "@/components/loyalty/member-form";
import { memberValues } from "@/components/loyalty/member-values";
import { NoProgramme } from "@/components/loyalty/no-programme";
import { PageHeader } from "@/components/ui/page-header";
import { findCustomerCard, hasProgramme } from "@/lib/loyalty/service";
import { toLoyaltyUserResponse } from "@/lib/loyalty/view";

export async function generateMetadata() {
  const t = await getTranslations("loyalty.join");
  return { title: t("title") };
}

type JoinPageProps = { searchParams: Promise<{ taken?: string | string[] }> };

export default async function JoinPage({ searchParams }: JoinPageProps) {
  const { customer, deps } = await requireCustomer();
  const [t, language, { taken }, card, isOpen] = await Promise.all([
    getTranslations("loyalty.join"),
    getPageLanguage(),
    searchParams,
    findCustomerCard(deps, customer.id),
    hasProgramme(deps),
  ]);
  if (card) redirect("/account/loyalty");
  return (
    <PageTexts of={["loyalty", "phoneField", "fields"]}>
      <ReadingPage>
        <PageHeader title={t("title")} description={t("text")} />
        {isOpen ? (
          <MemberForm
            mode="join"
            initial={memberValues(toLoyaltyUserResponse(customer))}
            choices={phoneChoices(deps.env, language)}
            knownPhones={provedSpellings(customer)}
            isPhoneTaken={taken === "phone"}
          />
        ) : (
          <NoProgramme />
        )}
      </ReadingPage>
    </PageTexts>
  );
}
