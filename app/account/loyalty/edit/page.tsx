import { redirect } from "next/navigation";
import { AccountPage } from "@/app/account/account-page";
import { verifiedSpellings } from "@/app/account/loyalty/verified-phone";
import { findAskedFields } from "@/app/asked-fields";
import { getPageLanguage } from "@/app/page-language";
import { titleOf } from "@/app/page-title";
import { phoneChoices } from "@/app/phone-choices";
import { requireCustomer } from "@/app/signed-in";
import { AccountFailure } from "@/components/loyalty/loyalty-failures";
import { MemberForm } from "@/components/loyalty/member-form";
import { memberValues } from "@/components/loyalty/member-values";
import { formatPhone } from "@/lib/contact/phone-rules";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { findCustomerCard, getAccount } from "@/lib/loyalty/service";
import { toLoyaltyAccountResponse, toLoyaltyUserResponse } from "@/lib/loyalty/view";
import { AppError } from "@/lib/platform/errors";

export const generateMetadata = titleOf("loyalty.edit");

type EditPageProps = { searchParams: Promise<{ taken?: string | string[] }> };

export default async function EditPage({ searchParams }: EditPageProps) {
  const { customer, deps } = await requireCustomer();
  const [language, { taken }, card, asked] = await Promise.all([
    getPageLanguage(),
    searchParams,
    findCustomerCard(deps, customer.id),
    findAskedFields(deps.fields, "joining", true),
  ]);
  if (!card) redirect("/account/loyalty");
  const account = await findAccount(deps, customer);
  return (
    <AccountPage group="loyalty.edit" texts={["loyalty", "phoneField", "fields"]}>
      {account ? (
        <MemberForm
          mode="edit"
          initial={memberValues(account)}
          choices={phoneChoices(deps.env, language)}
          writtenPhone={formatPhone(account.phone ?? "", deps.env.DEFAULT_PHONE_REGION)}
          knownPhones={[account.phone ?? card.number, card.number, ...verifiedSpellings(customer)]}
          isPhoneTaken={taken === "phone"}
          asked={asked}
          attributes={asked && toLoyaltyUserResponse(customer, deps.fields).attributes}
        />
      ) : (
        <AccountFailure />
      )}
    </AccountPage>
  );
}

/** The member's data from the programme; null while it is unavailable. */
async function findAccount(deps: Deps, customer: CustomerRow) {
  try {
    return toLoyaltyAccountResponse(await getAccount(deps, customer));
  } catch (error) {
    if (error instanceof AppError && (error.code === "unavailable" || error.code === "not_found")) return null;
    throw error;
  }
}
