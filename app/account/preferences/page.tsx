import { AccountPage } from "@/app/account/account-page";
import { findPendingPhone } from "@/app/open-verification";
import { getPageLanguage } from "@/app/page-language";
import { titleOf } from "@/app/page-title";
import { requireCustomer } from "@/app/signed-in";
import { ConfirmedChoices } from "@/components/preferences/confirmed-choices";
import { ContactChoices } from "@/components/preferences/contact-choices";
import { LanguageCard } from "@/components/preferences/language-card";
import { ReceiptsCard } from "@/components/preferences/receipts-card";
import { listConsentReceipts } from "@/lib/consents/service";
import { toProfileResponse } from "@/lib/profile/view";

export const generateMetadata = titleOf("preferences");

export default async function PreferencesPage() {
  const signedIn = await requireCustomer();
  const { customer, deps } = signedIn;
  const needsCode = deps.env.PHONE_VERIFICATION === "kvkk";
  const [language, { receipts }, pending] = await Promise.all([
    getPageLanguage(),
    listConsentReceipts(deps, customer.id),
    needsCode ? findPendingPhone(signedIn) : null,
  ]);
  const profile = toProfileResponse(customer, { language, appUrl: deps.env.APP_URL, fields: deps.fields });
  return (
    <AccountPage group="preferences" texts={["preferences", "profile.consents", "profile.contact.pending", "consents"]}>
      {needsCode ? (
        <ConfirmedChoices
          profile={profile}
          receipts={receipts}
          pending={pending?.purpose === "consents" ? pending : null}
        />
      ) : (
        <ContactChoices profile={profile} receipts={receipts} />
      )}
      <LanguageCard profile={profile} />
      <div id="receipts" className="grid">
        <ReceiptsCard receipts={receipts} profile={profile} />
      </div>
    </AccountPage>
  );
}
