import { AccountPage } from "@/app/account/account-page";
import { findPendingPhone } from "@/app/open-verification";
import { getPageLanguage } from "@/app/page-language";
import { titleOf } from "@/app/page-title";
import { phoneChoices } from "@/app/phone-choices";
import { requireCustomer } from "@/app/signed-in";
import { Slots } from "@/app/slots";
import { ContactChoicesLink } from "@/components/profile/contact-choices-link";
import { ContactDetails } from "@/components/profile/contact-details";
import { ProfileForm } from "@/components/profile/profile-form";
import { formatPhone } from "@/lib/contact/phone-rules";
import { toProfileResponse } from "@/lib/profile/view";

export const generateMetadata = titleOf("profile");

type ProfilePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProfilePage({ searchParams }: ProfilePageProps) {
  const signedIn = await requireCustomer();
  const { customer, deps } = signedIn;
  const [language, query, pending] = await Promise.all([getPageLanguage(), searchParams, findPendingPhone(signedIn)]);
  const { APP_URL: appUrl, PHONE_VERIFICATION: policy } = deps.env;
  const profile = toProfileResponse(customer, { language, appUrl, fields: deps.fields });
  return (
    <AccountPage group="profile" texts={["profile", "phoneField", "fields", "emailProof"]}>
      <ContactDetails
        profile={profile}
        shownPhone={customer.phone && formatPhone(customer.phone, deps.env.DEFAULT_PHONE_REGION)}
        verifiedPhone={customer.phoneVerifiedAt && customer.phone}
        pending={pending}
        phoneChoices={phoneChoices(deps.env, language)}
        phoneNeedsCode={policy !== "none"}
        isPhoneTaken={query.taken === "phone"}
        unconfirmedEmail={customer.verifiedEmail === null ? customer.email : null}
      />
      <ProfileForm profile={profile} appUrl={appUrl} />
      <Slots at="profile" />
      <ContactChoicesLink />
    </AccountPage>
  );
}
