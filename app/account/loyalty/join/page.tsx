import { redirect } from "next/navigation";
import { AccountPage } from "@/app/account/account-page";
import { loadDisputedAccount } from "@/app/account/loyalty/loaders";
import { verifiedSpellings } from "@/app/account/loyalty/verified-phone";
import { findAskedFields } from "@/app/asked-fields";
import { getPageLanguage } from "@/app/page-language";
import { titleOf } from "@/app/page-title";
import { phoneChoices } from "@/app/phone-choices";
import { requireCustomer } from "@/app/signed-in";
import { MemberForm } from "@/components/loyalty/member-form";
import { memberValues } from "@/components/loyalty/member-values";
import { NoProgramme } from "@/components/loyalty/no-programme";
import { formatPhone } from "@/lib/contact/phone-rules";
import { findCustomerCard, hasProgramme } from "@/lib/loyalty/service";
import { toLoyaltyUserResponse } from "@/lib/loyalty/view";

export const generateMetadata = titleOf("loyalty.join");

type JoinPageProps = { searchParams: Promise<{ taken?: string | string[] }> };

export default async function JoinPage({ searchParams }: JoinPageProps) {
  const { customer, deps } = await requireCustomer();
  const [language, { taken }, card, isOpen, asked] = await Promise.all([
    getPageLanguage(),
    searchParams,
    findCustomerCard(deps, customer.id),
    hasProgramme(deps),
    findAskedFields(deps.fields, "joining"),
  ]);
  const user = toLoyaltyUserResponse(customer, deps.fields);
  if (card || (await loadDisputedAccount())) redirect("/account/loyalty");
  return (
    <AccountPage group="loyalty.join" texts={["loyalty", "phoneField", "fields"]}>
      {isOpen ? (
        <MemberForm
          mode="join"
          initial={memberValues(user)}
          choices={phoneChoices(deps.env, language)}
          writtenPhone={formatPhone(customer.phone ?? "", deps.env.DEFAULT_PHONE_REGION)}
          knownPhones={verifiedSpellings(customer)}
          isPhoneTaken={taken === "phone"}
          asked={asked}
          attributes={user.attributes}
        />
      ) : (
        <NoProgramme />
      )}
    </AccountPage>
  );
}
