import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPageLanguage } from "@/app/page-language";
import { PageTexts } from "@/app/page-texts";
import { titleOf } from "@/app/page-title";
import { requireCustomer, type SignedIn } from "@/app/signed-in";
import { nextPath } from "@/components/auth/next-path";
import { WelcomeForm } from "@/components/registration/welcome-form";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { verifiedPhoneOf } from "@/lib/customers/rules";
import { findCustomerCard, hasProgramme } from "@/lib/loyalty/service";
import { LOYALTY_NAME_MAX, type ProfileResponse } from "@/lib/profile/schema";
import { toProfileResponse } from "@/lib/profile/view";

export const generateMetadata = titleOf("welcome");

type WelcomePageProps = { searchParams: Promise<{ next?: string | string[] }> };

/** What registration did not ask; new customers come by here once, and nothing leads back. */
export default async function WelcomePage({ searchParams }: WelcomePageProps) {
  const signedIn = await requireCustomer();
  const { customer, deps } = signedIn;
  const [t, language, query, offersCard] = await Promise.all([
    getTranslations("welcome"),
    getPageLanguage(),
    searchParams,
    isCardOffered(signedIn),
  ]);
  const next = nextPath(query.next);
  const profile = toProfileResponse(customer, { language, appUrl: deps.env.APP_URL, fields: deps.fields });
  if (!offersCard && isAnswered(profile)) redirect(next);
  return (
    <PageTexts of={["welcome", "profile.about", "profile.consents", "consents", "fields", "loyalty.errors"]}>
      <PageHeader title={t("greeting", { name: profile.first_name })} description={t("text")} />
      <p className="-mt-4 mb-6 sm:-mt-6">
        <TextLink href={next} replace className="min-h-11">
          {t("skip")}
        </TextLink>
      </p>
      <WelcomeForm
        profile={profile}
        next={next}
        offersCard={offersCard}
        asksConsents={deps.env.PHONE_VERIFICATION !== "kvkk"}
      />
    </PageTexts>
  );
}

/** Whether a card can be had at once: a programme takes shorter names than a profile, and a verified number. */
async function isCardOffered({ customer, deps }: SignedIn): Promise<boolean> {
  const { firstName, lastName, email } = customer;
  const hasNames = [firstName, lastName].every((name) => name !== "" && [...name].length <= LOYALTY_NAME_MAX);
  // Where joining asks more, its own form does.
  const asksMore = deps.fields.some(({ on }) => on.includes("joining"));
  if (!hasNames || !email || verifiedPhoneOf(customer) === null || asksMore) return false;
  return (await hasProgramme(deps)) && (await findCustomerCard(deps, customer.id)) === null;
}

function isAnswered(profile: ProfileResponse): boolean {
  const { date_of_birth, gender, email_allowed, sms_allowed, call_allowed } = profile;
  return [date_of_birth, gender, email_allowed, sms_allowed, call_allowed].every((answer) => answer !== null);
}
