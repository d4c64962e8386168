import { getTranslations } from "next-intl/server";
import { findPendingPhone } from "@/app/account/profile/pending-phone";
import { ReadingPage } from "@/app/account/reading-page";
import { getPageLanguage } from "@/app/page-language";
import { PageTexts } from "@/app/page-texts";
import { requireCustomer } from "@/app/signed-in";
import { ConfirmedChoices } from "@/components/preferences/confirmed-choices";
import { ContactChoices } from "@/components/preferences/contact-choices";
import { LanguageCard } from "@/components/preferences/language-card";
import { ReceiptsCard } from "@/components/preferences/receipts-card";
import { PageHeader } from "@/components/ui/page-header";
import { listConsentReceipts } from "@/lib/consents/service";
import { toProfileResponse } from "@/lib/profile/view";

export async function generateMetadata() {
  const t = await getTranslations("preferences");
  return { title: t("title") };
}

export default async function PreferencesPage() {
  const signedIn = await requireCustomer();
  const { customer, deps } = signedIn;
  const needsCode = deps.env.PHONE_VERIFICATION === "kvkk";
  const [t, language, { receipts }, pending] = await Promise.all([
    getTranslations("preferences"),
    getPageLanguage(),
    listConsentReceipts(deps, customer.id),
    needsCode ? findPendingPhone(signedIn) : null,
  ]);
  const profile = toProfileResponse(customer, { language, appUrl: deps.env.APP_URL });
  return (
    <PageTexts of={["preferences", "profile.consents", "profile.contact.pending", "consents"]}>
      <ReadingPage>
        <PageHeader title={t("title")} description={t("text")} />
        <div className="grid gap-5">
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
            <ReceiptsCard receipts={receipts} />
          </div>
        </div>
      </ReadingPage>
    </PageTexts>
  );
}
