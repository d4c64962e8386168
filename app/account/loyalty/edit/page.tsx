import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { provedSpellings } from "@/app/account/loyalty/verified-phone";
import { ReadingPage } from "@/app/account/reading-page";
import { getPageLanguage } from "@/app/page-language";
import { PageTexts } from "@/app/page-texts";
import { phoneChoices } from "@/app/phone-choices";
import { requireCustomer } from "@/app/signed-in";
import { AccountFailure } from "@/components/loyalty/loyalty-failures";
import { MemberForm } from "@/components/loyalty/member-form";
import { memberValues } from "@/components/loyalty/member-values";
import { PageHeader } from "@/components/ui/page-header";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { findCustomerCard, getAccount } from "@/lib/loyalty/service";
import { toLoyaltyAccountResponse } from "@/lib/loyalty/view";
import { AppError } from "@/lib/platform/errors";

export async function generateMetadata() {
  const t = await getTranslations("loyalty.edit");
  return { title: t("title") };
}

type EditPageProps = { searchParams: Promise<{ taken?: string | string[] }> };

export default async function EditPage({ searchParams }: EditPageProps) {
  const { customer, deps } = await requireCustomer();
  const [t, language, { taken }, card] = await Promise.all([
    getTranslations("loyalty.edit"),
    getPageLanguage(),
    searchParams,
    findCustomerCard(deps, customer.id),
  ]);
  if (!card) redirect("/account/loyalty");
  const account = await findAccount(deps, customer);
  return (
    <PageTexts of={["loyalty", "phoneField", "fields"]}>
      <ReadingPage>
        <PageHeader title={t("title")} description={t("text")} />
        {account ? (
          <MemberForm
            mode="edit"
            initial={memberValues(account)}
            choices={phoneChoices(deps.env, language)}
            knownPhones={[account.phone ?? card.number, card.number, ...provedSpellings(customer)]}
            isPhoneTaken={taken === "phone"}
          />
        ) : (
          <AccountFailure />
        )}
      </ReadingPage>
    </PageTexts>
  );
}

/** What the programme knows of the member; null while it cannot be asked. */
async function findAccount(deps: Deps, customer: CustomerRow) {
  try {
    return toLoyaltyAccountResponse(await getAccount(deps, customer));
  } catch (error) {
    if (error instanceof AppError && (error.code === "unavailable" || error.code === "not_found")) return null;
    throw error;
  }
}
