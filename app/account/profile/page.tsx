import { AccountPage } from "@/app/account/account-page";
import { findAskedFields } from "@/app/asked-fields";
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
import { verifiedPhoneOf } from "@/lib/customers/rules";
import { toProfileResponse } from "@/lib/profile/view";
import { RecordedFields } from "./recorded-fields";

export const generateMetadata = titleOf("profile");

type ProfilePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProfilePage({ searchParams }: ProfilePageProps) {
  const signedIn = await requireCustomer();
  const { customer, deps } = signedIn;
  const { fields } = deps;
  const [language, query, pending, asked] = await Promise.all([
    getPageLanguage(),
    searchParams,
    findPendingPhone(signedIn),
    findAskedFields(fields, "profile"),
  ]);
  const { APP_URL: appUrl, PHONE_VERIFICATION: policy } = deps.env;
  const profile = toProfileResponse(customer, { language, appUrl, fields });
  return (
    <AccountPage group="profile" texts={["profile", "phoneField", "fields", "emailProof"]}>
      <ContactDetails
        profile={profile}
        shownPhone={customer.phone && formatPhone(customer.phone, deps.env.DEFAULT_PHONE_REGION)}
        verifiedPhone={verifiedPhoneOf(customer) && customer.phone}
        pending={pending}
        phoneChoices={phoneChoices(deps.env, language)}
        phoneNeedsCode={policy !== "none"}
        isPhoneTaken={query.taken === "phone"}
        unconfirmedEmail={customer.verifiedEmail === null ? customer.email : null}
      />
      <ProfileForm profile={profile} appUrl={appUrl} asked={asked} />
      <RecordedFields fields={fields} attributes={profile.attributes} />
      <Slots at="profile" />
      <ContactChoicesLink />
    </AccountPage>
  );
}
