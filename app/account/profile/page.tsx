import { getTranslations } from "next-intl/server";
import { ReadingPage } from "@/app/account/reading-page";
import { getPageLanguage } from "@/app/page-language";
import { PageTexts } from "@/app/page-texts";
import { phoneChoices } from "@/app/phone-choices";
import { requireCustomer } from "@/app/signed-in";
import { ContactChoicesLink } from "@/components/profile/contact-choices-link";
import { ContactDetails } from "@/components/profile/contact-details";
import { ProfileForm } from "@/components/profile/profile-form";
import { PageHeader } from "@/components/ui/page-header";
import { toProfileResponse } from "@/lib/profile/view";
import { findPendingPhone } from "./pending-phone";

export async function generateMetadata() {
  const t = await getTranslations("profile");
  return { title: t("title") };
}

type ProfilePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProfilePage({ searchParams }: ProfilePageProps) {
  const signedIn = await requireCustomer();
  const { customer, deps } = signedIn;
  const [t, language, query, pending] = await Promise.all([
    getTranslations("profile"),
    getPageLanguage(),
    searchParams,
    findPendingPhone(signedIn),
  ]);
  const { APP_URL: appUrl, PHONE_VERIFICATION: policy } = deps.env;
  const profile = toProfileResponse(customer, { language, appUrl });
  return (
    <PageTexts of={["profile", "phoneField", "fields"]}>
      <ReadingPage>
        <PageHeader title={t("title")} description={t("text")} />
        <div className="grid gap-5">
          <ContactDetails
            profile={profile}
            verifiedPhone={customer.phoneVerifiedAt && customer.phone}
            pending={pending}
            phoneChoices={phoneChoices(deps.env, language)}
            phoneNeedsCode={policy !== "none"}
            isPhoneTaken={query.taken === "phone"}
            arrival={typeof query.email === "string" ? query.email : null}
          />
          <ProfileForm profile={profile} appUrl={appUrl} />
          <ContactChoicesLink />
        </div>
      </ReadingPage>
    </PageTexts>
  );
}
